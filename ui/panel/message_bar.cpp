// SPDX-License-Identifier: MIT
#include "panel/message_bar.h"

#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace sfumato {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_text(new QLabel), m_button(new QPushButton)
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton;
    close->setIcon(themedIcon(QStringLiteral("close")));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        // What it does may show another message, with an action of its own.
        if (const auto run = std::exchange(m_run, nullptr))
            run();
    });
    hide();
}

void MessageBar::show(const QString& sentence, const QString& action, std::function<void()> run)
{
    m_text->setText(sentence);
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
    m_button->setToolTip(sentence);
    m_run = std::move(run);
    setVisible(true);
}

QString MessageBar::sentence() const
{
    return isHidden() ? QString() : m_text->text();
}

}  // namespace sfumato
