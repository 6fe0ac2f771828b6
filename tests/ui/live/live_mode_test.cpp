// SPDX-License-Identifier: MIT
#include "live/live_mode.h"
#include "support/fake_generator.h"

#include <QElapsedTimer>
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

    void whatIsPaintedOverAgainIsNotShown_data()
    {
        QTest::addColumn<QRect>("next");
        QTest::addColumn<int>("previews");
        QTest::newRow("it lies inside") << QRect(1, 1, 6, 6) << 0;
        QTest::newRow("it lies beside") << QRect(5, 2, 3, 3) << 1;
    }

    // Before a run has shown anything newer input ends it if that changes all that it is about.
    void whatIsPaintedOverAgainIsNotShown()
    {
        QFETCH(QRect, next);
        QFETCH(int, previews);
        Bench b;
        b.start();
        QTRY_COMPARE(b.made.size(), 2);
        QTRY_VERIFY(!b.queue.isRunning());
        QSignalSpy shown(&b.live, &LiveMode::previewed);
        FakeGenerator::held = true;
        b.live.touch({2, 2, 3, 3});
        b.live.release();
        b.label = 1;
        b.live.touch(next);
        b.live.release();
        FakeGenerator::held = false;
        QTRY_COMPARE(b.made.size(), 3);
        QCOMPARE(b.made[2].label, 1);
        QCOMPARE(shown.count(), previews + LiveMode::kQuickSteps);
    }

    void whoPaintsOnAndOnSeesSomething()
    {
        Bench b;
        b.start();
        QTRY_COMPARE(b.made.size(), 2);
        FakeGenerator::delay = LiveMode::kMostBehind / 5;
        QSignalSpy shown(&b.live, &LiveMode::previewed);
        QElapsedTimer clock;
        clock.start();
        while (shown.isEmpty() && clock.elapsed() < 2 * LiveMode::kMostBehind) {
            b.live.touch({2, 2, 3, 3});
            b.live.release();
            QTest::qWait(LiveMode::kMostBehind / 10);  // sooner than a step is made
        }
        QVERIFY(!shown.isEmpty());
        QVERIFY(clock.elapsed() > LiveMode::kMostBehind / 2);
    }

    void settlingDoesNotBlurWhatIsThere()
    {
        Bench b;
        QSignalSpy shown(&b.live, &LiveMode::previewed);
        QSignalSpy progress(&b.live, &LiveMode::progressed);
        b.start();
        QTRY_COMPARE(b.made.size(), 2);
        QCOMPARE(shown.count(), LiveMode::kQuickSteps);
        QCOMPARE(progress.count(), 1 + LiveMode::kQuickSteps + 1 + 12);
        QCOMPARE(progress.first()[0].toDouble(), 0.0);
    }

    void theFirstStepsLieInTheSetOnes()
    {
        QCOMPARE(LiveMode::quickSteps(12), 4);
        QCOMPARE(LiveMode::quickSteps(10), 5);
        QCOMPARE(LiveMode::quickSteps(9), 3);
        QCOMPARE(LiveMode::quickSteps(7), 4);  // none do
        QCOMPARE(LiveMode::quickSteps(2), 2);
    }

    void restingItRunsNothingAndMakesUpForIt()
    {
        Bench b;
        b.live.setResting(true);
        b.start();
        b.live.touch({0, 0, 1, 1});
        b.live.release();
        QTest::qWait(LiveMode::kPauseOfPen + 50);
        QCOMPARE(b.asked, 0);
        QVERIFY(b.live.isOn());
        b.live.setResting(false);
        QTRY_COMPARE(b.made.size(), 2);
        QTRY_VERIFY(!b.queue.isRunning());
        // Nothing has been missed: nothing is made.
        b.live.setResting(true);
        b.live.setResting(false);
        QVERIFY(!b.queue.isRunning());
        // What runs ends, and is made afterwards.
        FakeGenerator::held = true;
        b.label = 2;
        b.live.change();
        b.live.setResting(true);
        FakeGenerator::held = false;
        QTRY_VERIFY(!b.queue.isRunning());
        QTest::qWait(30);
        QCOMPARE(b.made.size(), 2);
        b.live.setResting(false);
        QTRY_COMPARE(b.made.size(), 4);
        QCOMPARE(b.made[2].label, 2);
    }

    void aPauseOfThePenCounts()
    {
        Bench b;
        b.start();
        QTRY_COMPARE(b.made.size(), 2);
        b.label = 1;
        b.live.touch({0, 0, 1, 1});
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
        b.live.touch({0, 0, 1, 1});
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
        QCOMPARE(b.made.size(), 2);  // what was painted last is settled before
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
