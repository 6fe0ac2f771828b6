// SPDX-License-Identifier: MIT
#include "live/live_mode.h"
#include "support/fake_generator.h"

#include <QSignalSpy>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// When live painting runs, what it shows and what it drops.
class LiveModeTest : public QObject {
    Q_OBJECT

private:
    struct Made {
        int steps, label;
        bool settled;
        double eta;
        std::uint64_t seed;
    };

    // A queue with a live mode on it, and what came of it.
    struct Bench : QObject {
        Bench() : queue(std::make_unique<FakeGenerator>()), live(queue)
        {
            connect(&queue, &JobQueue::stepped, this, [this](int job, const StepUpdate& update) {
                foreign += !live.take(job, update);
            });
            connect(&queue, &JobQueue::finished, this, [this](int job, const Outcome& outcome) {
                foreign += !live.take(job, outcome);
            });
            connect(&live, &LiveMode::made, this,
                    [this](const std::shared_ptr<const ldm::Picture>& picture, bool settled) {
                        const auto& r = picture->recipe;
                        made.append({r.steps, r.map->labels.front(), settled, r.eta, r.seed});
                    });
        }

        void start()
        {
            live.start([this]() -> std::optional<ldm::Recipe> {
                ++asked;
                ldm::Recipe r;
                r.width = r.height = 8;
                r.steps = steps;
                r.eta = 1.0;
                r.seed = 7;
                r.map = std::make_shared<ldm::LabelMap>(ldm::LabelMap{1, 1, {std::uint8_t(label)}});
                return r;
            });
        }

        int label = 0, steps = 12, asked = 0, foreign = 0;
        QList<Made> made;
        JobQueue queue;
        LiveMode live;
    };

private Q_SLOTS:
    void init()
    {
        FakeGenerator::held = false;
        FakeGenerator::fail = false;
        FakeGenerator::delay = 0;
    }

    void fewStepsFirstThenAllOfThem()
    {
        Bench b;
        b.start();
        QTRY_COMPARE(b.made.size(), 2);
        QCOMPARE(b.made[0].steps, LiveMode::kQuickSteps);
        QVERIFY(!b.made[0].settled);
        QCOMPARE(b.made[1].steps, 12);
        QVERIFY(b.made[1].settled);
        for (const auto& m : b.made) {
            QCOMPARE(m.eta, 0.0);
            QCOMPARE(m.seed, std::uint64_t(7));
        }
        QTest::qWait(50);
        QCOMPARE(b.made.size(), 2);  // nothing more without input
    }

    void fewStepsAreSettledAtOnce()
    {
        Bench b;
        b.steps = 3;
        b.start();
        QTRY_COMPARE(b.made.size(), 1);
        QVERIFY(b.made[0].settled);
        QTest::qWait(LiveMode::kSettleAfter + 100);
        QCOMPARE(b.made.size(), 1);
    }

    void newerInputTakesThePlaceOfWhatWaits()
    {
        FakeGenerator::held = true;
        Bench b;
        b.start();
        for (int i = 1; i <= 5; ++i) {
            b.label = i;
            b.live.change();
        }
        QCOMPARE(b.queue.waiting(), 0);
        FakeGenerator::held = false;
        QTRY_VERIFY(!b.made.isEmpty());
        QCOMPARE(b.made.first().label, 5);  // what older input led to is never shown
        QCOMPARE(b.asked, 2);
    }

    void whatRunsEndsOnceItHasShownSomething()
    {
        FakeGenerator::delay = 20;
        Bench b;
        QSignalSpy previews(&b.live, &LiveMode::previewed);
        b.start();
        QTRY_VERIFY(previews.count() >= 1);
        FakeGenerator::steps = 0;
        b.label = 3;
        b.live.change();
        QTRY_VERIFY(!b.made.isEmpty());
        QCOMPARE(b.made.first().label, 3);
        QVERIFY(FakeGenerator::steps <= LiveMode::kQuickSteps + 2);
    }

    void aPauseOfThePenCounts()
    {
        Bench b;
        b.start();
        QTRY_COMPARE(b.made.size(), 2);
        b.label = 1;
        b.live.touch();
        QTest::qWait(30);
        QCOMPARE(b.made.size(), 2);
        QTRY_VERIFY(b.made.size() >= 3);
        QCOMPARE(b.made[2].label, 1);
    }

    void penUpCountsOnlyAfterAStroke()
    {
        Bench b;
        b.start();
        QTRY_COMPARE(b.made.size(), 2);
        b.live.release();
        QTest::qWait(30);
        QCOMPARE(b.made.size(), 2);
        b.live.touch();
        b.live.release();
        QTRY_COMPARE_WITH_TIMEOUT(b.made.size(), 3, LiveMode::kPauseOfPen - 20);
    }

    void itFallsAsleep()
    {
        Bench b;
        b.live.setOffAfter(60);
        QSignalSpy asleep(&b.live, &LiveMode::fellAsleep);
        b.start();
        QVERIFY(b.live.isOn());
        QTRY_COMPARE(asleep.count(), 1);
        QVERIFY(!b.live.isOn());
        const auto count = b.asked;
        b.live.change();
        QCOMPARE(b.asked, count);
    }

    void aFailureIsSaidAndEndsIt()
    {
        FakeGenerator::fail = true;
        Bench b;
        QSignalSpy failed(&b.live, &LiveMode::failed);
        b.start();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(!b.live.isOn());
    }

    void stoppedItShowsNothingMore()
    {
        FakeGenerator::held = true;
        Bench b;
        b.start();
        b.live.stop();
        FakeGenerator::held = false;
        QSignalSpy idle(&b.queue, &JobQueue::idle);
        QVERIFY(idle.count() > 0 || idle.wait());
        QVERIFY(b.made.isEmpty());
    }

    void othersJobsAreTheirs()
    {
        Bench b;
        ldm::Recipe r;
        r.width = r.height = 8;
        r.steps = 2;
        r.map = std::make_shared<ldm::LabelMap>(ldm::LabelMap{1, 1, {0}});
        QSignalSpy idle(&b.queue, &JobQueue::idle);
        b.queue.enqueue(r);
        QVERIFY(idle.wait());
        QCOMPARE(b.foreign, 3);
        QVERIFY(b.made.isEmpty());
    }
};

QTEST_GUILESS_MAIN(LiveModeTest)
#include "live_mode_test.moc"
