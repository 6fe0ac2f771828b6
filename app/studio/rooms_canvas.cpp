// SPDX-License-Identifier: MIT
#include "explore/canvas_size_dialog.h"
#include "explore/region.h"
#include "explore/renewal.h"
#include "explore/seen_picture.h"
#include "job/image_conversion.h"
#include "main_window.h"
#include "rooms.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace sfumato {

// Rooms on the canvas: things under the pointer, its size, what the model sees.

namespace {

QPoint pixelOf(QPointF place)
{
    return {int(std::floor(place.x())), int(std::floor(place.y()))};
}

// What is around a place, where nothing tells things apart.
QImage discAt(QPointF place, QSize size)
{
    QImage mask(size, QImage::Format_Grayscale8);
    mask.fill(0);
    QPainter painter(&mask);
    painter.setBrush(Qt::white);
    painter.setPen(Qt::NoPen);
    const double radius = std::max(size.width(), size.height()) / 6.0;
    painter.drawEllipse(place, radius, radius);
    return mask;
}

}  // namespace

// @return what it is called; empty if there is nothing
QString Rooms::thingAt(QPointF place, QImage& where) const
{
    const auto& document = m_window.document();
    const QSize size = document.size();
    if (!QRect(QPoint(), size).contains(pixelOf(place)) || document.takesPhoto())
        return {};
    const auto nameOfLabel = [&](int label) {
        const auto& palette = document.palette();
        return label >= 0 && label < palette.size() ? palette[label].name : QString();
    };
    if (document.inputKind() == InputKind::Map) {
        where = islandAt(document.map(), pixelOf(place));
        return nameOfLabel(document.labelAt(pixelOf(place)));
    }
    if (document.inputKind() == InputKind::Nothing) {
        where = discAt(place, size);
        return tr("place");
    }
    const ldm::LabelledBox* found = nullptr;
    for (const auto& box : document.boxes()) {
        const QRectF rect(box.x * size.width(), box.y * size.height(), box.width * size.width(),
                          box.height * size.height());
        if (rect.contains(place) &&
            (!found || box.width * box.height <= found->width * found->height))
            found = &box;
    }
    if (!found)
        return {};
    where = maskOf(*found, size);
    return nameOfLabel(found->label);
}

QMenu* Rooms::menuAt(QPointF place, QWidget* parent)
{
    auto* menu = new QMenu(parent);
    QImage where;
    const QString thing = thingAt(place, where);
    if (!thing.isEmpty()) {
        menu->addAction(tr("Another seed for this: %1").arg(thing), this,
                        [this, where] { dice(where); })
            ->setEnabled(m_window.document().picture() != nullptr);
        menu->addAction(tr("Keep this: %1").arg(thing), this, [this, where] { pin(where, true); });
        menu->addAction(tr("Let go of this: %1").arg(thing), this,
                        [this, where] { pin(where, false); })
            ->setEnabled(m_window.document().hasPins());
    }
    menu->addAction(tr("Let go of all that is kept"), this,
                    [this] { m_window.document().setPins({}, tr("Let go of all")); })
        ->setEnabled(m_window.document().hasPins());
    return menu;
}

void Rooms::diceAt(QPointF place)
{
    QImage where;
    if (thingAt(place, where).isEmpty())
        m_window.messages().show(tr("Point at a thing on the canvas first."));
    else
        dice(where);
}

void Rooms::dice(const QImage& where)
{
    const auto picture = m_window.document().picture();
    auto& mode = m_window.workspace().mode();
    if (const QString obstacle = mode.obstacle(); !obstacle.isEmpty())
        return m_window.messages().show(obstacle);
    auto recipe = mode.buildRecipe();
    if (!picture || !canFollow(recipe, picture->recipe))
        return m_window.messages().show(
            tr("There is no picture of this size and model yet: press Generate first."));
    const auto seed = std::uint64_t(QRandomGenerator::global()->bounded(1000000u));
    m_window.run(diced(recipe, picture->recipe, where, seed));
}

void Rooms::pin(const QImage& where, bool keep)
{
    auto& document = m_window.document();
    QImage pins(document.size(), QImage::Format_Indexed8);
    pins.setColorTable({qRgba(0, 0, 0, 0), qRgba(255, 255, 255, 255)});
    for (int y = 0; y < pins.height(); ++y)
        for (int x = 0; x < pins.width(); ++x) {
            const bool was = !document.pins().isNull() && document.pins().constScanLine(y)[x];
            pins.scanLine(y)[x] = where.constScanLine(y)[x] >= 128 ? keep : was;
        }
    document.setPins(pins, keep ? tr("Keep") : tr("Let go"));
}

void Rooms::askForCanvas()
{
    const auto* model = m_window.picturePanel().model();
    auto* dialog = new CanvasSizeDialog(m_window.document().size(),
                                        model ? model->size_multiple : 8, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CanvasSizeDialog::extended, this, &Rooms::extendCanvas);
    dialog->open();
}

void Rooms::extendCanvas(const QMargins& by)
{
    m_window.document().extendCanvas(by);
}

void Rooms::goOn(QPoint way)
{
    const QSize size = m_window.document().size();
    const auto* model = m_window.picturePanel().model();
    const int multiple = std::max(1, model ? model->size_multiple : 8);
    const auto quarter = [&](int side) { return std::max(1, side / 4 / multiple) * multiple; };
    const int across = way.x() * quarter(size.width()), down = way.y() * quarter(size.height());
    extendCanvas({-across, -down, across, down});
}

// The picture grows as the canvas does.
void Rooms::canvasExtended(Workspace& workspace, QSize before, QSize after)
{
    auto* panel = workspace.picturePanel();
    const auto recipe = panel->recipe();
    panel->setPictureSize(
        {int(std::lround(double(recipe.width) * after.width() / before.width())),
         int(std::lround(double(recipe.height) * after.height() / before.height()))});
}

void Rooms::makeLarger(const Document::PicturePtr& picture)
{
    if (!picture)
        return m_window.messages().show(tr("There is no picture yet: press Generate first."));
    const auto task = picture->recipe.task;
    if (task == ldm::TaskKind::Upscale || task == ldm::TaskKind::Inpaint)
        return m_window.messages().show(tr("A picture made from a photo has the photo's size."));
    m_window.run(enlarged(picture->recipe, 2));
}

void Rooms::lookThroughModel(bool on)
{
    m_seenJob = 0;
    m_window.canvas().setOverlay(Overlay::Seen, {});
    if (!on)
        return;
    const auto* model = m_window.picturePanel().model();
    const QImage& photo = m_window.document().photo();
    if (!model || photo.isNull()) {
        m_window.messages().show(tr("There is no photo yet: drop one here or open it."));
        m_seen->setChecked(false);
        return;
    }
    m_seenJob = m_window.queue().requestRoundTrip(model->id, toImage(photo));
}

void Rooms::showSeen(const ImageAnswer& answer)
{
    m_seenJob = 0;
    if (const auto* image = std::get_if<std::shared_ptr<const ldm::Image>>(&answer)) {
        m_window.canvas().setOverlay(Overlay::Seen,
                                     seenPicture(m_window.document().photo(), toQImage(**image)));
        return;
    }
    m_seen->setChecked(false);
    if (const auto* failure = std::get_if<Failure>(&answer))
        m_window.messages().show(failure->sentence);
}

}  // namespace sfumato
