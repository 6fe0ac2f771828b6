// SPDX-License-Identifier: MIT
#include "job/job_queue.h"
#include "support/fake_generator.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

// Loads when it is let.
class SlowLoader : public FakeGenerator {
public:
    static inline QStringList names;
    static inline QSemaphore gate{0};
    static inline std::atomic<int> begun{0};

    void load(const std::string& model, ldm::DType) override
    {
        ++begun;
        gate.acquire();
        names << QString::fromStdString(model);
    }
};

// Its device is lost at the third step.
class LosesDevice : public FakeGenerator {
public:
    ldm::Picture run(const ldm::Recipe& recipe, ldm::Observer& observer) override
    {
        auto first = recipe;
        first.steps = 3;
        FakeGenerator::run(first, observer);
        throw ldm::Error(ldm::ErrorCode::DeviceLost, "It stopped answering.");
    }
};

// Refuses the type that only devices of the other kind have.
class OnProcessor : public FakeGenerator {
public:
    ldm::Picture run(const ldm::Recipe& recipe, ldm::Observer& observer) override
    {
        if (recipe.dtype == ldm::DType::Fp16)
            throw ldm::Error(ldm::ErrorCode::BadArgument, "fp16 is for GPUs.");
        return FakeGenerator::run(recipe, observer);
    }
};

class JobQueueTest : public QObject {
    Q_OBJECT

private:
    static ldm::Recipe recipe(int steps)
    {
        ldm::Recipe r;
        r.width = r.height = 8;
        r.steps = steps;
        r.map = std::make_shared<ldm::LabelMap>(ldm::LabelMap{1, 1, {0}});
        return r;
    }

private Q_SLOTS:
    void init()
    {
        FakeGenerator::steps = 0;
        FakeGenerator::held = false;
        FakeGenerator::fail = false;
        FakeGenerator::loaded = true;
    }

    void whoLooksThroughModelsGetsTheLastOneLoaded()
    {
        SlowLoader::names.clear();
        JobQueue queue(std::make_unique<SlowLoader>());
        queue.warmUp("first", ldm::DType::Auto);
        QTRY_COMPARE(SlowLoader::begun.load(), 1);
        queue.warmUp("second", ldm::DType::Auto);
        queue.warmUp("third", ldm::DType::Auto);
        QSignalSpy memory(&queue, &JobQueue::memoryTold);
        queue.requestMemory();  // comes after all of them
        SlowLoader::gate.release(3);
        QVERIFY(memory.wait());
        QCOMPARE(SlowLoader::names, (QStringList{"first", "third"}));
    }

    void eachKindOfJobHasItsAnswer()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        QStringList answers;
        connect(&queue, &JobQueue::finished, this,
                [&](int job, const Outcome&) { answers << QStringLiteral("%1 done").arg(job); });
        connect(&queue, &JobQueue::sketched, this, [&](int job, const Outcome& outcome) {
            const auto picture = std::get<std::shared_ptr<const ldm::Picture>>(outcome);
            answers << QStringLiteral("%1 sketch of %2").arg(job).arg(picture->recipe.steps);
        });
        connect(&queue, &JobQueue::roundTripped, this, [&](int job, const ImageAnswer& answer) {
            const auto image = std::get<std::shared_ptr<const ldm::Image>>(answer);
            answers << QStringLiteral("%1 level %2").arg(job).arg(image->pixels.front());
        });
        connect(&queue, &JobQueue::attended, this, [&](int job, const AttentionAnswer& answer) {
            const auto maps = std::get<std::shared_ptr<const ldm::Attention>>(answer);
            answers << QStringLiteral("%1 words %2").arg(job).arg(maps->words.size());
        });
        QSignalSpy idle(&queue, &JobQueue::idle);
        auto boxed = recipe(1);
        boxed.boxes = {{}, {}};
        queue.enqueue(recipe(2));
        queue.enqueueSketch(recipe(9), 3);
        queue.requestRoundTrip("fake", {1, 1, 1, {55}});
        queue.requestAttention(boxed);
        QCOMPARE(queue.jobs().size(), 2);  // pictures and sketches
        QCOMPARE(queue.jobs().at(1).kind, JobQueue::Kind::Sketch);
        QVERIFY(idle.wait());
        QCOMPARE(answers, QStringList({"1 done", "2 sketch of 9", "3 level 200", "4 words 2"}));
        QCOMPARE(int(FakeGenerator::steps), 5);
    }

    void whatIsAskedForMayFailOrBeCancelled()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        std::optional<AttentionAnswer> attention;
        std::optional<Outcome> sketch;
        connect(&queue, &JobQueue::attended, this, [&](int, const auto& a) { attention = a; });
        connect(&queue, &JobQueue::sketched, this, [&](int, const auto& a) { sketch = a; });
        QSignalSpy stepped(&queue, &JobQueue::stepped), idle(&queue, &JobQueue::idle);
        queue.requestAttention(recipe(1));
        QVERIFY(idle.wait());
        QCOMPARE(std::get<Failure>(*attention).code, ldm::ErrorCode::Unsupported);
        const int job = queue.enqueueSketch(recipe(100000), 90000);
        QVERIFY(stepped.wait());
        queue.cancel(job);
        QVERIFY(idle.wait());
        QVERIFY(std::holds_alternative<ldm::Cancelled>(*sketch));
    }

    void theModelsMemoryIsToldAndFreed()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        QSignalSpy told(&queue, &JobQueue::memoryTold);
        queue.requestMemory();
        queue.unload();
        QTRY_COMPARE(told.count(), 2);
        QCOMPARE(told.at(0).at(0).toULongLong(), 1000ull);
        QCOMPARE(told.at(1).at(0).toULongLong(), 0ull);
    }

    void reportsEachStepAndThePicture()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        int previews = 0;
        Outcome outcome = Failure{};
        connect(&queue, &JobQueue::stepped, this,
                [&](int, const StepUpdate& u) { previews += !u.preview.isNull(); });
        connect(&queue, &JobQueue::finished, this, [&](int, const Outcome& o) { outcome = o; });
        QSignalSpy idle(&queue, &JobQueue::idle);
        queue.enqueue(recipe(5));
        QVERIFY(idle.wait());
        QCOMPARE(previews, 5);
        QVERIFY(std::holds_alternative<std::shared_ptr<const ldm::Picture>>(outcome));
    }

    void cancelRunsAtMostOneFurtherStep()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        Outcome outcome = Failure{};
        connect(&queue, &JobQueue::finished, this, [&](int, const Outcome& o) { outcome = o; });
        QSignalSpy stepped(&queue, &JobQueue::stepped), idle(&queue, &JobQueue::idle);
        queue.enqueue(recipe(100000));
        QVERIFY(stepped.wait());
        FakeGenerator::held = true;
        QTest::qWait(20);
        const int before = FakeGenerator::steps;
        queue.cancelAll();
        FakeGenerator::held = false;
        QVERIFY(idle.count() > 0 || idle.wait());
        QVERIFY(FakeGenerator::steps - before <= 1);
        QVERIFY(std::holds_alternative<ldm::Cancelled>(outcome));
    }

    void failuresArriveAsSentences()
    {
        FakeGenerator::fail = true;
        JobQueue queue(std::make_unique<FakeGenerator>());
        Outcome outcome = ldm::Cancelled{};
        connect(&queue, &JobQueue::finished, this, [&](int, const Outcome& o) { outcome = o; });
        QSignalSpy idle(&queue, &JobQueue::idle);
        queue.enqueue(recipe(2));
        QVERIFY(idle.wait());
        QCOMPARE(std::get<Failure>(outcome).sentence, QString("There is not enough memory."));
        QCOMPARE(std::get<Failure>(outcome).code, ldm::ErrorCode::OutOfMemory);
    }

    void aRunWhoseDeviceIsLostBeginsAnewElsewhere()
    {
        JobQueue queue(std::make_unique<LosesDevice>());
        queue.setFallback(std::make_unique<OnProcessor>());
        QSignalSpy lost(&queue, &JobQueue::deviceLost);
        QList<int> steps, done;
        connect(&queue, &JobQueue::stepped, this,
                [&](int, const StepUpdate& update) { steps << update.step; });
        connect(&queue, &JobQueue::finished, this, [&](int job, const Outcome& outcome) {
            if (std::holds_alternative<std::shared_ptr<const ldm::Picture>>(outcome))
                done << job;
        });
        auto wish = recipe(5);
        wish.dtype = ldm::DType::Fp16;
        const int first = queue.enqueue(wish), second = queue.enqueue(recipe(2));
        QSignalSpy idle(&queue, &JobQueue::idle);
        QVERIFY(idle.wait());
        QCOMPARE(done, (QList<int>{first, second}));
        QCOMPARE(steps, (QList<int>{1, 2, 3, 1, 2, 3, 4, 5, 1, 2}));
        QCOMPARE(lost.size(), 1);
    }

    void aRunThatBeganAnewCanBeStopped()
    {
        JobQueue queue(std::make_unique<LosesDevice>());
        queue.setFallback(std::make_unique<OnProcessor>());
        QSignalSpy lost(&queue, &JobQueue::deviceLost), idle(&queue, &JobQueue::idle);
        bool cancelled = false;
        connect(&queue, &JobQueue::finished, this, [&](int, const Outcome& outcome) {
            cancelled = std::holds_alternative<ldm::Cancelled>(outcome);
        });
        FakeGenerator::delay = 5;
        queue.enqueue(recipe(1000));
        QVERIFY(lost.wait());
        queue.cancelAll();
        QVERIFY(idle.count() > 0 || idle.wait());
        FakeGenerator::delay = 0;
        QVERIFY(cancelled);
        QVERIFY(FakeGenerator::steps < 100);
    }

    void jobsRunInOrder()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        QList<int> order;
        connect(&queue, &JobQueue::finished, this, [&](int job, const Outcome&) { order << job; });
        QSignalSpy idle(&queue, &JobQueue::idle);
        queue.enqueue(recipe(2));
        queue.enqueue(recipe(2));
        queue.enqueue(recipe(2));
        QVERIFY(idle.wait());
        QCOMPARE(order, QList<int>({1, 2, 3}));
    }

    void pauseHoldsTheRunAndCancelStillEndsIt()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        QSignalSpy stepped(&queue, &JobQueue::stepped), idle(&queue, &JobQueue::idle);
        queue.enqueue(recipe(100000));
        QVERIFY(stepped.wait());
        queue.setPaused(true);
        QTest::qWait(50);
        const int held = FakeGenerator::steps;
        QTest::qWait(80);
        QVERIFY(FakeGenerator::steps - held <= 1);
        queue.cancelAll();
        QVERIFY(idle.wait());
    }

    void destroyingTheQueueStopsARun()
    {
        auto queue = std::make_unique<JobQueue>(std::make_unique<FakeGenerator>());
        queue->enqueue(recipe(1000000));
        QTest::qWait(20);
        queue.reset();
        const int ended = FakeGenerator::steps;
        QTest::qWait(20);
        QCOMPARE(int(FakeGenerator::steps), ended);
    }
};

QTEST_GUILESS_MAIN(JobQueueTest)
#include "job_queue_test.moc"
