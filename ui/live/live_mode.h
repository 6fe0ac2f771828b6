// SPDX-License-Identifier: MIT
#pragma once

#include "job/job_queue.h"
#include "live/partial_refresh.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace sfumato {

/// Pictures that follow the brush. A change of the input starts a run of few steps at once; once
/// nothing has changed for a while, one of as many steps as are set settles the picture. Both go
/// the same way from the same noise (DDIM without fresh noise, steps that lie in each other), so
/// that the picture sharpens and does not jump.
///
/// Where only the map has changed, and little of it, only that part is made anew.
///
/// One run at a time and at most one wish for another: newer input takes the place of what waits,
/// and ends what runs once that has shown something. What older input led to is never shown.
class LiveMode : public QObject {
    Q_OBJECT

public:
    static constexpr int kQuickSteps = 4;
    static constexpr int kPauseOfPen = 150;  ///< ms without a move, pen down
    static constexpr int kSlowRun = 1500;    ///< ms of a quick run from which input is gathered …
    static constexpr int kSlowDelay = 250;   ///< … for so many ms
    static constexpr int kSettleAfter = 600;     ///< ms without input
    static constexpr int kOffAfter = 60 * 1000;  ///< ms without input

    /// The recipe of the input as it is now; none if nothing can be made of it.
    using RecipeSource = std::function<std::optional<ldm::Recipe>()>;

    explicit LiveMode(JobQueue& queue, QObject* parent = nullptr);

    /// Switched on, it answers the input as it is at once.
    void start(RecipeSource recipe);
    void stop();
    bool isOn() const { return m_recipe != nullptr; }

    /// The input is being changed: the pen moves.
    void touch();

    /// The pen is up, or an undo is done: what was touched counts now.
    void release();

    /// The input has changed: a setting, the model.
    void change();

    /// Is it the job that runs for it?
    bool owns(int job) const { return job && job == m_job; }

    /// A job's report. @return false if the job is none of its own
    bool take(int job, const StepUpdate& update);
    bool take(int job, const Outcome& outcome);

    /// Milliseconds without input after which it switches itself off; for tests.
    void setOffAfter(int milliseconds) { m_off.setInterval(milliseconds); }

Q_SIGNALS:
    void stateChanged();
    /// @param part  of the map that is made anew; empty = all of it
    void previewed(const QImage& preview, double progress, const QRect& part);

    /// A picture for what is there now. @param settled with as many steps as are set
    /// @param part  as above
    void made(std::shared_ptr<const ldm::Picture> picture, bool settled, const QRect& part);
    void failed(const QString& sentence);

    /// It has ended by itself: nothing had been changed for a minute.
    void fellAsleep();

private:
    void run(bool settle);
    void wish();

    JobQueue& m_queue;
    RecipeSource m_recipe;
    QTimer m_pen, m_gather, m_settle, m_off;
    QElapsedTimer m_clock;    ///< of the running job
    int m_job = 0;            ///< the running job, 0 if none
    bool m_settling = false;  ///< the running job has as many steps as are set
    bool m_shown = false;     ///< the running job has shown something
    bool m_wished = false;    ///< the input is newer than the running job
    qint64 m_quickTime = 0;
    PartialRefresh m_refresh;
    ldm::Recipe m_asked;  ///< of the running job
    QRect m_part;         ///< that it makes anew; empty = all
};

}  // namespace sfumato
