// SPDX-License-Identifier: MIT
#include "keyboard_reach.h"

#include <QChildEvent>
#include <QMainWindow>
#include <QToolBar>
#include <QToolButton>

namespace sfumato {

namespace {

void reach(QObject* child)
{
    auto* button = qobject_cast<QToolButton*>(child);
    if (button && !button->objectName().startsWith(QStringLiteral("qt_")))
        button->setFocusPolicy(Qt::TabFocus);
}

}  // namespace

KeyboardReach::KeyboardReach(QMainWindow& window) : QObject(&window)
{
    for (auto* bar : window.findChildren<QToolBar*>()) {
        bar->installEventFilter(this);
        for (auto* button : bar->findChildren<QToolButton*>())
            reach(button);
    }
}

bool KeyboardReach::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ChildPolished)
        reach(static_cast<QChildEvent*>(event)->child());
    return QObject::eventFilter(watched, event);
}

}  // namespace sfumato
