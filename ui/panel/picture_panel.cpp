// SPDX-License-Identifier: MIT
#include "panel/picture_panel.h"

#include "panel/vary_row.h"
#include "theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

constexpr int kMaxSteps = 1000;
constexpr int kDialSteps = 100;  // beyond, by number
constexpr double kHold = 0.25;   // share that the time may be off before the steps follow

// A control with an arrow that puts it back to its default.
QWidget* withReset(QWidget* control, std::function<void()> reset)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(control, 1);
    auto* button = new QToolButton;
    button->setIcon(themedIcon(QStringLiteral("reset")));
    button->setToolTip(PicturePanel::tr("Back to the default"));
    button->setAccessibleName(PicturePanel::tr("Back to the default"));
    QObject::connect(button, &QToolButton::clicked, control, std::move(reset));
    layout->addWidget(button);
    return row;
}

QSpinBox* sizeBox(const QString& name)
{
    auto* box = new QSpinBox;
    box->setRange(8, 4096);
    box->setSingleStep(16);
    box->setValue(256);
    box->setSuffix(QStringLiteral(" px"));
    box->setKeyboardTracking(false);
    box->setAccessibleName(name);
    box->setToolTip(
        PicturePanel::tr("Larger pictures take longer; models do best at their own size."));
    return box;
}

}  // namespace

PicturePanel::PicturePanel(QWidget* parent)
    : QWidget(parent),
      m_model(new QComboBox),
      m_width(sizeBox(tr("Width"))),
      m_height(sizeBox(tr("Height"))),
      m_time(new QSlider(Qt::Horizontal)),
      m_guidance(new QDoubleSpinBox),
      m_timeText(new QLabel),
      m_seed(new QLineEdit(QStringLiteral("7"))),
      m_lock(new QToolButton),
      m_vary(new VaryRow),
      m_steps(new QSpinBox),
      m_sampler(new QComboBox),
      m_spacing(new QComboBox),
      m_eta(new QDoubleSpinBox),
      m_dtype(new QComboBox),
      m_noise(new QComboBox)
{
    build();
    connect(m_model, &QComboBox::currentIndexChanged, this, &PicturePanel::modelChosen);
    connect(m_time, &QSlider::valueChanged, this, &PicturePanel::timeMoved);
    connect(m_steps, &QSpinBox::valueChanged, this, [this] {
        if (!m_following)
            m_wish = 0.0;
        showTime();
        Q_EMIT changed();
    });
    for (auto* box : {m_width, m_height})
        connect(box, &QSpinBox::valueChanged, this, [this] {
            Q_EMIT sizeEdited({m_width->value(), m_height->value()});
        });
    for (auto* box : {m_sampler, m_spacing, m_dtype, m_noise})
        connect(box, &QComboBox::currentIndexChanged, this, &PicturePanel::changed);
    for (auto* box : {m_eta, m_guidance})
        connect(box, &QDoubleSpinBox::valueChanged, this, &PicturePanel::changed);
    connect(m_vary, &VaryRow::changed, this, &PicturePanel::changed);
    m_steps->setValue(20);
}

void PicturePanel::build()
{
    m_model->setAccessibleName(tr("Model"));
    m_model->setToolTip(tr("Which model paints the picture."));
    m_time->setRange(1, kDialSteps);
    m_time->setAccessibleName(tr("Time"));
    m_time->setToolTip(tr("How long a picture may take, at any size; more time adds detail."));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,19}")), this));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed and map give the same picture."));
    m_lock->setCheckable(true);
    m_lock->setChecked(true);
    m_lock->setIcon(themedIcon(QStringLiteral("lock")));
    m_lock->setToolTip(tr("Keep the seed from run to run"));
    m_lock->setAccessibleName(tr("Keep the seed"));
    auto* dice = new QToolButton;
    dice->setIcon(themedIcon(QStringLiteral("dice")));
    dice->setToolTip(tr("Another seed"));
    dice->setAccessibleName(tr("Another seed"));
    connect(dice, &QToolButton::clicked, this, &PicturePanel::rollSeed);

    auto* sizes = new QHBoxLayout;
    sizes->addWidget(m_width, 1);
    sizes->addWidget(new QLabel(QStringLiteral("×")));
    sizes->addWidget(m_height, 1);
    auto* seeds = new QHBoxLayout;
    seeds->addWidget(m_seed, 1);
    seeds->addWidget(m_lock);
    seeds->addWidget(dice);
    buildGuidance();
    auto* form = m_form = new QFormLayout;
    m_sizes = sizes;
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->addRow(tr("Model"), m_model);
    form->addRow(tr("Size"), sizes);
    form->addRow(tr("Guidance"), m_guidanceRow);
    form->addRow(tr("Time"), m_time);
    form->addRow(QString(), m_timeText);
    form->addRow(tr("Seed"), seeds);
    form->addRow(tr("Vary"), m_vary);

    auto* more = new QWidget;
    buildMore(more);
    more->hide();
    auto* toggle = new QToolButton;
    toggle->setText(tr("More"));
    toggle->setToolTip(tr("Steps, sampler, noise, precision"));
    toggle->setCheckable(true);
    toggle->setArrowType(Qt::RightArrow);
    toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(toggle, &QToolButton::toggled, this, [more, toggle](bool on) {
        more->setVisible(on);
        toggle->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    layout->addLayout(form);
    layout->addWidget(toggle);
    layout->addWidget(more);
    layout->addStretch(1);
}

void PicturePanel::buildGuidance()
{
    m_guidance->setRange(0.0, 30.0);
    m_guidance->setSingleStep(0.5);
    m_guidance->setDecimals(1);
    m_guidance->setValue(1.0);
    m_guidance->setAccessibleName(tr("Guidance"));
    m_guidance->setToolTip(
        tr("How far words, class or boxes are followed: 1 as the model says, more "
           "is closer and less varied. Above 1 a step takes twice as long."));
    m_guidanceRow =
        withReset(m_guidance, [this] { m_guidance->setValue(model() ? model()->guidance : 1.0); });
}

void PicturePanel::buildMore(QWidget* parent)
{
    m_steps->setRange(1, kMaxSteps);
    m_steps->setToolTip(tr("Denoising steps."));
    m_steps->setAccessibleName(tr("Steps"));
    m_eta->setAccessibleName(tr("η (eta)"));
    m_sampler->addItem(tr("DDIM"), QStringLiteral("ddim"));
    m_sampler->addItem(tr("DPM-Solver++"), QStringLiteral("dpmpp_2m"));
    m_sampler->addItem(tr("DPM-Solver++ SDE"), QStringLiteral("dpmpp_2m_sde"));
    m_sampler->addItem(tr("UniPC"), QStringLiteral("unipc"));
    m_sampler->addItem(tr("Heun (two looks a step)"), QStringLiteral("heun"));
    m_sampler->addItem(tr("PLMS"), QStringLiteral("plms"));
    m_sampler->addItem(tr("DDPM (every level, slow)"), QStringLiteral("ddpm"));
    m_sampler->setToolTip(tr("The rule that each step follows."));
    m_spacing->addItem(tr("Even"), QStringLiteral("uniform"));
    m_spacing->addItem(tr("Finer near the picture"), QStringLiteral("karras"));
    m_spacing->addItem(tr("From pure noise, for few steps"), QStringLiteral("trailing"));
    m_spacing->setToolTip(tr("Where the steps of DPM-Solver++, UniPC and Heun lie."));
    connect(m_sampler, &QComboBox::currentIndexChanged, this, &PicturePanel::enableSamplerParts);
    m_eta->setRange(0.0, 1.0);
    m_eta->setSingleStep(0.1);
    m_eta->setToolTip(tr("Fresh noise in each step: 0 is smooth, 1 is lively."));
    m_dtype->addItem(tr("Automatic"), QStringLiteral("auto"));
    m_dtype->addItem(tr("Exact (fp32)"), QStringLiteral("fp32"));
    m_dtype->addItem(tr("Fast (bf16)"), QStringLiteral("bf16"));
    m_dtype->setToolTip(tr(
        "Exact repeats to the byte on machines of one kind; fast takes about 60 % of the time."));
    m_noise->addItem(tr("By place"), QStringLiteral("field"));
    m_noise->addItem(tr("As published"), QStringLiteral("sequence"));
    m_noise->setToolTip(tr("By place: a larger picture keeps what was there."));
    const auto defaults = [this] { return model() ? *model() : ldm::ModelInfo(); };
    auto* form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Steps"),
                 withReset(m_steps, [=, this] { m_steps->setValue(defaults().steps); }));
    form->addRow(tr("Sampler"), withReset(m_sampler, [this] { m_sampler->setCurrentIndex(0); }));
    form->addRow(tr("Spacing"), withReset(m_spacing, [this] { m_spacing->setCurrentIndex(0); }));
    form->addRow(tr("η (eta)"), withReset(m_eta, [=, this] { m_eta->setValue(defaults().eta); }));
    form->addRow(tr("Precision"), withReset(m_dtype, [this] { setPrecision(m_precision); }));
    form->addRow(tr("Noise"), withReset(m_noise, [this] { m_noise->setCurrentIndex(0); }));
    m_sampler->setAccessibleName(tr("Sampler"));
    m_spacing->setAccessibleName(tr("Spacing"));
    m_dtype->setAccessibleName(tr("Precision"));
    m_noise->setAccessibleName(tr("Noise"));
    enableSamplerParts();
}

void PicturePanel::enableSamplerParts()
{
    const QString sampler = m_sampler->currentData().toString();
    m_eta->setEnabled(sampler == QStringLiteral("ddim"));
    m_spacing->setEnabled(sampler.startsWith(QStringLiteral("dpmpp")) ||
                          sampler == QStringLiteral("heun") || sampler == QStringLiteral("unipc"));
    m_steps->setEnabled(sampler != QStringLiteral("ddpm"));
    m_time->setEnabled(m_steps->isEnabled());
}

void PicturePanel::setSizeShown(bool shown)
{
    m_form->setRowVisible(m_sizes, shown);
}

void PicturePanel::setModels(const std::vector<ldm::ModelInfo>& models,
                             const std::vector<ldm::TaskKind>& tasks)
{
    const QSignalBlocker blocker(m_model);
    const auto before = model() ? *model() : ldm::ModelInfo();
    m_models.clear();
    m_model->clear();
    for (const auto& model : models) {
        const bool fits = std::any_of(model.tasks.begin(), model.tasks.end(), [&](auto task) {
            return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
        });
        if (!fits || !model.problem.empty())
            continue;
        m_models.push_back(model);
        m_model->addItem(QString::fromStdString(model.title), QString::fromStdString(model.id));
    }
    if (const int index = m_model->findData(QString::fromStdString(before.id)); index >= 0)
        m_model->setCurrentIndex(index);
    // The list is read anew when a model comes or goes: the settings of the one in use stay.
    const auto* now = model();
    const bool same =
        now && now->id == before.id && now->weights == before.weights && now->bytes == before.bytes;
    if (!same)
        modelChosen();
}

const ldm::ModelInfo* PicturePanel::model() const
{
    const int index = m_model->currentIndex();
    return index >= 0 && size_t(index) < m_models.size() ? &m_models[size_t(index)] : nullptr;
}

void PicturePanel::modelChosen()
{
    const auto* info = model();
    if (info) {
        const double wish = m_wish;
        m_steps->setValue(info->steps);
        m_wish = wish;  // the time holds, whatever the model
        m_sampler->setCurrentIndex(
            m_sampler->findData(QString::fromUtf8(ldm::name_of(info->sampler))));
        m_spacing->setCurrentIndex(
            m_spacing->findData(QString::fromUtf8(ldm::name_of(info->spacing))));
        m_eta->setValue(info->eta);
        m_guidance->setValue(info->guidance);
    }
    m_form->setRowVisible(m_guidanceRow, info && info->takes_guidance);
    Q_EMIT modelChanged();
}

ldm::Recipe PicturePanel::recipe() const
{
    ldm::Recipe r;
    if (const auto* info = model())
        r.model = info->id;
    r.width = m_width->value();
    r.height = m_height->value();
    r.seed = m_seed->text().toULongLong();
    r.blend = m_vary->blend();
    r.steps = m_steps->value();
    r.sampler = ldm::sampler_from_name(m_sampler->currentData().toString().toStdString());
    r.spacing = ldm::spacing_from_name(m_spacing->currentData().toString().toStdString());
    r.eta = m_eta->value();
    if (model() && model()->takes_guidance)
        r.guidance = m_guidance->value();
    r.dtype = ldm::dtype_from_name(m_dtype->currentData().toString().toStdString());
    r.noise = ldm::noise_from_name(m_noise->currentData().toString().toStdString());
    return r;
}

void PicturePanel::setRecipe(const ldm::Recipe& r)
{
    const int index = m_model->findData(QString::fromStdString(r.model));
    if (index >= 0)
        m_model->setCurrentIndex(index);
    setPictureSize({r.width, r.height});
    setSeed(r.seed);
    m_vary->setBlend(r.blend);
    m_steps->setValue(r.steps);
    m_wish = 0.0;
    m_sampler->setCurrentIndex(m_sampler->findData(QString::fromUtf8(ldm::name_of(r.sampler))));
    m_spacing->setCurrentIndex(m_spacing->findData(QString::fromUtf8(ldm::name_of(r.spacing))));
    m_eta->setValue(r.eta);
    m_guidance->setValue(r.guidance);
    m_dtype->setCurrentIndex(m_dtype->findData(QString::fromUtf8(ldm::name_of(r.dtype))));
    m_noise->setCurrentIndex(m_noise->findData(QString::fromUtf8(ldm::name_of(r.noise))));
}

void PicturePanel::setPictureSize(QSize size)
{
    const QSignalBlocker blockWidth(m_width), blockHeight(m_height);
    m_width->setValue(size.width());
    m_height->setValue(size.height());
    Q_EMIT changed();
}

bool PicturePanel::seedLocked() const
{
    return m_lock->isChecked();
}

void PicturePanel::setSeed(quint64 seed)
{
    m_seed->setText(QString::number(seed));
    Q_EMIT changed();
}

void PicturePanel::rollSeed()
{
    setSeed(QRandomGenerator::global()->bounded(1000000u));
}

void PicturePanel::setPrecision(const QString& dtype)
{
    m_precision = dtype;
    m_dtype->setCurrentIndex(std::max(0, m_dtype->findData(dtype)));
}

void PicturePanel::rollLikeIt()
{
    m_vary->isOn() ? m_vary->roll() : rollSeed();
}

void PicturePanel::timeMoved(int value)
{
    m_steps->setValue(value);
    m_wish = m_speed.seconds(value);
}

void PicturePanel::setSpeed(const Speed& speed)
{
    m_speed = speed;
    const double now = speed.seconds(m_steps->value());
    // Small changes are no reason for another picture.
    if (!m_following && m_wish > 0.0 && now > 0.0 && std::abs(now - m_wish) > kHold * m_wish) {
        m_following = true;
        m_steps->setValue(std::clamp(speed.stepsIn(m_wish), 1, kDialSteps));
        m_following = false;
    }
    showTime();
}

// Seconds where they are known, else steps.
void PicturePanel::showTime()
{
    {
        const QSignalBlocker blocker(m_time);
        m_time->setValue(m_steps->value());
    }
    const QString steps = tr("%n step(s)", nullptr, m_steps->value());
    const double seconds = m_speed.seconds(m_steps->value());
    m_timeText->setText(seconds > 0.0 ? tr("about %1 s (%2)").arg(seconds, 0, 'f', 1).arg(steps)
                                      : steps);
    m_time->setAccessibleDescription(m_timeText->text());
}

}  // namespace sfumato
