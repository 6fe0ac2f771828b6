// SPDX-License-Identifier: MIT
#include "explore/blend_dial.h"

#include "job/image_conversion.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

namespace sfumato {

namespace {

constexpr int kSide = 40;  // of a thumbnail

QPixmap thumbnail(const ldm::Picture& picture)
{
    return QPixmap::fromImage(
        toQImage(picture.image)
            .scaled(kSide, kSide, Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

}  // namespace

BlendDial::BlendDial(QWidget* parent)
    : QWidget(parent),
      m_first(new QLabel),
      m_second(new QLabel),
      m_text(new QLabel),
      m_slider(new QSlider(Qt::Horizontal))
{
    setObjectName(QStringLiteral("blendDial"));
    m_slider->setRange(0, 100);
    m_slider->setPageStep(10);
    m_slider->setAccessibleName(tr("Blend of two seeds"));
    m_slider->setToolTip(tr("Where between the two pictures' seeds the next picture lies"));
    auto* close = new QToolButton;
    close->setIcon(themedIcon(QStringLiteral("close")));
    close->setToolTip(tr("Put the dial away; the blend stays set"));
    close->setAccessibleName(close->toolTip());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->addWidget(m_first);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_second);
    layout->addWidget(m_text);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &BlendDial::putAway);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        m_text->setText(tr("%1 %").arg(value));
        if (!m_slider->isSliderDown())
            Q_EMIT turned();
    });
    connect(m_slider, &QSlider::sliderReleased, this, &BlendDial::turned);
    hide();
}

void BlendDial::open(PicturePtr from, PicturePtr to)
{
    m_from = std::move(from);
    m_to = std::move(to);
    for (const auto& [label, picture] : {std::pair{m_first, m_from}, std::pair{m_second, m_to}}) {
        label->setPixmap(thumbnail(*picture));
        label->setToolTip(tr("Seed %1").arg(picture->recipe.seed));
    }
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(50);
    }
    m_text->setText(tr("%1 %").arg(50));
    show();
    m_slider->setFocus();
    Q_EMIT turned();
}

void BlendDial::putAway()
{
    hide();
}

double BlendDial::share() const
{
    return m_slider->value() / 100.0;
}

void BlendDial::setShare(double share)
{
    m_slider->setValue(qRound(share * 100.0));
}

std::vector<ldm::SeedShare> BlendDial::blend() const
{
    auto blend = m_from->recipe.blend;
    if (share() > 0.0)
        blend.push_back({m_to->recipe.seed, share()});
    return blend;
}

}  // namespace sfumato
