// SPDX-License-Identifier: MIT
#include "inpaint_panel.h"

#include "mode/mode_context.h"
#include "tool/tool_context.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace sfumato::inpaint {

InpaintPanel::InpaintPanel(ModeContext& context, QWidget* parent)
    : QWidget(parent), m_feather(new QSpinBox), m_prompt(new QLineEdit)
{
    auto* hint = new QLabel(tr("Brush over what is to go. Everything else stays as it is."));
    hint->setWordWrap(true);
    m_feather->setRange(0, 256);
    m_feather->setValue(8);
    m_feather->setSuffix(QStringLiteral(" px"));
    m_feather->setAccessibleName(tr("Soft edge"));
    m_feather->setToolTip(tr("How far outside the hole old and new blend."));
    m_prompt->setPlaceholderText(tr("what is to be there"));
    m_prompt->setAccessibleName(tr("Words"));
    m_prompt->setToolTip(tr("What is to fill the hole, in English."));
    auto& tools = context.toolContext();
    tools.setFeather(m_feather->value());
    connect(m_feather, &QSpinBox::valueChanged, &tools, &ToolContext::setFeather);
    auto* clear = new QPushButton(tr("Clear"));
    clear->setToolTip(tr("No hole at all"));
    auto* invert = new QPushButton(tr("Invert"));
    invert->setToolTip(tr("Fill what is kept, keep what is filled"));
    connect(clear, &QPushButton::clicked, this, [&context] { context.clearHole(); });
    connect(invert, &QPushButton::clicked, this, [&context] { context.invertHole(); });
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(clear);
    buttons->addWidget(invert);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(8, 6, 8, 8);
    form->addRow(hint);
    form->addRow(tr("Hole"), buttons);
    form->addRow(tr("Soft edge"), m_feather);
    form->addRow(tr("Words"), m_prompt);
    const auto follow = [=, this, &context] {
        form->setRowVisible(m_prompt, context.model() && context.model()->takes_prompt);
    };
    follow();
    context.onModelChanged(this, follow);
}

int InpaintPanel::feather() const
{
    return m_feather->value();
}

QString InpaintPanel::prompt() const
{
    return m_prompt->text();
}

void InpaintPanel::restore(int feather, const QString& prompt)
{
    m_feather->setValue(feather);
    m_prompt->setText(prompt);
}

}  // namespace sfumato::inpaint
