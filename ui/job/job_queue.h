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

/// Runs recipes, and what else is asked of the engine, one after the other on the one generation
/// thread and reports on the thread that it lives on. Cancelling takes effect within one step.
class JobQueue : public QObject {
    Q_OBJECT

public:
    explicit JobQueue(std::unique_ptr<Generator> generator, QObject* parent = nullptr);

    /// Cancels what runs and waits for it.
    ~JobQueue() override;

    /// Asks for the installed models; modelsListed answers from the event loop, with empty lists if
    /// that failed.
    void requestModels();

    /// Loads a model ahead of its first run; quietly. A newer wish takes the place of one that
    /// waits.
    void warmUp(const std::string& model, ldm::DType dtype);

    /// @return the job's number, counted from 1
    /// @param first  before all that wait
    int enqueue(const ldm::Recipe& recipe, bool first = false);

    /// The first steps of a recipe (ldm::Engine::sketch); `sketched` answers, not `finished`.
    int enqueueSketch(const ldm::Recipe& recipe, int steps, bool first = false);

    /// What is left of an image after a model's first stage; `roundTripped` answers.
    int requestRoundTrip(const std::string& model, const ldm::Image& image);

    /// Where each word, box or class of a recipe acts; `attended` answers.
    int requestAttention(const ldm::Recipe& recipe);

    /// Asks how much memory the loaded model takes; memoryTold answers from the event loop.
    void requestMemory();

    /// Frees the loaded model once what runs has ended; memoryTold follows.
    void unload();

    /// Ends one job: within one step if it runs, at once and without a word if it waits.
    void cancel(int job);

    /// Ends the running job within one step and drops those that wait.
    void cancelAll();

    /// Drops those that wait; the running one goes on.
    void dropWaiting();

    /// Moves a waiting job among those that wait. @param by  places; less than 0 = sooner
    void move(int job, int by);

    enum class Kind { Picture, Sketch, RoundTrip, Attention };

    struct Entry {
        int id;
        ldm::Recipe recipe;
        bool running;
        Kind kind = Kind::Picture;
    };

    /// The running job, if there is one, then those that wait, in their order; pictures and
    /// sketches only.
    QList<Entry> jobs() const;

    /// Puts another generator into the place of the one there is, as soon as no job runs.
    void replaceGenerator(std::unique_ptr<Generator> generator);

    /// What goes on, once, if the generator's device is lost in a run: with that run, from its
    /// beginning. `deviceLost` says so.
    void setFallback(std::unique_ptr<Generator> generator);

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
    void sketched(int job, const sfumato::Outcome& outcome);
    void roundTripped(int job, const sfumato::ImageAnswer& answer);
    void attended(int job, const sfumato::AttentionAnswer& answer);
    void memoryTold(quint64 bytes);
    void deviceLost();  ///< and the run has begun anew with the fallback
    void idle();
    void queueChanged();  ///< a job came, went, began or moved
    void pausedChanged(bool paused);

private:
    struct Job {
        int id = 0;
        Kind kind = Kind::Picture;
        ldm::Recipe recipe;
        int steps = 0;                            ///< of a sketch
        std::string model;                        ///< of a round trip
        std::shared_ptr<const ldm::Image> image;  ///< of a round trip
    };

    int add(Job job, bool first);
    void startNext();
    JobEvent work(const Job& job, ldm::Observer& observer);
    JobEvent attempt(const Job& job, ldm::Observer& observer);
    void report(const JobEvent& event);
    void tellMemory();
    void cancelRunning();
    void receive(int index);
    void jobEnded();

    // The generation thread's.
    std::unique_ptr<Generator> m_generator, m_fallback;
    std::unique_ptr<Generator> m_lost;  ///< its device does not take back what lies on it

    std::atomic<int> m_warmUpWish{0};  ///< number of the newest; older ones are not loaded any more
    std::atomic<int> m_previewGap{0};  ///< ms from one to the next; negative = none
    QThreadPool m_pool;
    QFutureWatcher<JobEvent> m_watcher;
    QQueue<Job> m_waiting;
    int m_running = 0;  ///< number of the running job, 0 if none
    Job m_runningJob;
    int m_lastId = 0;
    bool m_paused = false;
    bool m_ended = false;  ///< the running job's outcome has been reported
};

}  // namespace sfumato
