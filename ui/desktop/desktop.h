// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/notifier.h"
#include "desktop/sleep_inhibitor.h"
#include "desktop/taskbar_progress.h"
#include "job/outcome.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

class QWidget;

namespace sfumato {

class JobQueue;

/// Tells the desktop what the window's jobs do: no sleep while one runs, how far it is, and that
/// it is done if that took long and the artist looks elsewhere.
class Desktop : public QObject {
    Q_OBJECT

public:
    static constexpr int kLong = 10'000;  ///< ms from which on the end of a job is worth a word

    /// @param window  that the artist looks at or not
    Desktop(DesktopBus& bus, JobQueue& queue, QWidget* window, QObject* parent = nullptr);

    void setNotifies(bool on) { m_notifies = on; }

    /// For tests: what counts as long.
    void setLong(int milliseconds) { m_long = milliseconds; }

private:
    void finished(const Outcome& outcome);

    QPointer<QWidget> m_window;
    SleepInhibitor m_inhibitor;
    Notifier m_notifier;
    TaskbarProgress m_progress;
    QElapsedTimer m_since;
    int m_long = kLong;
    bool m_notifies = true;
};

}  // namespace sfumato
