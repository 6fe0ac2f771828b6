// SPDX-License-Identifier: MIT
#include "extend_panel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSlider>

namespace extend {

namespace {

constexpr int kStep = 8;  // models of latents work in cells of so many pixels

int share(int side, int percent)
{
    return (side * percent / 100 + kStep - 1) / kStep * kStep;
}

}  // namespace

ExtendPanel::ExtendPanel(QWidget* parent)
    : QWidget(parent), m_where(new QComboBox), m_share(new QSlider(Qt::Horizontal))
{
    constexpr int kLeast = 5, kMost = 50, kUsual = 20;
    auto* hint = new QLabel(tr("The photo stays as it is and gets new surroundings."));
    hint->setWordWrap(true);
    const std::pair<QString, QMargins> places[]{{tr("All around"), {1, 1, 1, 1}},
                                                {tr("To the left and right"), {1, 0, 1, 0}},
                                                {tr("Above and below"), {0, 1, 0, 1}},
                                                {tr("To the left"), {1, 0, 0, 0}},
                                                {tr("To the right"), {0, 0, 1, 0}},
                                                {tr("Above"), {0, 1, 0, 0}},
                                                {tr("Below"), {0, 0, 0, 1}}};
    for (const auto& [text, sides] : places)
        m_where->addItem(text, QVariant::fromValue(sides));
    m_where->setAccessibleName(tr("Where"));
    m_where->setToolTip(tr("On which sides of the photo there is to be more"));
    m_share->setRange(kLeast, kMost);
    m_share->setValue(kUsual);
    m_share->setAccessibleName(tr("How much"));
    m_share->setToolTip(tr("How much is added on each of these sides, of the photo's own size"));
    auto* form = new QFormLayout(this);
    form->addRow(hint);
    form->addRow(tr("Where"), m_where);
    form->addRow(tr("How much"), m_share);
}

QMargins ExtendPanel::room(QSize photo) const
{
    const auto sides = m_where->currentData().value<QMargins>();
    const int across = share(photo.width(), m_share->value());
    const int along = share(photo.height(), m_share->value());
    return {sides.left() * across, sides.top() * along, sides.right() * across,
            sides.bottom() * along};
}

}  // namespace extend
