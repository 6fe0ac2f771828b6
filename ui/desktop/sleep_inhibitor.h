// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/desktop_bus.h"

#include <QObject>
#include <QTimer>

namespace sfumato {

/// Keeps the computer awake while pictures are made, through the desktop's portal.
class SleepInhibitor : public QObject {
    Q_OBJECT

public:
    static constexpr int kLinger = 3000;  ///< ms that it stays awake after the last job

    explicit SleepInhibitor(DesktopBus& bus, QObject* parent = nullptr);

    /// The computer may sleep again.
    ~SleepInhibitor() override;

    /// A job began.
    void begin();

    /// No job is left: sleep is allowed again after a moment, as live painting makes many jobs.
    void end();

private:
    void release();

    DesktopBus& m_bus;
    QTimer m_linger;
    QString m_handle;       ///< of the portal's request; empty while it is asked for
    bool m_wanted = false;  ///< asked for, or about to be
};

}  // namespace sfumato
