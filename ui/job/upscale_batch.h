// SPDX-License-Identifier: MIT
#pragma once

#include "job/batch_forecast.h"
#include "job/job_queue.h"

#include <ldm/photo.h>

#include <QElapsedTimer>
#include <QStringList>

#include <functional>

namespace sfumato {

/// Enlarges many photos, one after the other, by the window's queue. Each result is saved beside
/// its photo as `NAME-x4.ENDING`; nothing is overwritten. A photo that fails does not stop the
/// others.
class UpscaleBatch : public QObject {
    Q_OBJECT

public:
    enum class State { Waiting, Running, Saving, Done, Failed, Stopped };

    struct Entry {
        QString path;
        State state = State::Waiting;
        QString text;          ///< where the result is, or the sentence that says what went wrong
        StepUpdate progress;   ///< of the one that runs, without a preview
        double pixels = -1.0;  ///< of the photo; 0 = cannot be told, less = not looked at yet
    };

    explicit UpscaleBatch(JobQueue& queue, QObject* parent = nullptr);

    /// The pictures among files and folders, without results of earlier batches.
    static QStringList picturesIn(const QStringList& paths);

    /// `NAME-x4.ENDING` beside a photo, with `-2`, `-3` … if there is such a file.
    static QString resultPath(const QString& photo, int scale);

    /// Adds photos to those that wait and begins.
    /// @param settings  model, steps, scale … at the time of each photo
    /// @param saved  how results are saved; each has what its own photo carried
    void add(const QStringList& photos, std::function<ldm::Recipe()> settings,
             const ldm::SaveOptions& saved = {});

    /// Earlier runs of the models, for what is foreseen; may be null.
    void setSpeeds(const SpeedTable* speeds) { m_forecast.setSpeeds(speeds); }

    /// Ends the photo at hand at its next tile; those that wait become Stopped.
    void stop();

    /// Waiting again: those that failed or were stopped.
    void retry();

    /// Forgets all but what is under way.
    void clear();

    bool isRunning() const { return m_at >= 0; }
    const QList<Entry>& entries() const { return m_entries; }

    /// Seconds that the rest takes; 0 = unknown.
    double secondsLeft() const;

    /// A job's report. @return true if the job was of this batch
    bool take(int job, const StepUpdate& update);
    bool take(int job, const Outcome& outcome);

Q_SIGNALS:
    void changed(int row);
    void rowsChanged();  ///< others, or another number
    void foreseen();     ///< secondsLeft says more
    void finished(int done, int failed);

private:
    struct Opened {
        ldm::Photo photo;
        QString problem;
    };

    void lookForJob();
    void measure(const QStringList& photos);
    double secondsSoFar() const { return double(m_timer.elapsed()) / 1000.0; }
    void next();
    void opened(const Opened& file);
    void save(std::shared_ptr<const ldm::Picture> picture);
    void end(State state, const QString& text);

    JobQueue& m_queue;
    std::function<ldm::Recipe()> m_settings;
    QList<Entry> m_entries;
    std::shared_ptr<const ldm::PhotoOrigin> m_origin;
    int m_at = -1;  ///< the photo under way
    int m_job = 0;  ///< its job, once it is in the queue
    int m_scale = 4;
    bool m_stopping = false;
    ldm::SaveOptions m_saved;
    BatchForecast m_forecast;
    QElapsedTimer m_timer;  ///< of the photo under way
};

}  // namespace sfumato
