// SPDX-License-Identifier: MIT
#pragma once

#include "live/live_mode.h"

class QWidget;

namespace sfumato {

class MessageBar;
class PowerSaver;

/// Lets live painting rest while nobody can see the window, and while the computer saves power,
/// which is said.
class LiveManners : public QObject {
    Q_OBJECT

public:
    /// @param window  that the picture is in
    LiveManners(LiveMode& live, QWidget& window, MessageBar& messages, PowerSaver& power);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void say();

    LiveMode& m_live;
    QWidget& m_window;
    MessageBar& m_messages;
    PowerSaver& m_power;
    bool m_said = false;
};

}  // namespace sfumato
