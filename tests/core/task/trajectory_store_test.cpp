// SPDX-License-Identifier: MIT
#include "task/trajectory_store.h"

#include <ATen/ATen.h>

#include <QTest>

#include <functional>

using namespace ldm;
using namespace ldm::task;

class TrajectoryStoreTest : public QObject {
    Q_OBJECT

private:
    // Of four steps; 16 bytes each.
    static std::shared_ptr<Trajectory> made(int steps, bool decoded = false)
    {
        auto t = std::make_shared<Trajectory>();
        t->times = {40, 30, 20, 10};
        for (int i = 0; i <= steps; ++i)
            t->x.push_back(at::zeros({1, 1, 2, 2}));
        if (decoded)
            t->computed = {2, 2, 3, std::vector<std::uint8_t>(12, 0)};
        return t;
    }

private Q_SLOTS:
    void theLeastRecentlyUsedGoes()
    {
        TrajectoryStore store(2 * 92);
        store.keep("a", made(4, true));
        store.keep("b", made(4, true));
        QCOMPARE(store.bytes(), std::uintmax_t(2 * 92));
        QVERIFY(store.find("a"));
        store.keep("c", made(4, true));
        QVERIFY(store.find("a") && store.find("c") && !store.find("b"));
        QCOMPARE(store.bytes(), std::uintmax_t(2 * 92));
        store.clear();
        QVERIFY(!store.find("a"));
        QCOMPARE(store.bytes(), std::uintmax_t(0));
    }

    void manySmallOnesDoNotPileUp()
    {
        TrajectoryStore store(1 << 20);
        for (int i = 0; i < 100; ++i)
            store.keep(std::to_string(i), made(4, true));
        QCOMPARE(store.bytes(), std::uintmax_t(92 * TrajectoryStore::kMost));
        QVERIFY(store.find("99") && !store.find("10"));
    }

    void whatIsTooLargeIsNotKept()
    {
        TrajectoryStore store(90);
        store.keep("small", made(1));
        store.keep("large", made(4, true));
        QVERIFY(!store.find("large"));
        QVERIFY(store.find("small"));
    }

    void whatGoesFurtherTakesThePlace()
    {
        TrajectoryStore store(1000);
        store.keep("a", made(2));
        store.keep("a", made(1));
        QCOMPARE(store.find("a")->done(), 2);
        store.keep("a", made(3));
        QCOMPARE(store.find("a")->done(), 3);
        QVERIFY(!store.find("a")->complete());
        store.keep("a", made(4, true));
        QVERIFY(store.find("a")->complete());
        store.keep("a", made(4));
        QVERIFY(store.find("a")->complete());
        QCOMPARE(store.bytes(), std::uintmax_t(92));
    }

    void everythingThatDecidesAPictureIsInTheKey()
    {
        const auto image = [](std::uint8_t level) {
            return std::make_shared<const Image>(Image{1, 1, 1, {level}});
        };
        Recipe r;
        r.map = std::make_shared<const LabelMap>(LabelMap{2, 1, {0, 1}});
        r.reseeded = {{4, image(1)}};
        const auto with_origin = [&](int step, std::uint64_t seed) {
            auto before = r;
            before.seed = seed;
            return std::make_shared<const Origin>(
                Origin{std::make_shared<const Recipe>(before), step, image(3)});
        };
        r.origin = with_origin(1, 2);
        const auto changed = [&](const std::function<void(Recipe&)>& change) {
            auto other = r;
            change(other);
            return trajectory_key(other) != trajectory_key(r);
        };
        QVERIFY(!changed([](Recipe&) {}));
        QVERIFY(changed([](Recipe& o) { o.seed = 1; }));
        QVERIFY(changed([](Recipe& o) { o.blend = {{1, 0.5}}; }));
        QVERIFY(changed([](Recipe& o) { o.noise_y = 4; }));
        QVERIFY(changed([&](Recipe& o) { o.image = image(0); }));
        QVERIFY(changed([&](Recipe& o) { o.mask = image(0); }));
        QVERIFY(changed([](Recipe& o) {
            o.map = std::make_shared<const LabelMap>(LabelMap{2, 1, {1, 1}});
        }));
        QVERIFY(changed([](Recipe& o) {
            o.map = std::make_shared<const LabelMap>(LabelMap{1, 2, {0, 1}});
        }));
        QVERIFY(changed([&](Recipe& o) { o.reseeded[0].where = image(2); }));
        QVERIFY(changed([](Recipe& o) { o.reseeded[0].seed = 5; }));
        QVERIFY(changed([](Recipe& o) { o.origin = nullptr; }));
        QVERIFY(changed([&](Recipe& o) { o.origin = with_origin(2, 2); }));
        QVERIFY(changed([&](Recipe& o) { o.origin = with_origin(1, 3); }));
    }
};

QTEST_APPLESS_MAIN(TrajectoryStoreTest)
#include "trajectory_store_test.moc"
