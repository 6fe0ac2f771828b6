// SPDX-License-Identifier: MIT
#pragma once

#include "job/generator.h"
#include "job/outcome.h"

#include <QFutureWatcher>
#include <QObject>
#include <QQueue>
#include <QThreadPool>

#include <atomic>

namespace sfumato {

/// Runs recipes one after the other on the one generation thread and reports on the thread that it
/// lives on. Cancelling takes effect within one step.
class JobQueue : public QObject {
    Q_OBJECT

public:
    explicit JobQueue(std::unique_ptr<Generator> generator, QObject* parent = nullptr);

    /// Cancels what runs and waits for it.
    ~JobQueue() override;

    /// Asks for the installed models; modelsListed answers from the event loop, with empty lists if
    /// that failed.
    void requestModels();

    /// Loads a model ahead of its first run; quietly.
    void warmUp(const std::string& model, ldm::DType dtype);

    /// @return the job's number, counted from 1
    /// @param first  before all that wait
    int enqueue(const ldm::Recipe& recipe, bool first = false);

    /// Ends one job: within one step if it runs, at once and without a word if it waits.
    void cancel(int job);

    /// Ends the running job within one step and drops those that wait.
    void cancelAll();

    /// Drops those that wait; the running one goes on.
    void dropWaiting();

    /// Moves a waiting job among those that wait. @param by  places; less than 0 = sooner
    void move(int job, int by);

    struct Entry {
        int id;
        ldm::Recipe recipe;
        bool running;
    };

    /// The running job, if there is one, then those that wait, in their order.
    QList<Entry> jobs() const;

    /// Puts another generator into the place of the one there is, as soon as no job runs.
    void replaceGenerator(std::unique_ptr<Generator> generator);

    /// Whether runs show the picture as it forms. @param perSecond  at most; 0 = each step
    void setPreviews(bool on, int perSecond);

    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    bool isRunning() const { return m_running != 0; }
    int waiting() const { return int(m_waiting.size()); }

Q_SIGNALS:
    void modelsListed(const std::vector<ldm::ModelInfo>& models,
                      const std::vector<ldm::DeviceInfo>& devices);
    void started(int job);
    void stepped(int job, const sfumato::StepUpdate& update);
    void finished(int job, const sfumato::Outcome& outcome);
    void idle();
    void queueChanged();  ///< a job came, went, began or moved
    void pausedChanged(bool paused);

private:
    struct Job {
        int id;
        ldm::Recipe recipe;
    };

    void startNext();
    void cancelRunning();
    void receive(int index);
    void jobEnded();

    std::unique_ptr<Generator> m_generator;
    std::atomic<int> m_previewGap{0};  ///< ms from one to the next; negative = none
    QThreadPool m_pool;
    QFutureWatcher<JobEvent> m_watcher;
    QQueue<Job> m_waiting;
    int m_running = 0;  ///< number of the running job, 0 if none
    ldm::Recipe m_runningRecipe;
    int m_lastId = 0;
    bool m_paused = false;
    bool m_ended = false;  ///< the running job's outcome has been reported
};

}  // namespace sfumato
