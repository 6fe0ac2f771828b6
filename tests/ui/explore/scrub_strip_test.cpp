// SPDX-License-Identifier: MIT
#include "explore/scrub_strip.h"
#include "explore/next_run.h"
#include "explore/step_dots.h"
#include "explore/step_film.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace sfumato;

/// The steps of a run, looked at again and branched from.
class ScrubStripTest : public QObject {
    Q_OBJECT

private:
    static ldm::Recipe recipe(int steps)
    {
        ldm::Recipe r;
        r.steps = steps;
        r.seed = 7;
        r.width = r.height = 64;
        return r;
    }

    static StepUpdate step(int number, int total, int side = 4)
    {
        StepUpdate update;
        update.step = number;
        update.total = total;
        update.preview = QImage(side, side, QImage::Format_RGB888);
        update.preview.fill(QColor(number, 0, 0));
        return update;
    }

    static void run(StepFilm& film, int steps, int side = 4)
    {
        film.begin(recipe(steps));
        for (int i = 1; i <= steps; ++i)
            film.add(step(i, steps, side));
        auto picture = std::make_shared<ldm::Picture>();
        picture->recipe = recipe(steps);
        film.finish(picture);
    }

private Q_SLOTS:
    void everyStepIsKept()
    {
        StepFilm film;
        run(film, 10);
        QCOMPARE(film.total(), 10);
        QCOMPARE(film.reached(), 10);
        for (int i = 1; i <= 10; ++i)
            QCOMPARE(film.frame(i).pixelColor(0, 0).red(), i);
        QVERIFY(film.frame(0).isNull());
        run(film, 3);
        QCOMPARE(film.frame(3).pixelColor(0, 0).red(), 3);
        QCOMPARE(film.reached(), 3);
    }

    void memoryIsBoundedAndTheEndsStay()
    {
        StepFilm film;
        film.setBudget(64 * 64 * 3 * 8);
        run(film, 50, 64);
        QVERIFY(film.bytes() <= 64 * 64 * 3 * 8);
        QCOMPARE(film.frame(1).pixelColor(0, 0).red(), 1);
        QCOMPARE(film.frame(50).pixelColor(0, 0).red(), 50);
        // A step that has gone shows the nearest before it.
        for (int i = 1; i <= 50; ++i)
            QVERIFY(film.frame(i).pixelColor(0, 0).red() <= i);
    }

    void walkingShowsStepsAndLeavingEndsIt()
    {
        StepFilm film;
        NextRun next;
        ScrubStrip strip;
        strip.setFilm(&film, &next);
        QSignalSpy shown(&strip, &ScrubStrip::frameShown);
        strip.back();
        QCOMPARE(shown.size(), 0);  // nothing has run yet
        run(film, 10);
        strip.back();
        QCOMPARE(strip.step(), 10);
        strip.back();
        QCOMPARE(strip.step(), 9);
        QCOMPARE(shown.last().first().value<QImage>().pixelColor(0, 0).red(), 9);
        QTest::keyClick(&strip, Qt::Key_Home);
        QCOMPARE(strip.step(), 1);
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(strip.step(), 2);
        QTest::keyClick(&strip, Qt::Key_Escape);
        QCOMPARE(strip.step(), 0);
        QVERIFY(shown.last().first().value<QImage>().isNull());
    }

    void pointingAtADotShowsItsStep()
    {
        StepFilm film;
        NextRun next;
        ScrubStrip strip;
        strip.resize(600, 30);
        strip.show();
        strip.setFilm(&film, &next);
        run(film, 10);
        auto* dots = strip.findChild<StepDots*>();
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
        QTest::mouseMove(dots, dots->placeOf(4).toPoint());
        QTRY_COMPARE(strip.step(), 4);
    }

    void aBranchGoesOnFromTheStepThatIsShown()
    {
        StepFilm film;
        NextRun next;
        ScrubStrip strip;
        strip.setFilm(&film, &next);
        run(film, 10);
        strip.showStep(6);
        strip.findChild<QToolButton*>(QStringLiteral("branchButton"))->click();
        QCOMPARE(next.branchStep(), 6);

        // Settings of the panel are others by now: what both must share is the branch's.
        auto later = recipe(30);
        later.guidance = 2.0;
        QVERIFY(next.apply(later));
        QCOMPARE(later.steps, 10);
        QCOMPARE(later.guidance, 2.0);
        QCOMPARE(later.eta, 0.0);
        QVERIFY(later.origin);
        QCOMPARE(later.origin->step, 6);
        QVERIFY(!later.origin->renewed);
        QVERIFY(*later.origin->recipe == recipe(10));

        // Another seed needs fresh noise to make a difference.
        auto other = recipe(10);
        other.seed = 8;
        QVERIFY(next.apply(other));
        QVERIFY(other.eta > 0.0);

        auto larger = recipe(10);
        larger.width = 128;
        QVERIFY(!next.apply(larger));
        QVERIFY(!larger.origin);

        next.clearBranch();
        auto anew = recipe(10);
        QVERIFY(next.apply(anew));
        QVERIFY(!anew.origin);
    }
};

QTEST_MAIN(ScrubStripTest)
#include "scrub_strip_test.moc"
