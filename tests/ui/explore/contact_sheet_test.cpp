// SPDX-License-Identifier: MIT
#include "explore/contact_sheet.h"
#include "support/fake_generator.h"

#include <QSignalSpy>
#include <QTest>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// Sketches side by side, of which one goes on.
class ContactSheetTest : public QObject {
    Q_OBJECT

private:
    static ldm::Recipe recipe()
    {
        ldm::Recipe r;
        r.width = 16;
        r.height = 8;
        r.steps = 10;
        r.seed = 40;
        r.map = std::make_shared<ldm::LabelMap>(ldm::LabelMap{1, 1, {2}});
        return r;
    }

    struct Bench {
        Bench() : queue(std::make_unique<FakeGenerator>()), sheet(queue, &canvas)
        {
            canvas.resize(600, 400);
            canvas.show();
        }

        JobQueue queue;
        QWidget canvas;
        ContactSheet sheet;
    };

private Q_SLOTS:
    void init()
    {
        FakeGenerator::steps = 0;
        FakeGenerator::held = false;
        FakeGenerator::fail = false;
        FakeGenerator::delay = 0;
    }

    void nineSeedsAtThreeSteps()
    {
        Bench b;
        b.sheet.open(recipe(), 9);
        QVERIFY(b.sheet.isVisible());
        QTRY_VERIFY(b.sheet.isComplete());
        QCOMPARE(FakeGenerator::steps, 9 * ContactSheet::kSteps);
        QCOMPARE(b.sheet.sketches().size(), 9);
        for (int i = 0; i < 9; ++i) {
            QCOMPARE(b.sheet.recipe(i).seed, std::uint64_t(40 + i));
            QCOMPARE(b.sheet.recipe(i).steps, 10);
            QVERIFY(b.canvas.rect().contains(b.sheet.cellRect(i)));
            for (int j = 0; j < i; ++j)
                QVERIFY(!b.sheet.cellRect(i).intersects(b.sheet.cellRect(j)));
        }
    }

    void theOneThatIsClickedGoesOn()
    {
        Bench b;
        b.sheet.open(recipe(), 9);
        QTRY_VERIFY(b.sheet.isComplete());
        QSignalSpy chosen(&b.sheet, &ContactSheet::chosen);
        QTest::mouseClick(&b.sheet, Qt::LeftButton, {}, b.sheet.cellRect(4).center());
        QCOMPARE(chosen.size(), 1);
        QVERIFY(!b.sheet.isVisible());
        auto wanted = recipe();
        wanted.seed = 44;
        QVERIFY(chosen[0][0].value<ldm::Recipe>() == wanted);
    }

    void keysWalkAndChoose()
    {
        Bench b;
        b.sheet.open(recipe(), 9);
        QTRY_VERIFY(b.sheet.isComplete());
        QSignalSpy chosen(&b.sheet, &ContactSheet::chosen);
        for (const auto key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_Left, Qt::Key_Return})
            QTest::keyClick(&b.sheet, key);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<ldm::Recipe>().seed, std::uint64_t(43));
    }

    void closingEndsWhatIsStillToCome()
    {
        FakeGenerator::held = true;
        Bench b;
        b.sheet.open(recipe(), 16);
        QCOMPARE(b.queue.waiting(), 15);
        QTest::keyClick(&b.sheet, Qt::Key_Escape);
        QVERIFY(!b.sheet.isVisible());
        QCOMPARE(b.queue.waiting(), 0);
        FakeGenerator::held = false;
        QTRY_VERIFY(!b.queue.isRunning());
        QVERIFY(FakeGenerator::steps <= 1);
    }

    void theSameSheetIsNotMadeTwice()
    {
        Bench b;
        b.sheet.open(recipe(), 9);
        QTRY_VERIFY(b.sheet.isComplete());
        b.sheet.leave();
        const int steps = FakeGenerator::steps;
        auto again = recipe();
        again.seed = 43;  // one of the sheet was chosen and is set now
        b.sheet.open(again, 9);
        QVERIFY(b.sheet.isComplete());
        QCOMPARE(FakeGenerator::steps, steps);
        b.sheet.others();
        QCOMPARE(b.sheet.recipe(0).seed, std::uint64_t(49));
        QTRY_VERIFY(b.sheet.isComplete());
    }

    void aFailureIsSaidOnce()
    {
        FakeGenerator::fail = true;
        Bench b;
        QSignalSpy failed(&b.sheet, &ContactSheet::failed);
        b.sheet.open(recipe(), 9);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!b.sheet.isVisible());
        QTRY_VERIFY(!b.queue.isRunning());
        QCOMPARE(failed.size(), 1);
    }
};

QTEST_MAIN(ContactSheetTest)
#include "contact_sheet_test.moc"
