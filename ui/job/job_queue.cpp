// SPDX-License-Identifier: MIT
#include "job/job_queue.h"

#include "job/image_conversion.h"

#include <QPromise>
#include <QtConcurrentRun>

namespace sfumato {

namespace {

// Sends a run's events into the promise; asks it at each step whether to go on.
class PromiseObserver final : public ldm::Observer {
public:
    explicit PromiseObserver(QPromise<JobEvent>& promise) : m_promise(promise) {}

    ldm::Verdict on_step(const ldm::StepEvent& event) override
    {
        if (m_promise.isCanceled())
            return ldm::Verdict::Cancel;
        StepUpdate update;
        update.loading = event.phase == ldm::Phase::Loading;
        update.decoding = event.phase == ldm::Phase::Decoding;
        update.step = event.step;
        update.total = event.total;
        update.secondsLeft = event.seconds_left;
        if (event.preview)
            update.preview = toQImage(*event.preview);
        m_promise.addResult(JobEvent(update));
        m_promise.suspendIfRequested();
        return m_promise.isCanceled() ? ldm::Verdict::Cancel : ldm::Verdict::Continue;
    }

    bool cancelled() const override { return m_promise.isCanceled(); }

private:
    QPromise<JobEvent>& m_promise;
};

// The one place where exceptions of a run are caught.
Outcome runRecipe(Generator& generator, const ldm::Recipe& recipe, ldm::Observer& observer)
{
    try {
        return std::make_shared<const ldm::Picture>(generator.run(recipe, observer));
    } catch (const ldm::Cancelled&) {
        return ldm::Cancelled{};
    } catch (const ldm::Error& e) {
        return Failure{e.code(), QString::fromUtf8(e.what())};
    } catch (const std::exception& e) {
        return Failure{ldm::ErrorCode::Internal, QString::fromUtf8(e.what())};
    }
}

}  // namespace

JobQueue::JobQueue(std::unique_ptr<Generator> generator, QObject* parent)
    : QObject(parent), m_generator(std::move(generator))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);  // the compute library keeps state by thread
    m_pool.setThreadPriority(QThread::LowPriority);
    connect(&m_watcher, &QFutureWatcher<JobEvent>::resultReadyAt, this, &JobQueue::receive);
    connect(&m_watcher, &QFutureWatcher<JobEvent>::finished, this, &JobQueue::jobEnded);
}

JobQueue::~JobQueue()
{
    m_watcher.disconnect(this);
    m_waiting.clear();
    auto future = m_watcher.future();
    future.setSuspended(false);
    future.cancel();
    m_pool.waitForDone();
}

void JobQueue::requestModels()
{
    m_pool.start([this] {
        std::vector<ldm::ModelInfo> models;
        std::vector<ldm::DeviceInfo> devices;
        try {
            models = m_generator->models();
            devices = m_generator->devices();
        } catch (const std::exception&) {
            // Empty lists say it: there is nothing to work with.
        }
        // Always later, never from within: whoever asked has time to listen.
        QMetaObject::invokeMethod(
            this, [this, models, devices] { Q_EMIT modelsListed(models, devices); },
            Qt::QueuedConnection);
    });
}

void JobQueue::warmUp(const std::string& model, ldm::DType dtype)
{
    m_pool.start([this, model, dtype] {
        try {
            m_generator->load(model, dtype);
        } catch (const ldm::Error&) {
            // The run that needs the model says what is wrong with it.
        }
    });
}

int JobQueue::enqueue(const ldm::Recipe& recipe)
{
    m_waiting.enqueue({++m_lastId, recipe});
    if (!m_running)
        startNext();
    return m_lastId;
}

void JobQueue::startNext()
{
    if (m_waiting.isEmpty()) {
        Q_EMIT idle();
        return;
    }
    const Job job = m_waiting.dequeue();
    m_running = job.id;
    m_ended = false;
    m_watcher.setFuture(
        QtConcurrent::run(&m_pool, [this, recipe = job.recipe](QPromise<JobEvent>& promise) {
            PromiseObserver observer(promise);
            promise.addResult(JobEvent(runRecipe(*m_generator, recipe, observer)));
        }));
    Q_EMIT started(job.id);
}

void JobQueue::receive(int index)
{
    const JobEvent event = m_watcher.resultAt(index);
    if (const auto* update = std::get_if<StepUpdate>(&event)) {
        if (!m_watcher.isCanceled())
            Q_EMIT stepped(m_running, *update);
        return;
    }
    m_ended = true;
    Q_EMIT finished(m_running, std::get<Outcome>(event));
}

void JobQueue::jobEnded()
{
    // A cancelled future takes no more results: its end is the outcome.
    if (!m_ended)
        Q_EMIT finished(m_running, Outcome(ldm::Cancelled{}));
    m_running = 0;
    if (m_paused) {
        m_paused = false;
        Q_EMIT pausedChanged(false);
    }
    startNext();
}

void JobQueue::cancelAll()
{
    m_waiting.clear();
    if (!m_running)
        return;
    m_watcher.future().setSuspended(false);
    m_watcher.future().cancel();
}

void JobQueue::setPaused(bool paused)
{
    if (paused == m_paused || !m_running)
        return;
    m_paused = paused;
    m_watcher.future().setSuspended(paused);
    Q_EMIT pausedChanged(paused);
}

}  // namespace sfumato
