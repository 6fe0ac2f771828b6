// SPDX-License-Identifier: MIT
#include "upscale_panel.h"

#include "mode/mode_context.h"
#include "tool/tool_context.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QRadioButton>
#include <QVBoxLayout>

namespace sfumato::upscale {

UpscalePanel::UpscalePanel(ModeContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_scales(new QButtonGroup(this)), m_outcome(new QLabel)
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
    m_scales->button(4)->setToolTip(tr("What the model was made for."));
    m_scales->button(8)->setToolTip(tr("Enlarged twice, one after the other; takes longest."));
    auto* hint =
        new QLabel(tr("Made for small, noisy or compressed photos; large ones are worked on "
                      "in overlapping parts."));
    hint->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    layout->addLayout(row);
    layout->addWidget(m_outcome);
    layout->addWidget(hint);
    layout->addStretch(1);
    m_outcome->setWordWrap(true);
    m_outcome->setObjectName(QStringLiteral("upscaleOutcome"));
    connect(m_scales, &QButtonGroup::idToggled, this, &UpscalePanel::foresee);
    const auto* document = context.toolContext().document();
    connect(document, &Document::photoChanged, this, &UpscalePanel::foresee);
    connect(document, &Document::sizeChanged, this, &UpscalePanel::foresee);
    foresee();
}

void UpscalePanel::foresee()
{
    constexpr double kWorking = 3.0;  // copies of the picture while it is put together
    const auto* document = m_context.toolContext().document();
    if (!document->hasPhoto() || scale() <= 0) {
        m_outcome->setText(tr("Drop a photo here, or several on “Upscale”."));
        return;
    }
    const QSize size = document->size(), larger = size * scale();
    const double bytes = 3.0 * larger.width() * larger.height();
    const QLocale locale;
    m_outcome->setText(tr("%1×%2 become %3×%4. The picture takes %5, making it about %6.")
                           .arg(size.width())
                           .arg(size.height())
                           .arg(larger.width())
                           .arg(larger.height())
                           .arg(locale.formattedDataSize(qint64(bytes), 1),
                                locale.formattedDataSize(qint64(bytes * kWorking), 1)));
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
