// SPDX-License-Identifier: MIT
#include "upscale_panel.h"

#include "mode/mode_context.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace sfumato::upscale {

UpscalePanel::UpscalePanel(ModeContext&, QWidget* parent)
    : QWidget(parent), m_scales(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout;
    for (const int scale : {2, 4, 8}) {
        auto* button = new QRadioButton(tr("×%1").arg(scale));
        button->setAccessibleName(tr("%1 times larger").arg(scale));
        m_scales->addButton(button, scale);
        row->addWidget(button);
    }
    setScale(4);
    m_scales->button(2)->setToolTip(tr("Enlarged four times, then halved."));
    m_scales->button(8)->setToolTip(tr("Enlarged twice, one after the other; takes longest."));
    auto* hint =
        new QLabel(tr("Made for small, noisy or compressed photos; large ones are worked on "
                      "in overlapping parts."));
    hint->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    layout->addLayout(row);
    layout->addWidget(hint);
    layout->addStretch(1);
}

int UpscalePanel::scale() const
{
    return m_scales->checkedId();
}

void UpscalePanel::setScale(int scale)
{
    if (auto* button = m_scales->button(scale))
        button->setChecked(true);
}

}  // namespace sfumato::upscale
