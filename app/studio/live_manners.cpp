// SPDX-License-Identifier: MIT
#include "live_manners.h"

#include "desktop/power_saver.h"
#include "panel/message_bar.h"

#include <QEvent>
#include <QWidget>

namespace sfumato {

LiveManners::LiveManners(LiveMode& live, QWidget& window, MessageBar& messages, PowerSaver& power)
    : m_live(live), m_window(window), m_messages(messages), m_power(power)
{
    window.installEventFilter(this);
    connect(&power, &PowerSaver::changed, this, &LiveManners::follow);
    connect(&live, &LiveMode::stateChanged, this, &LiveManners::say);
    follow();
}

bool LiveManners::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (type == QEvent::Show || type == QEvent::Hide || type == QEvent::WindowStateChange)
        follow();
    return QObject::eventFilter(watched, event);
}

void LiveManners::follow()
{
    m_live.setResting(m_power.isOn() || !m_window.isVisible() || m_window.isMinimized());
    say();
}

void LiveManners::say()
{
    const bool rests = m_live.isOn() && m_power.isOn();
    if (rests && !m_said)
        m_messages.show(tr(
            "Live painting rests while the computer saves power. Ctrl+Return makes the picture."));
    else if (!rests && m_said)
        m_messages.hide();
    m_said = rests;
}

}  // namespace sfumato
