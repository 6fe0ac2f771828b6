// SPDX-License-Identifier: MIT
#include "canvas/touch_gesture.h"

#include <QTest>

using sfumato::TouchGesture;

class TouchGestureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoFingersMoveAndSpread()
    {
        TouchGesture gesture;
        QVERIFY(!gesture.update({{100, 100}, {200, 100}}, 0));
        const auto step = gesture.update({{80, 130}, {280, 130}}, 16);
        QVERIFY(step);
        QCOMPARE(step->centre, QPointF(180, 130));
        QCOMPARE(step->pan, QPointF(30, 30));
        QCOMPARE(step->zoom, 2.0);
        QCOMPARE(step->rotate, 0.0);
    }

    void aTwistTurnsClockwiseOnceItIsMeant()
    {
        TouchGesture gesture;
        gesture.update({{0, 0}, {100, 0}}, 0);
        const auto little = gesture.update({{0, 0}, {99.6, 8.7}}, 16);  // 5 degrees
        QVERIFY(!little || little->rotate == 0.0);
        const auto more = gesture.update({{0, 0}, {86.6, 50.0}}, 32);  // 30 degrees
        QVERIFY(more && more->rotate > 20.0 && more->rotate < 30.1);
    }

    void tapsAreCounted()
    {
        for (const int fingers : {2, 3, 4}) {
            TouchGesture gesture;
            QList<QPointF> down;
            for (int i = 0; i < fingers; ++i) {
                down.append({100.0 * i, 50.0});
                gesture.update(down, 10 * i);
            }
            down[0] += QPointF(3, 2);  // fingers slip a little
            gesture.update(down, 60);
            QCOMPARE(gesture.end(150), fingers);
            QCOMPARE(gesture.fingers(), 0);
        }
    }

    void slowOrMovingFingersDoNotTap()
    {
        TouchGesture slow;
        slow.update({{0, 0}, {100, 0}}, 0);
        QCOMPARE(slow.end(900), 0);
        TouchGesture moving;
        moving.update({{0, 0}, {100, 0}}, 0);
        moving.update({{0, 60}, {100, 60}}, 50);
        QCOMPARE(moving.end(100), 0);
    }
};

QTEST_GUILESS_MAIN(TouchGestureTest)
#include "touch_gesture_test.moc"
