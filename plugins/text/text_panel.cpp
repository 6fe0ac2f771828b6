// SPDX-License-Identifier: MIT
#include "text_panel.h"

#include "mode/mode_context.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace sfumato::text {

TextPanel::TextPanel(ModeContext& context, QWidget* parent)
    : QWidget(parent), m_prompt(new QPlainTextEdit), m_negative(new QPlainTextEdit)
{
    m_prompt->setPlaceholderText(tr("a quiet lake below snowy mountains at dusk"));
    m_prompt->setAccessibleName(tr("Words"));
    m_prompt->setToolTip(tr("What is to be seen, in English."));
    m_prompt->setTabChangesFocus(true);
    m_negative->setPlaceholderText(tr("nothing"));
    m_negative->setAccessibleName(tr("Keep away from"));
    m_negative->setToolTip(tr("What guidance leads away from. Counts when guidance is not 1."));
    m_negative->setTabChangesFocus(true);
    m_negative->setMaximumHeight(64);
    auto* away = new QLabel(tr("Keep away from"));
    away->setBuddy(m_negative);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    layout->addWidget(m_prompt, 1);
    layout->addWidget(away);
    layout->addWidget(m_negative);
    const auto follow = [=, this, &context] {
        const bool guided = context.model() && context.model()->takes_guidance;
        away->setVisible(guided);
        m_negative->setVisible(guided);
    };
    follow();
    context.onModelChanged(this, follow);
}

QString TextPanel::prompt() const
{
    return m_prompt->toPlainText();
}

QString TextPanel::negativePrompt() const
{
    return m_negative->toPlainText();
}

void TextPanel::setWords(const QString& prompt, const QString& negative)
{
    m_prompt->setPlainText(prompt);
    m_negative->setPlainText(negative);
}

}  // namespace sfumato::text
