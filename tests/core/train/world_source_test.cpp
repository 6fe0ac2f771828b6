// SPDX-License-Identifier: MIT
#include "train/world_source.h"

#include <ATen/ATen.h>

#include <QSet>
#include <QTest>

using namespace ldm::train;

class WorldSourceTest : public QObject {
    Q_OBJECT

private:
    static WorldDataConfig config(int workers = 1)
    {
        WorldDataConfig c;
        c.size = 32;
        c.crop = 16;
        c.pool = 20;
        c.reuse = 4;
        c.workers = workers;
        return c;
    }

    static void same(const TrainingBatch& a, const TrainingBatch& b)
    {
        QVERIFY(at::equal(a.image, b.image));
        QVERIFY(at::equal(a.fields.at("segmentation"), b.fields.at("segmentation")));
        QCOMPARE(a.keys, b.keys);
        for (size_t i = 0; i < a.windows.size(); ++i) {
            QCOMPARE(a.windows[i].top, b.windows[i].top);
            QCOMPARE(a.windows[i].left, b.windows[i].left);
        }
    }

private Q_SLOTS:
    void aBatchDependsOnItsNumberAlone()
    {
        const BatchPlan plan{.seed = 5, .batch_size = 4};
        WorldSource one(config(1), plan, 2), three(config(3), plan, 2), late(config(2), plan, 2);
        for (int b = 0; b < 60; ++b) {
            const auto batch = one.batch(b);
            same(batch, three.batch(b));
            if (b >= 45)
                same(batch, late.batch(b));
        }
    }

    void processesShareTheSamples()
    {
        WorldSource whole(config(), {.seed = 5, .batch_size = 4}, 2);
        WorldSource first(config(), {.seed = 5, .batch_size = 2, .rank = 0, .world_size = 2}, 2);
        WorldSource second(config(), {.seed = 5, .batch_size = 2, .rank = 1, .world_size = 2}, 2);
        for (int b = 0; b < 5; ++b) {
            const auto all = whole.batch(b), x = first.batch(b), y = second.batch(b);
            QVERIFY(at::equal(all.image, at::cat({x.image, y.image})));
            QCOMPARE(y.samples.first, all.samples.first + 2);
        }
    }

    void windowsAreOnTheGridAndInside()
    {
        WorldSource source(config(), {.batch_size = 50}, 8);
        QSet<int> tops;
        for (const auto& w : source.batch(0).windows) {
            QCOMPARE(w.side, std::int64_t(16));
            QVERIFY(w.top % 8 == 0 && w.left % 8 == 0);
            QVERIFY(w.top >= 0 && w.top <= 16 && w.left >= 0 && w.left <= 16);
            tops.insert(int(w.top));
        }
        QCOMPARE(tops, QSet<int>({0, 8, 16}));
    }

    void picturesAreUsedAsOftenAsAsked()
    {
        WorldSource source(config(), {.batch_size = 10}, 4);
        QMap<std::string, int> uses;
        for (int b = 0; b < 100; ++b)
            for (const auto& key : source.batch(b).keys)
                ++uses[key];
        const double mean = 1000.0 / double(uses.size());
        QVERIFY2(mean > 3.0 && mean < 5.0, qPrintable(QString::number(mean)));
    }
};

QTEST_GUILESS_MAIN(WorldSourceTest)
#include "world_source_test.moc"
