// SPDX-License-Identifier: MIT
#include "panel/vary_row.h"

#include "theme/theme.h"

#include <QHBoxLayout>
#include <QRandomGenerator>
#include <QSlider>
#include <QToolButton>

namespace sfumato {

namespace {

std::uint64_t anySeed()
{
    return QRandomGenerator::global()->bounded(1000000u);
}

}  // namespace

VaryRow::VaryRow(QWidget* parent)
    : QWidget(parent),
      m_seed(anySeed()),
      m_slider(new QSlider(Qt::Horizontal)),
      m_clear(new QToolButton)
{
    m_slider->setRange(0, 100);
    m_slider->setPageStep(5);
    m_slider->setAccessibleName(tr("Vary"));
    m_slider->setToolTip(
        tr("How far the next picture strays from its seed: a little changes "
           "details, much changes the whole."));
    auto* dice = new QToolButton;
    dice->setIcon(themedIcon(QStringLiteral("dice")));
    dice->setToolTip(tr("Another variation"));
    dice->setAccessibleName(dice->toolTip());
    m_clear->setObjectName(QStringLiteral("clearBlend"));
    m_clear->setIcon(themedIcon(QStringLiteral("close")));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_clear);
    layout->addWidget(dice);
    connect(m_slider, &QSlider::valueChanged, this, &VaryRow::follow);
    connect(dice, &QToolButton::clicked, this, [this] {
        if (!isOn())
            setShare(0.15);
        roll();
    });
    connect(m_clear, &QToolButton::clicked, this, [this] { setBlend({}); });
    follow();
}

double VaryRow::share() const
{
    return m_slider->value() / 100.0;
}

void VaryRow::setShare(double share)
{
    m_slider->setValue(qRound(share * 100.0));
}

std::vector<ldm::SeedShare> VaryRow::blend() const
{
    auto blend = m_kept;
    if (isOn())
        blend.push_back({m_seed, share()});
    return blend;
}

void VaryRow::setBlend(const std::vector<ldm::SeedShare>& blend)
{
    m_kept = blend;
    {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(0);
    }
    follow();
}

void VaryRow::roll()
{
    m_seed = anySeed();
    Q_EMIT changed();
}

// Says what the picture begins with, and lets it be put away.
void VaryRow::follow()
{
    QStringList shares;
    for (const auto& share : m_kept)
        shares << tr("%1 % of seed %2").arg(qRound(share.weight * 100.0)).arg(share.seed);
    m_clear->setVisible(!m_kept.empty());
    m_clear->setToolTip(tr("Only the seed again, without %1").arg(shares.join(tr(", "))));
    m_clear->setAccessibleName(tr("Only the seed again"));
    // Room for more only while a recipe can hold it.
    m_slider->setEnabled(int(m_kept.size()) < ldm::Recipe::kMaxShares);
    Q_EMIT changed();
}

}  // namespace sfumato
