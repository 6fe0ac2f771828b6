// SPDX-License-Identifier: MIT
#include "explore/blend_dial.h"
#include "explore/canvas_size_dialog.h"
#include "explore/xray_panel.h"
#include "panel/vary_row.h"
#include "support/fake_generator.h"

#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// Small panels: variations, the blend of two seeds, X-ray, the canvas's size.
class RoomsWidgetsTest : public QObject {
    Q_OBJECT

private:
    static PicturePtr picture(std::uint64_t seed)
    {
        auto made = std::make_shared<ldm::Picture>();
        made->image = {8, 8, 3, std::vector<std::uint8_t>(192, 90)};
        made->recipe.seed = seed;
        return made;
    }

private Q_SLOTS:
    void aVariationIsASmallShareOfAnotherSeed()
    {
        VaryRow row;
        QVERIFY(row.blend().empty());
        row.setShare(0.2);
        QCOMPARE(row.blend().size(), size_t(1));
        QCOMPARE(row.blend().front().weight, 0.2);
        const auto seed = row.blend().front().seed;
        QSignalSpy changed(&row, &VaryRow::changed);
        row.roll();
        QCOMPARE(changed.size(), 1);
        QVERIFY(row.blend().front().seed != seed);
        QCOMPARE(row.blend().front().weight, 0.2);
    }

    void variationsOfAVariationAreAChain()
    {
        VaryRow row;
        row.setBlend({{5, 0.3}});
        QVERIFY(!row.isOn());
        row.setShare(0.1);
        QCOMPARE(row.blend().size(), size_t(2));
        QCOMPARE(row.blend().front(), (ldm::SeedShare{5, 0.3}));
        row.findChild<QToolButton*>(QStringLiteral("clearBlend"))->click();
        QVERIFY(row.blend().empty());
    }

    void theDialSlidesBetweenTwoSeeds()
    {
        BlendDial dial;
        QSignalSpy turned(&dial, &BlendDial::turned);
        dial.open(picture(3), picture(8));
        QCOMPARE(turned.size(), 1);
        QCOMPARE(dial.seed(), std::uint64_t(3));
        QCOMPARE(dial.blend(), (std::vector<ldm::SeedShare>{{8, 0.5}}));
        dial.setShare(1.0);
        QCOMPARE(turned.size(), 2);
        QCOMPARE(dial.blend(), (std::vector<ldm::SeedShare>{{8, 1.0}}));
        dial.setShare(0.0);
        QVERIFY(dial.blend().empty());
    }

    void eachWordShowsWhereItActs()
    {
        FakeGenerator::fail = false;
        JobQueue queue(std::make_unique<FakeGenerator>());
        XrayPanel panel(queue);
        auto made = std::make_shared<ldm::Picture>();
        panel.setSource([&]() -> std::shared_ptr<const ldm::Picture> { return made; });
        auto* words = panel.findChild<QListWidget*>();
        made->recipe.boxes = {{1}, {4}};
        panel.findChild<QPushButton*>()->click();
        QTRY_COMPARE(words->count(), 2);
        QCOMPARE(words->item(1)->text(), QString("box 4"));
        QSignalSpy pointed(&panel, &XrayPanel::pointedAt);
        words->setCurrentRow(1);
        QCOMPARE(pointed.size(), 1);
        const auto glow = pointed.last().first().value<QImage>();
        QCOMPARE(glow.size(), QSize(4, 4));
        QVERIFY(qAlpha(glow.pixel(1, 1)) > 150);
        panel.clear();
        QCOMPARE(words->count(), 0);
        QVERIFY(pointed.last().first().value<QImage>().isNull());

        made->recipe.boxes.clear();
        panel.look();
        QTRY_VERIFY(panel.findChild<QPushButton*>()->isEnabled());
        QCOMPARE(words->count(), 0);
    }

    void aCanvasGrowsAwayFromWhatStays_data()
    {
        QTest::addColumn<QSize>("to");
        QTest::addColumn<QPoint>("anchor");
        QTest::addColumn<QMargins>("margins");
        QTest::newRow("right") << QSize(320, 256) << QPoint(0, 1) << QMargins(0, 0, 64, 0);
        QTest::newRow("left") << QSize(320, 256) << QPoint(2, 1) << QMargins(64, 0, 0, 0);
        QTest::newRow("both") << QSize(320, 256) << QPoint(1, 1) << QMargins(32, 0, 32, 0);
        QTest::newRow("up") << QSize(256, 512) << QPoint(1, 2) << QMargins(0, 256, 0, 0);
        QTest::newRow("whole cells") << QSize(269, 256) << QPoint(1, 1) << QMargins(8, 0, 8, 0);
        QTest::newRow("less") << QSize(128, 256) << QPoint(0, 0) << QMargins(0, 0, -128, 0);
    }

    void aCanvasGrowsAwayFromWhatStays()
    {
        QFETCH(QSize, to);
        QFETCH(QPoint, anchor);
        QFETCH(QMargins, margins);
        QCOMPARE(CanvasSizeDialog::marginsFor({256, 256}, to, anchor, 8), margins);
    }
};

QTEST_MAIN(RoomsWidgetsTest)
#include "rooms_widgets_test.moc"
