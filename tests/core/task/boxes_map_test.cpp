// SPDX-License-Identifier: MIT
#include "task/boxes_map.h"

#include <QTest>

#include <algorithm>

using namespace ldm;

/// Boxes become the rough map that an artist would have painted for them.
class BoxesMapTest : public QObject {
    Q_OBJECT

private:
    static LabelledBox box(int label, double x, double y, double width, double height)
    {
        LabelledBox b;
        b.label = label;
        b.x = x;
        b.y = y;
        b.width = width;
        b.height = height;
        return b;
    }

    static int at(const LabelMap& map, int x, int y)
    {
        return map.labels[size_t(y) * size_t(map.width) + size_t(x)];
    }

    static auto count(const LabelMap& map, int label)
    {
        return std::count(map.labels.begin(), map.labels.end(), std::uint8_t(label));
    }

private Q_SLOTS:
    void aBandGoesFromSideToSide()
    {
        const auto map = task::boxes_to_map({box(3, 0.0, 0.0, 1.0, 0.25)}, 64, 40);
        QCOMPARE(map.width, 64);
        QCOMPARE(map.height, 40);
        QCOMPARE(count(map, 3), 64 * 10);
        QCOMPARE(at(map, 0, 9), 3);
        QCOMPARE(at(map, 0, 10), int(task::kNoLabel));
    }

    void aThingHasNoCornersAndStaysInItsBox()
    {
        const auto map = task::boxes_to_map({box(7, 0.25, 0.25, 0.5, 0.5)}, 128, 128);
        QCOMPARE(at(map, 64, 64), 7);
        QCOMPARE(at(map, 33, 33), int(task::kNoLabel));
        for (int y = 0; y < 128; ++y)
            for (int x = 0; x < 128; ++x)
                QVERIFY(at(map, x, y) == task::kNoLabel ||
                        (x >= 32 && x < 96 && y >= 32 && y < 96));
        QVERIFY(count(map, 7) > 64 * 64 * 6 / 10);
        QVERIFY(count(map, 7) < 64 * 64 * 9 / 10);
    }

    void theSmallerLiesOverTheLarger()
    {
        const std::vector<LabelledBox> boxes{box(1, 0.4, 0.4, 0.2, 0.2),
                                             box(0, 0.0, 0.0, 1.0, 1.0)};
        const auto map = task::boxes_to_map(boxes, 50, 50);
        QCOMPARE(at(map, 25, 25), 1);
        QCOMPARE(at(map, 2, 2), 0);
        QCOMPARE(count(map, task::kNoLabel), std::ptrdiff_t(0));
    }

    void movedItKeepsItsShape()
    {
        const auto here = task::boxes_to_map({box(2, 0.125, 0.125, 0.25, 0.5)}, 64, 64);
        const auto there = task::boxes_to_map({box(2, 0.5, 0.25, 0.25, 0.5)}, 64, 64);
        for (int y = 0; y < 40; ++y)
            for (int x = 0; x < 32; ++x)
                QCOMPARE(at(here, x, y), at(there, x + 24, y + 8));
    }

    void whatLiesOutsideIsCut()
    {
        const auto map = task::boxes_to_map({box(5, 0.75, -0.5, 2.0, 1.0)}, 32, 32);
        QVERIFY(count(map, 5) > 0);
        QCOMPARE(at(map, 0, 0), int(task::kNoLabel));
    }
};

QTEST_APPLESS_MAIN(BoxesMapTest)
#include "boxes_map_test.moc"
