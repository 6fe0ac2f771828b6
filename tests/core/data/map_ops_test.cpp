// SPDX-License-Identifier: MIT
#include "data/world/map_ops.h"
#include "data/world/labels.h"

#include <QTest>

#include <algorithm>

using namespace ldm;
using world::Labels;

class MapOpsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modeFilterOfAUniformMapChangesNothing()
    {
        const Labels map(64, 3);
        QCOMPARE(world::mode_filter(map, 8, 8, 3), map);
    }

    void modeFilterRemovesASpeck()
    {
        Labels map(81, 1);
        map[40] = 7;
        QCOMPARE(world::mode_filter(map, 9, 9, 1), Labels(81, 1));
    }

    void modeFilterKeepsAStraightEdge()
    {
        Labels map(64, 1);
        for (int y = 0; y < 8; ++y)
            std::fill_n(map.begin() + y * 8 + 4, 4, std::uint8_t(2));
        QCOMPARE(world::mode_filter(map, 8, 8, 1), map);
    }

    void smallIslandsTakeTheirSurroundings()
    {
        Labels map(100, 1);
        for (const int i : {22, 23, 32})  // three pixels
            map[size_t(i)] = 5;
        for (int y = 5; y < 9; ++y)  // sixteen pixels
            std::fill_n(map.begin() + y * 10 + 5, 4, std::uint8_t(6));
        Labels want(100, 1);
        for (int y = 5; y < 9; ++y)
            std::fill_n(want.begin() + y * 10 + 5, 4, std::uint8_t(6));
        world::drop_islands(map, 10, 10, 8);
        QCOMPARE(map, want);
    }

    void diagonalNeighboursAreNotConnected()
    {
        Labels map(64, 1);
        for (int i = 1; i < 7; ++i)
            map[size_t(i * 9)] = 4;
        world::drop_islands(map, 8, 8, 2);
        QCOMPARE(map, Labels(64, 1));
    }

    void aMapOfOneSmallRegionStays()
    {
        Labels map(4, 9);
        world::drop_islands(map, 2, 2, 100);
        QCOMPARE(map, Labels(4, 9));
    }

    void simplifyingIsDeterministicAndInventsNoLabel()
    {
        Labels map(64 * 64);
        for (size_t i = 0; i < map.size(); ++i)
            map[i] = std::uint8_t((i / 64 / 16 + i % 64 / 8) % world::kLabelCount);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const auto simple = world::simplify_map(map, 64, 64, seed);
            QCOMPARE(simple, world::simplify_map(map, 64, 64, seed));
            QCOMPARE(simple.size(), map.size());
            QVERIFY(*std::max_element(simple.begin(), simple.end()) < world::kLabelCount);
        }
    }
};

QTEST_APPLESS_MAIN(MapOpsTest)
#include "map_ops_test.moc"
