// SPDX-License-Identifier: MIT
#include "document/scene_readings.h"

#include <QTest>

using namespace sfumato;

class SceneReadingsTest : public QObject {
    Q_OBJECT

private:
    static void fill(QImage& map, QRect rect, int label)
    {
        for (int y = rect.top(); y <= rect.bottom(); ++y)
            for (int x = rect.left(); x <= rect.right(); ++x)
                map.scanLine(y)[x] = uchar(label);
    }

private Q_SLOTS:
    void largerBoxesLieBelow()
    {
        const BoxList boxes{{1, 0.25, 0.25, 0.25, 0.25}, {0, 0.0, 0.0, 1.0, 0.5}};
        const QImage map = mapOfBoxes(boxes, {40, 40}, {5, 6}, 9);
        QCOMPARE(map.pixelIndex(0, 0), 5);
        QCOMPARE(map.pixelIndex(10, 10), 6);
        QCOMPARE(map.pixelIndex(19, 19), 6);
        QCOMPARE(map.pixelIndex(20, 19), 5);
        QCOMPARE(map.pixelIndex(20, 39), 9);
    }

    void labelsThatTheOtherLacksAreLeftOut()
    {
        const QImage map =
            mapOfBoxes({{0, 0, 0, 1, 1}, {7, 0, 0, 1, 1}, {-1, 0, 0, 1, 1}}, {4, 4}, {-1}, 2);
        QCOMPARE(map.pixelIndex(3, 3), 2);
    }

    void boxesBeyondThePictureAreCut()
    {
        const QImage map = mapOfBoxes({{0, 0.5, -1.0, 4.0, 9.0}}, {10, 10}, {3}, 0);
        QCOMPARE(map.pixelIndex(4, 5), 0);
        QCOMPARE(map.pixelIndex(9, 9), 3);
    }

    void islandsBecomeBoxes()
    {
        QImage map(100, 50, QImage::Format_Indexed8);
        map.fill(0);
        fill(map, {10, 10, 20, 20}, 1);
        fill(map, {60, 10, 30, 30}, 1);
        fill(map, {0, 0, 1, 1}, 2);  // too small
        const auto boxes = boxesOfMap(map, {-1, 4, 5});
        QCOMPARE(boxes.size(), size_t(2));
        QCOMPARE(boxes[0].label, 4);
        QCOMPARE(boxes[0].x, 0.6);
        QCOMPARE(boxes[0].width, 0.3);
        QCOMPARE(boxes[1].y, 0.2);
        QCOMPARE(boxes[1].height, 0.4);
        QCOMPARE(boxesOfMap(map, {3, 4, 5}, {0.0, 2}).size(), size_t(2));
    }

    void thereAndBackIsTheSameScene()
    {
        const BoxList boxes{{0, 0.0, 0.0, 1.0, 1.0}, {1, 0.2, 0.2, 0.4, 0.4}};
        const auto again = boxesOfMap(mapOfBoxes(boxes, {50, 50}, {0, 1}, 0), {0, 1});
        QCOMPARE(again, boxes);
    }
};

QTEST_APPLESS_MAIN(SceneReadingsTest)
#include "scene_readings_test.moc"
