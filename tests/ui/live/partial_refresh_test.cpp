// SPDX-License-Identifier: MIT
#include "explore/region.h"
#include "live/live_mode.h"
#include "live/reach_finder.h"
#include "support/fake_generator.h"

#include <QSignalSpy>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// Only where it was painted: which part of a picture a change makes anew.
class PartialRefreshTest : public QObject {
    Q_OBJECT

private:
    static constexpr int kSide = 256;
    static constexpr int kReach = 24;

    static PartialRefresh refreshOf(const ldm::Recipe& whole)
    {
        PartialRefresh refresh;
        refresh.settle(whole);
        refresh.setReach(kReach);
        return refresh;
    }

    static ldm::Recipe recipe(QRect painted = {}, std::uint8_t label = 3)
    {
        ldm::Recipe r;
        r.width = r.height = kSide;
        r.steps = 12;
        r.seed = 7;
        ldm::LabelMap map{kSide, kSide, std::vector<std::uint8_t>(size_t(kSide) * kSide, 1)};
        for (int y = painted.top(); y <= painted.bottom(); ++y)
            for (int x = painted.left(); x <= painted.right(); ++x)
                map.labels[size_t(y) * kSide + size_t(x)] = label;
        r.map = std::make_shared<ldm::LabelMap>(std::move(map));
        return r;
    }

private Q_SLOTS:
    void initTestCase()
    {
        FakeGenerator::held = FakeGenerator::fail = false;
        FakeGenerator::delay = 0;
    }

    void aSmallChangeRenewsItsSurroundings()
    {
        const auto refresh = refreshOf(recipe());
        const QRect painted(101, 120, 20, 10);
        auto next = recipe(painted);
        next.steps = 4;
        const auto part = refresh.apply(next);
        QVERIFY(part);
        // 77 … 144 and 96 … 153, in whole blocks of eight.
        QCOMPARE(*part, QRect(QPoint(72, 96), QPoint(151, 159)));
        QVERIFY(next.origin && next.origin->renewed);
        QCOMPARE(next.origin->step, 0);
        // The picture that stays is followed at as many steps as this one takes.
        QCOMPARE(next.origin->recipe->steps, 4);
        QVERIFY(*next.origin->recipe->map == *recipe().map);
        QCOMPARE(boundsOf(fromMask(*next.origin->renewed)), *part);
    }

    void withoutAReachAllIsRenewed()
    {
        PartialRefresh refresh;
        refresh.settle(recipe());
        auto next = recipe({100, 120, 20, 10});
        QVERIFY(!refresh.apply(next));
        refresh.setReach(ReachFinder::kEverywhere);
        QVERIFY(!refresh.apply(next));
    }

    void aPreviewIsSeenInItsPartSoftly()
    {
        auto next = recipe({101, 120, 20, 10});
        const auto part = refreshOf(recipe()).apply(next);
        QImage preview(kSide / 2, kSide / 2, QImage::Format_RGB32);
        preview.fill(Qt::red);
        const QImage seen = renewedOnly(preview, next);
        const int row = part->center().y() / 2;
        const auto alpha = [&](int x) { return seen.pixelColor(x, row).alpha(); };
        const int edge = part->left() / 2;
        QCOMPARE(alpha(edge - 1), 0);
        QCOMPARE(seen.pixelColor(part->center().x() / 2, row), QColor(Qt::red));
        for (int i = 0; i < PartialRefresh::kFeather / 2; ++i)
            QCOMPARE(alpha(edge + i), 255 * (i + 1) / (PartialRefresh::kFeather / 2));
    }

    void whatElseChangesRenewsAll_data()
    {
        QTest::addColumn<int>("what");
        for (const int what : {0, 1, 2, 3, 4, 5})
            QTest::addRow("%d", what) << what;
    }

    void whatElseChangesRenewsAll()
    {
        QFETCH(int, what);
        const auto refresh = refreshOf(recipe());
        auto next = recipe({10, 10, 10, 10});
        switch (what) {
        case 0: next.seed = 8; break;
        case 1: next.model = "another"; break;
        case 2: next.guidance = 3.0; break;
        case 3: next.width = 512; break;
        case 4: next = recipe({10, 10, 200, 180}); break;  // more than two fifths
        case 5: next = recipe(); break;                    // nothing
        }
        QVERIFY(!refresh.apply(next));
        QVERIFY(!next.origin);
    }

    void withoutAWholePictureNothingIsPartial()
    {
        PartialRefresh refresh;
        auto next = recipe({10, 10, 10, 10});
        QVERIFY(!refresh.apply(next));
        refresh = refreshOf(recipe());
        refresh.reset();
        QVERIFY(!refresh.apply(next));
    }

    void liveRunsFollowTheLastWholePicture()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        LiveMode live(queue);
        connect(&queue, &JobQueue::stepped, &live,
                [&](int job, const StepUpdate& update) { live.take(job, update); });
        connect(&queue, &JobQueue::finished, &live,
                [&](int job, const Outcome& outcome) { live.take(job, outcome); });
        QSignalSpy made(&live, &LiveMode::made);
        auto now = recipe();
        live.start([&]() -> std::optional<ldm::Recipe> { return now; });
        QTRY_COMPARE(made.size(), 2);
        QVERIFY(made[0][2].toRect().isEmpty() && made[1][2].toRect().isEmpty());
        QTRY_VERIFY(!queue.isRunning());  // the model's reach has been found out

        // Two strokes: both go back to the same whole picture, the second with both parts.
        const auto recipeOf = [&](int i) {
            return made[i][0].value<std::shared_ptr<const ldm::Picture>>()->recipe;
        };
        now = recipe({20, 20, 10, 10});
        live.change();
        QTRY_COMPARE(made.size(), 4);
        QVERIFY(!made[2][2].toRect().isEmpty() && !made[3][2].toRect().isEmpty());
        QCOMPARE(recipeOf(2).origin->recipe->steps, LiveMode::kQuickSteps);
        QCOMPARE(recipeOf(3).origin->recipe->steps, 12);
        QCOMPARE(ldm::count_origins(recipeOf(3)), 1);

        now.seed = 9;
        live.change();
        QTRY_COMPARE(made.size(), 6);
        QVERIFY(!recipeOf(4).origin && !recipeOf(5).origin);
    }
};

QTEST_GUILESS_MAIN(PartialRefreshTest)
#include "partial_refresh_test.moc"
