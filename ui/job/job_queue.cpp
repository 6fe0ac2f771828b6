// SPDX-License-Identifier: MIT
#include "job/job_queue.h"

#include "job/failure_text.h"
#include "job/image_conversion.h"
#include "job/low_priority.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace sfumato {

namespace {

// Sends a run's events into the promise; asks it at each step whether to go on.
class PromiseObserver final : public ldm::Observer {
public:
    /// @param gap  milliseconds from one preview to the next; negative = none
    PromiseObserver(QPromise<JobEvent>& promise, int gap) : m_promise(promise), m_gap(gap) {}

    ldm::Verdict on_step(const ldm::StepEvent& event) override
    {
        if (m_promise.isCanceled())
            return ldm::Verdict::Cancel;
        auto update = updateOf(event);
        if (event.preview) {
            update.preview = toQImage(*event.preview);
            m_shown.start();
        }
        send(update);
        return m_promise.isCanceled() ? ldm::Verdict::Cancel : ldm::Verdict::Continue;
    }

    void on_part(const ldm::PartEvent& event) override
    {
        auto update = updateOf(event);
        update.part = event.part;
        update.parts = event.parts;
        send(update);
    }

    bool cancelled() const override { return m_promise.isCanceled(); }

    bool wants_preview(int step) const override
    {
        return step > 0 && m_gap >= 0 && (!m_shown.isValid() || m_shown.elapsed() >= m_gap);
    }

private:
    // What steps and parts tell alike.
    template <typename Event>
    static StepUpdate updateOf(const Event& event)
    {
        StepUpdate update;
        update.loading = event.phase == ldm::Phase::Loading;
        update.preparing = event.phase == ldm::Phase::Preparing;
        update.decoding = event.phase == ldm::Phase::Decoding;
        update.step = event.step;
        update.total = event.total;
        update.secondsLeft = event.seconds_left;
        return update;
    }

    void send(const StepUpdate& update)
    {
        m_promise.addResult(JobEvent(update));
        m_promise.suspendIfRequested();
    }

    QPromise<JobEvent>& m_promise;
    int m_gap;
    QElapsedTimer m_shown;
};

// The one place where exceptions of a job are caught.
template <typename Work>
auto answerOf(const Work& work) -> Answer<decltype(work())>
{
    try {
        return std::make_shared<const decltype(work())>(work());
    } catch (const ldm::Cancelled&) {
        return ldm::Cancelled{};
    } catch (const ldm::Error& e) {
        return Failure{e.code(), failureText(e.code(), QString::fromUtf8(e.what()))};
    } catch (const std::exception& e) {
        const auto code = ldm::ErrorCode::Internal;
        return Failure{code, failureText(code, QString::fromUtf8(e.what()))};
    }
}

bool isDeviceLost(const JobEvent& event)
{
    const auto failed = [](const auto& answer) {
        const Failure* failure = nullptr;
        if constexpr (!std::is_same_v<std::decay_t<decltype(answer)>, StepUpdate>)
            failure = std::get_if<Failure>(&answer);
        return failure && failure->code == ldm::ErrorCode::DeviceLost;
    };
    return std::visit(failed, event);
}

}  // namespace

JobQueue::JobQueue(std::unique_ptr<Generator> generator, QObject* parent)
    : QObject(parent), m_generator(std::move(generator))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);  // the compute library keeps state by thread
    m_pool.setThreadPriority(QThread::LowPriority);
    m_pool.start(standBack);  // the pool's one thread never ends
    connect(&m_watcher, &QFutureWatcher<JobEvent>::resultReadyAt, this, &JobQueue::receive);
    connect(&m_watcher, &QFutureWatcher<JobEvent>::finished, this, &JobQueue::jobEnded);
}

JobQueue::~JobQueue()
{
    m_watcher.disconnect(this);
    m_waiting.clear();
    ++m_warmUpWish;
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
    // Who looks through the models gets the last one: each may be gigabytes.
    m_pool.start([this, model, dtype, wish = ++m_warmUpWish] {
        if (wish != m_warmUpWish)
            return;
        try {
            m_generator->load(model, dtype);
        } catch (const ldm::Error&) {
            // The run that needs the model says what is wrong with it.
        }
    });
}

void JobQueue::requestMemory()
{
    m_pool.start([this] { tellMemory(); });
}

void JobQueue::unload()
{
    m_pool.start([this] {
        m_generator->unload();
        tellMemory();
    });
}

// On the generation thread.
void JobQueue::tellMemory()
{
    const auto bytes = quint64(m_generator->modelBytes());
    QMetaObject::invokeMethod(
        this, [this, bytes] { Q_EMIT memoryTold(bytes); }, Qt::QueuedConnection);
}

// The pool has one thread: what is started now runs after the job that runs.
void JobQueue::replaceGenerator(std::unique_ptr<Generator> generator)
{
    m_pool.start([this, next = std::make_shared<std::unique_ptr<Generator>>(std::move(generator))] {
        m_lost = nullptr;
        m_generator = std::move(*next);
    });
}

void JobQueue::setFallback(std::unique_ptr<Generator> generator)
{
    m_pool.start([this, next = std::make_shared<std::unique_ptr<Generator>>(std::move(generator))] {
        m_fallback = std::move(*next);
    });
}

void JobQueue::setPreviews(bool on, int perSecond)
{
    constexpr int kSecond = 1000;
    m_previewGap = !on ? -1 : perSecond > 0 ? kSecond / perSecond : 0;
}

int JobQueue::enqueue(const ldm::Recipe& recipe, bool first)
{
    return add({.kind = Kind::Picture, .recipe = recipe, .model = {}, .image = {}}, first);
}

int JobQueue::enqueueSketch(const ldm::Recipe& recipe, int steps, bool first)
{
    return add({.kind = Kind::Sketch, .recipe = recipe, .steps = steps, .model = {}, .image = {}},
               first);
}

int JobQueue::requestRoundTrip(const std::string& model, const ldm::Image& image)
{
    return add({.kind = Kind::RoundTrip,
                .recipe = {},
                .model = model,
                .image = std::make_shared<const ldm::Image>(image)},
               false);
}

int JobQueue::requestAttention(const ldm::Recipe& recipe)
{
    return add({.kind = Kind::Attention, .recipe = recipe, .model = {}, .image = {}}, false);
}

int JobQueue::add(Job job, bool first)
{
    job.id = ++m_lastId;
    const int id = job.id;
    m_waiting.insert(first ? 0 : m_waiting.size(), std::move(job));
    if (!m_running)
        startNext();
    else
        Q_EMIT queueChanged();
    return id;
}

void JobQueue::startNext()
{
    if (m_waiting.isEmpty()) {
        Q_EMIT queueChanged();
        Q_EMIT idle();
        return;
    }
    const Job job = m_waiting.dequeue();
    m_running = job.id;
    m_runningJob = job;
    m_ended = false;
    m_watcher.setFuture(QtConcurrent::run(&m_pool, [this, job](QPromise<JobEvent>& promise) {
        PromiseObserver observer(promise, m_previewGap);
        promise.addResult(work(job, observer));
    }));
    Q_EMIT started(job.id);
    Q_EMIT queueChanged();
}

// On the generation thread.
JobEvent JobQueue::work(const Job& job, ldm::Observer& observer)
{
    const auto event = attempt(job, observer);
    if (!m_fallback || !isDeviceLost(event) || observer.cancelled())
        return event;
    m_lost = std::exchange(m_generator, std::move(m_fallback));
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT deviceLost(); }, Qt::QueuedConnection);
    auto again = job;
    if (again.recipe.dtype == ldm::DType::Fp16)
        again.recipe.dtype = ldm::DType::Auto;  // the lost device's alone
    return attempt(again, observer);
}

JobEvent JobQueue::attempt(const Job& job, ldm::Observer& observer)
{
    switch (job.kind) {
    case Kind::Sketch:
        return answerOf([&] { return m_generator->sketch(job.recipe, job.steps, observer); });
    case Kind::RoundTrip:
        return answerOf([&] { return m_generator->roundTrip(job.model, *job.image, observer); });
    case Kind::Attention:
        return answerOf([&] { return m_generator->attention(job.recipe, observer); });
    case Kind::Picture: break;
    }
    return answerOf([&] { return m_generator->run(job.recipe, observer); });
}

void JobQueue::report(const JobEvent& event)
{
    m_ended = true;
    if (const auto* image = std::get_if<ImageAnswer>(&event))
        Q_EMIT roundTripped(m_running, *image);
    else if (const auto* attention = std::get_if<AttentionAnswer>(&event))
        Q_EMIT attended(m_running, *attention);
    else if (m_runningJob.kind == Kind::Sketch)
        Q_EMIT sketched(m_running, std::get<Outcome>(event));
    else
        Q_EMIT finished(m_running, std::get<Outcome>(event));
}

void JobQueue::receive(int index)
{
    const JobEvent event = m_watcher.resultAt(index);
    if (const auto* update = std::get_if<StepUpdate>(&event)) {
        if (!m_watcher.isCanceled())
            Q_EMIT stepped(m_running, *update);
        return;
    }
    report(event);
}

void JobQueue::jobEnded()
{
    // A cancelled future takes no more results: its end is the outcome.
    if (!m_ended) {
        const auto kind = m_runningJob.kind;
        report(kind == Kind::RoundTrip   ? JobEvent(ImageAnswer(ldm::Cancelled{}))
               : kind == Kind::Attention ? JobEvent(AttentionAnswer(ldm::Cancelled{}))
                                         : JobEvent(Outcome(ldm::Cancelled{})));
    }
    m_running = 0;
    if (m_paused) {
        m_paused = false;
        Q_EMIT pausedChanged(false);
    }
    startNext();
}

void JobQueue::cancel(int job)
{
    if (job == m_running)
        cancelRunning();
    else
        m_waiting.removeIf([job](const Job& waiting) { return waiting.id == job; });
    Q_EMIT queueChanged();
}

void JobQueue::cancelAll()
{
    dropWaiting();
    cancelRunning();
}

void JobQueue::dropWaiting()
{
    m_waiting.clear();
    Q_EMIT queueChanged();
}

void JobQueue::move(int job, int by)
{
    for (qsizetype i = 0; i < m_waiting.size(); ++i)
        if (m_waiting[i].id == job) {
            m_waiting.move(i, std::clamp<qsizetype>(i + by, 0, m_waiting.size() - 1));
            Q_EMIT queueChanged();
            return;
        }
}

QList<JobQueue::Entry> JobQueue::jobs() const
{
    QList<Entry> jobs;
    const auto list = [&jobs](const Job& job, bool running) {
        if (job.kind == Kind::Picture || job.kind == Kind::Sketch)
            jobs.append({job.id, job.recipe, running, job.kind});
    };
    if (m_running)
        list(m_runningJob, true);
    for (const auto& job : m_waiting)
        list(job, false);
    return jobs;
}

void JobQueue::cancelRunning()
{
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
