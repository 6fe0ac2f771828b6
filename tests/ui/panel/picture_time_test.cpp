// SPDX-License-Identifier: MIT
#include "panel/picture_panel.h"

#include <QSlider>
#include <QTest>

using namespace sfumato;

/// Seconds, not steps: what the dial promises, from what was measured.
class PictureTimeTest : public QObject {
    Q_OBJECT

private:
    static ldm::Picture run(int side, int steps, double seconds, double decode = 0.0)
    {
        ldm::Picture picture;
        picture.recipe.model = "m";
        picture.recipe.width = picture.recipe.height = side;
        picture.recipe.steps = steps;
        picture.timings.sample = seconds;
        picture.timings.decode = decode;
        return picture;
    }

    static QSlider* dial(PicturePanel& panel)
    {
        for (auto* slider : panel.findChildren<QSlider*>())
            if (slider->accessibleName() == QStringLiteral("Time"))
                return slider;
        return nullptr;
    }

private Q_SLOTS:
    void runsTeachHowFastItIs()
    {
        SpeedTable table;
        QCOMPARE(table.speedOf(run(256, 10, 0).recipe).step, 0.0);
        table.learn(run(256, 10, 2.0, 0.5));
        const auto speed = table.speedOf(run(256, 1, 0).recipe);
        QCOMPARE(speed.seconds(10), 2.5);
        QCOMPARE(speed.stepsIn(4.5), 20);
        QCOMPARE(speed.stepsIn(0.1), 1);
        // Another size is reckoned from the nearest that is known.
        QCOMPARE(table.speedOf(run(512, 1, 0).recipe).seconds(10), 10.0);
        table.learn(run(512, 10, 20.0));
        QCOMPARE(table.speedOf(run(512, 1, 0).recipe).seconds(10), 20.0);
        QCOMPARE(table.speedOf(run(256, 1, 0).recipe).seconds(10), 2.5);
        // One slow run counts for half.
        table.learn(run(256, 10, 4.0, 0.5));
        QCOMPARE(table.speedOf(run(256, 1, 0).recipe).seconds(10), 3.5);
    }

    // Twice, then four times: the second pass has four times as many pixels as the photo.
    void eightTimesLargerIsFivePhotos()
    {
        SpeedTable table;
        auto eight = run(100, 10, 5.0);
        eight.recipe.task = ldm::TaskKind::Upscale;
        eight.recipe.scale = 8;
        table.learn(eight);
        QCOMPARE(table.speedOf(eight.recipe).seconds(10), 5.0);
        auto four = eight.recipe;
        four.scale = 4;
        QCOMPARE(table.speedOf(four).seconds(10), 1.0);
        QCOMPARE(table.speedOf(four, 20000.0).seconds(10), 2.0);
    }

    void otherModelsAndGuidanceAreOtherSpeeds()
    {
        SpeedTable table;
        table.learn(run(256, 10, 2.0));
        auto other = run(256, 10, 0).recipe;
        other.guidance = 4.0;
        QCOMPARE(table.speedOf(other).step, 0.0);
        other = run(256, 10, 0).recipe;
        other.model = "n";
        QCOMPARE(table.speedOf(other).step, 0.0);
        auto branched = run(256, 10, 0.1);
        branched.recipe.origin = std::make_shared<ldm::Origin>();
        table.learn(branched);
        QCOMPARE(table.speedOf(run(256, 1, 0).recipe).seconds(10), 2.0);
    }

    void theDialHoldsItsTime()
    {
        PicturePanel panel;
        panel.setSpeed({.step = 0.1, .fixed = 0.0});
        dial(panel)->setValue(40);  // four seconds
        QCOMPARE(panel.recipe().steps, 40);
        panel.setSpeed({.step = 0.4, .fixed = 0.0});  // a larger picture
        QCOMPARE(panel.recipe().steps, 10);
        QCOMPARE(dial(panel)->value(), 10);
        panel.setSpeed({.step = 0.45, .fixed = 0.0});  // about as fast: the same picture stays
        QCOMPARE(panel.recipe().steps, 10);
        panel.setSpeed({.step = 0.1, .fixed = 0.0});
        QCOMPARE(panel.recipe().steps, 40);
    }

    void stepsThatWereAskedForStay()
    {
        PicturePanel panel;
        panel.setSpeed({.step = 0.1, .fixed = 0.0});
        dial(panel)->setValue(40);
        auto recipe = panel.recipe();
        recipe.steps = 25;
        panel.setRecipe(recipe);
        panel.setSpeed({.step = 1.0, .fixed = 0.0});
        QCOMPARE(panel.recipe().steps, 25);
    }
};

QTEST_MAIN(PictureTimeTest)
#include "picture_time_test.moc"
