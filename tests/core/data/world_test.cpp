// SPDX-License-Identifier: MIT
#include "data/world/world.h"
#include "data/world/labels.h"
#include "data/world/map_ops.h"
#include "ldm/error.h"

#include <QTest>

#include <thread>

using namespace ldm;

class WorldTest : public QObject {
    Q_OBJECT

private:
    static world::WorldPicture draw(std::uint64_t seed) { return world::render(seed, {96, 1}); }

private Q_SLOTS:
    void aSeedIsAPicture()
    {
        const auto a = draw(5);
        world::WorldPicture b, c;
        std::thread first([&] { b = draw(5); }), second([&] { c = draw(6); });
        first.join();
        second.join();
        QCOMPARE(a.rgb, b.rgb);
        QCOMPARE(a.labels, b.labels);
        QCOMPARE(a.caption, b.caption);
        QVERIFY(a.rgb != c.rgb);
    }

    void labelsAreKnownAndHaveNoCrumbs()
    {
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            const auto picture = draw(seed);
            QVERIFY(*std::max_element(picture.labels.begin(), picture.labels.end()) <
                    world::kLabelCount);
            auto cleaned = picture.labels;
            world::drop_islands(cleaned, picture.width, picture.height, 6);
            QCOMPARE(cleaned, picture.labels);
            QVERIFY(!picture.caption.empty());
            QVERIFY(picture.class_id >= 0 && picture.class_id < 80);
        }
    }

    void simplifiedMapsAreCoarser()
    {
        int coarser = 0;
        const auto edges = [](const world::Labels& map, int width) {
            int count = 0;
            for (size_t i = 1; i < map.size(); ++i)
                count += i % size_t(width) != 0 && map[i] != map[i - 1];
            return count;
        };
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            const auto picture = draw(seed);
            const auto simple =
                world::simplify_map(picture.labels, picture.width, picture.height, seed);
            QCOMPARE(simple.size(), picture.labels.size());
            coarser += edges(simple, picture.width) < edges(picture.labels, picture.width);
        }
        QVERIFY(coarser >= 8);
    }

    void modeFilterOfAUniformMapChangesNothing()
    {
        const world::Labels map(64, 3);
        QCOMPARE(world::mode_filter(map, 8, 8, 3), map);
    }

    void impossibleSizesAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(world::render(0, {8, 1}), Error);
        QVERIFY_EXCEPTION_THROWN(world::render(0, {256, 9}), Error);
    }
};

QTEST_APPLESS_MAIN(WorldTest)
#include "world_test.moc"
