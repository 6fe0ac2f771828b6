// SPDX-License-Identifier: MIT
#include "workspace.h"

#include "empty_mode.h"
#include "job/image_conversion.h"

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

// A hole is painted as a map of two labels.
LabelPalette holePalette()
{
    return {{Workspace::tr("keep"), QColor(0, 0, 0, 0)},
            {Workspace::tr("fill"), QColor(226, 60, 80, 150)}};
}

QImage holeOf(const ldm::Image& mask)
{
    QImage hole(mask.width, mask.height, QImage::Format_Indexed8);
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            hole.scanLine(y)[x] =
                mask.pixels[size_t(y) * size_t(mask.width) + size_t(x)] >= 128 ? 1 : 0;
    return hole;
}

}  // namespace

Workspace::Workspace(const QString& id, CreativeModePlugin* plugin)
    : m_id(id), m_picture(new PicturePanel)
{
    m_mode = plugin ? plugin->createMode(*this) : std::make_unique<EmptyMode>();
    const auto kind = m_mode->input();
    m_document.setInputKind(kind);
    m_tools.setDocument(&m_document);
    if (kind == InputKind::Hole) {
        m_document.setPalette(holePalette());
        m_tools.setLabel(1);
    }
    m_picture->setSizeShown(!hasPhoto());
    m_panel = m_mode->createPanel(nullptr);
    m_toolList = m_mode->createTools();
    if (!m_toolList.empty())
        m_tool = m_toolList.front().get();
    connect(m_picture, &PicturePanel::modelChanged, this, &Workspace::followModel);
    connect(m_picture, &PicturePanel::changed, this, &Workspace::forecast);
    connect(m_picture, &PicturePanel::sizeEdited, this, [this](QSize size) {
        if (m_mode->input() == InputKind::Boxes || m_mode->input() == InputKind::Nothing)
            m_document.setSize(size);
        forecast();
    });
}

Workspace::~Workspace()
{
    // Nothing may call on the parts while they go, one after the other.
    m_document.undoStack().disconnect();
    m_document.disconnect();
    delete m_panel;
    delete m_picture;
}

bool Workspace::hasPhoto() const
{
    return m_mode->input() == InputKind::Photo || m_mode->input() == InputKind::Hole;
}

bool Workspace::makes(ldm::TaskKind task) const
{
    const auto tasks = m_mode->tasks();
    return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
}

void Workspace::setModels(const std::vector<ldm::ModelInfo>& models)
{
    m_picture->setModels(models, m_mode->tasks());
}

const std::vector<ldm::LabelInfo>& Workspace::labels() const
{
    static const std::vector<ldm::LabelInfo> none;
    return m_picture->model() ? m_picture->model()->labels : none;
}

void Workspace::followModel()
{
    const auto* info = m_picture->model();
    if (!info)
        return;
    languageChanged();
    const auto kind = m_mode->input();
    if (kind != InputKind::Hole && m_tools.label() >= m_document.palette().size())
        m_tools.setLabel(0);
    if (kind == InputKind::Boxes || kind == InputKind::Nothing) {
        const QSize native(info->native_width, info->native_height);
        m_picture->setPictureSize(native);
        m_document.setSize(native);
    }
    forecast();
    Q_EMIT modelChanged();
}

void Workspace::languageChanged()
{
    if (m_mode->input() == InputKind::Hole)
        m_document.setPalette(holePalette());
    else if (const auto* info = m_picture->model())
        m_document.setPalette(m_mode->palette(*info));
}

void Workspace::useSpeeds(const SpeedTable& speeds)
{
    m_speeds = &speeds;
    forecast();
}

void Workspace::forecast()
{
    if (m_speeds)
        m_picture->setSpeed(m_speeds->speedOf(pictureSettings()));
}

std::shared_ptr<const ldm::LabelMap> Workspace::map() const
{
    return std::make_shared<const ldm::LabelMap>(toLabelMap(m_document.map()));
}

std::shared_ptr<const ldm::Image> Workspace::photo() const
{
    if (m_document.photo().isNull())
        return nullptr;
    return std::make_shared<const ldm::Image>(toImage(m_document.photo()));
}

std::shared_ptr<const ldm::Image> Workspace::hole() const
{
    auto mask = std::make_shared<ldm::Image>();
    auto map = toLabelMap(m_document.map());
    mask->width = map.width;
    mask->height = map.height;
    mask->channels = 1;
    mask->pixels = std::move(map.labels);
    for (auto& value : mask->pixels)
        value = value ? 255 : 0;
    return mask;
}

bool Workspace::hasHole() const
{
    const QImage& map = m_document.map();
    for (int y = 0; y < map.height(); ++y) {
        const auto* row = map.constScanLine(y);
        if (std::find_if(row, row + map.width(), [](uchar v) { return v != 0; }) !=
            row + map.width())
            return true;
    }
    return false;
}

void Workspace::clearHole()
{
    QImage empty(m_document.size(), QImage::Format_Indexed8);
    empty.fill(0);
    m_document.replaceMap(empty, tr("Clear the hole"));
}

void Workspace::invertHole()
{
    QImage inverted = m_document.map();
    for (int y = 0; y < inverted.height(); ++y) {
        auto* row = inverted.scanLine(y);
        std::transform(row, row + inverted.width(), row, [](uchar v) { return uchar(v ? 0 : 1); });
    }
    m_document.replaceMap(inverted, tr("Invert the hole"));
}

void Workspace::onModelChanged(QObject* receiver, std::function<void()> run)
{
    connect(this, &Workspace::modelChanged, receiver, std::move(run));
}

ldm::Recipe Workspace::pictureSettings() const
{
    auto recipe = m_picture->recipe();
    if (m_document.hasPhoto()) {
        recipe.width = m_document.size().width();
        recipe.height = m_document.size().height();
    } else {
        const QPointF origin = m_document.noiseOrigin();
        recipe.noise_x = int(std::lround(origin.x() * recipe.width / m_document.size().width()));
        recipe.noise_y = int(std::lround(origin.y() * recipe.height / m_document.size().height()));
    }
    return recipe;
}

void Workspace::usePhoto(const QImage& photo, const QString& text)
{
    m_document.replacePhoto(photo, {}, text);
    forecast();
}

void Workspace::restoreSettings(const ldm::Recipe& recipe)
{
    m_picture->setRecipe(recipe);
    m_mode->restore(recipe);
}

void Workspace::restore(const ldm::Recipe& recipe)
{
    const QString text = tr("Open picture");
    restoreSettings(recipe);
    switch (m_mode->input()) {
    case InputKind::Map:
        if (recipe.map)
            m_document.replaceMap(toQImage(*recipe.map), text);
        break;
    case InputKind::Boxes:
        m_document.setSize({recipe.width, recipe.height});
        m_document.setBoxes(recipe.boxes, text);
        break;
    case InputKind::Nothing: m_document.setSize({recipe.width, recipe.height}); break;
    case InputKind::Photo:
    case InputKind::Hole:
        if (recipe.image)
            m_document.replacePhoto(toQImage(*recipe.image),
                                    recipe.mask ? holeOf(*recipe.mask) : QImage(), text);
        break;
    }
    restoreNoise(recipe);
}

void Workspace::restoreNoise(const ldm::Recipe& recipe)
{
    const QSize size = m_document.size();
    m_document.setNoiseOrigin(
        {int(std::lround(double(recipe.noise_x) * size.width() / recipe.width)),
         int(std::lround(double(recipe.noise_y) * size.height() / recipe.height))});
}

}  // namespace sfumato
