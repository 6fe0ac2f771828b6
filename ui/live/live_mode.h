// SPDX-License-Identifier: MIT
#pragma once

#include "job/job_queue.h"
#include "live/partial_refresh.h"
#include "live/reach_finder.h"

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
/// and ends what runs once that has shown something, or at once if all that it is about has changed
/// again. What older input led to is never shown.
class LiveMode : public QObject {
    Q_OBJECT

public:
    static constexpr int kQuickSteps = 4;
    static constexpr int kPauseOfPen = 150;  ///< ms without a move, pen down
    static constexpr int kSlowRun = 1500;    ///< ms of a quick run from which input is gathered …
    static constexpr int kSlowDelay = 250;   ///< … for so many ms
    static constexpr int kMostBehind = 3000;     ///< ms of input that nothing is shown of
    static constexpr int kSettleAfter = 600;     ///< ms without input
    static constexpr int kOffAfter = 60 * 1000;  ///< ms without input

    /// The recipe of the input as it is now; none if nothing can be made of it.
    using RecipeSource = std::function<std::optional<ldm::Recipe>()>;

    explicit LiveMode(JobQueue& queue, QObject* parent = nullptr);

    /// Switched on, it answers the input as it is at once.
    void start(RecipeSource recipe);
    void stop();
    bool isOn() const { return m_recipe != nullptr; }

    /// While it rests nothing runs; what was missed is made up for afterwards.
    void setResting(bool resting);
    bool isResting() const { return m_resting; }

    /// The input is being changed: the pen moves. @param where  of the map
    void touch(const QRect& where);

    /// The pen is up, or an undo is done: what was touched counts now.
    void release();

    /// The input has changed everywhere: a setting, the model.
    void change();

    /// Is it the job that runs for it?
    bool owns(int job) const { return job && job == m_job; }

    /// A job's report. @return false if the job is none of its own
    bool take(int job, const StepUpdate& update);
    bool take(int job, const Outcome& outcome);

    /// Milliseconds without input after which it switches itself off; for tests.
    void setOffAfter(int milliseconds) { m_off.setInterval(milliseconds); }

    /// Of so many steps, how many are made at first: as many as lie in them, if that can be, so
    /// that the picture sharpens and does not jump.
    static int quickSteps(int steps);

Q_SIGNALS:
    void stateChanged();

    /// The running job's way, 0 … 1; 0 while it waits for its first step.
    void progressed(double progress);

    /// What is forming, until there is something sharper to be seen.
    /// @param part  of the map that is made anew, beyond which the preview is transparent; empty =
    ///              all of it
    void previewed(const QImage& preview, const QRect& part);

    /// A picture for what is there now. @param settled with as many steps as are set
    /// @param part  as above
    void made(std::shared_ptr<const ldm::Picture> picture, bool settled, const QRect& part);
    void failed(const QString& sentence);

    /// It has ended by itself: nothing had been changed for a minute.
    void fellAsleep();

private:
    void arrive();
    void run(bool settle);
    void wish();
    bool isOvertaken() const;
    void stopTimers();
    void settled(const ldm::Picture& picture);

    JobQueue& m_queue;
    RecipeSource m_recipe;
    QTimer m_pen, m_gather, m_settle, m_off;
    QElapsedTimer m_clock;   ///< of the running job
    QElapsedTimer m_behind;  ///< since the first input that nothing has been shown of; else invalid
    int m_job = 0;           ///< the running job, 0 if none
    bool m_settling = false;  ///< the running job has as many steps as are set
    bool m_sharpens = false;  ///< … and a picture of few steps is there already
    bool m_shown = false;     ///< something is to be seen of the running job's input
    bool m_wished = false;    ///< the input is newer than the running job
    bool m_resting = false;
    bool m_missed = false;  ///< while it rests: there is something to be made
    QRect m_dirty;          ///< of the map, changed since the running job began
    QRect m_jobDirty;       ///< the change that the running job is about
    qint64 m_quickTime = 0;
    PartialRefresh m_refresh;
    ReachFinder m_reach;
    std::string m_baseHash;  ///< of the model that the last whole picture was made with
    ldm::Recipe m_asked;     ///< of the running job
    QRect m_part;            ///< that it makes anew; empty = all
};

}  // namespace sfumato
