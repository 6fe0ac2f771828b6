// SPDX-License-Identifier: MIT
#include "explore/region.h"
#include "explore/renewal.h"
#include "explore/seed_spread.h"
#include "explore/seen_picture.h"

#include <QTest>

using namespace sfumato;

/// Parts of pictures, and recipes that make only a part anew.
class RegionTest : public QObject {
    Q_OBJECT

private:
    static QImage mapOf(const QList<QByteArray>& rows)
    {
        QImage map(int(rows.first().size()), int(rows.size()), QImage::Format_Indexed8);
        for (int y = 0; y < map.height(); ++y)
            for (int x = 0; x < map.width(); ++x)
                map.scanLine(y)[x] = uchar(rows[y][x] - '0');
        return map;
    }

    static QImage square(QSize size, QRect rect)
    {
        return maskOf(ldm::LabelledBox{.label = 0,
                                       .x = double(rect.x()) / size.width(),
                                       .y = double(rect.y()) / size.height(),
                                       .width = double(rect.width()) / size.width(),
                                       .height = double(rect.height()) / size.height()},
                      size);
    }

    static ldm::Recipe recipe()
    {
        ldm::Recipe r;
        r.model = "m";
        r.width = r.height = 64;
        r.steps = 10;
        r.seed = 7;
        return r;
    }

private Q_SLOTS:
    void anIslandEndsWhereItsLabelDoes()
    {
        const QImage map = mapOf({"11022", "10022", "00011", "11011"});
        QCOMPARE(shareOf(islandAt(map, {0, 0})), 3.0 / 20);
        QCOMPARE(boundsOf(islandAt(map, {0, 0})), QRect(0, 0, 2, 2));
        QCOMPARE(boundsOf(islandAt(map, {4, 3})), QRect(3, 2, 2, 2));
        QCOMPARE(shareOf(islandAt(map, {2, 0})), 7.0 / 20);
        QVERIFY(islandAt(map, {9, 0}).isNull());
    }

    void aBlockThatIsTouchedIsInIt()
    {
        const QImage mask = inBlocks(square({60, 48}, {23, 8, 2, 8}), 8);
        QCOMPARE(boundsOf(mask), QRect(16, 8, 16, 8));
        QCOMPARE(shareOf(mask), 16.0 * 8 / (60 * 48));
        QCOMPARE(boundsOf(inBlocks(square({60, 48}, {58, 40, 2, 2}), 8)), QRect(56, 40, 4, 8));
    }

    void edgesAreSoftInsideOnly()
    {
        const QImage mask = feathered(square({64, 48}, {20, 0, 24, 30}), 5);
        const auto at = [&](int x, int y) { return int(mask.constScanLine(y)[x]); };
        QCOMPARE(at(19, 10), 0);
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(at(20 + i, 10), 51 * (i + 1));
            QCOMPARE(at(43 - i, 10), 51 * (i + 1));
            QCOMPARE(at(32, 29 - i), 51 * (i + 1));
        }
        QCOMPARE(at(21, 28), 102);
        QCOMPARE(at(32, 0), 255);  // the border of the picture is no edge
        QCOMPARE(boundsOf(mask).top(), 0);
    }

    void growingReachesItsDistanceAndNoFurther()
    {
        const QImage mask = dilated(square({64, 48}, {20, 10, 8, 4}), 5);
        QCOMPARE(boundsOf(mask), QRect(15, 5, 18, 14));
        QCOMPARE(shareOf(mask), 18.0 * 14 / (64 * 48));
        QCOMPARE(boundsOf(dilated(square({64, 48}, {0, 0, 4, 4}), 100)), QRect(0, 0, 64, 48));
        QCOMPARE(shareOf(dilated(square({8, 8}, {}), 3)), 0.0);
    }

    void masksCombine()
    {
        const QImage a = square({32, 32}, {0, 0, 8, 8}), b = square({32, 32}, {20, 20, 8, 8});
        QVERIFY(areApart(a, b));
        QVERIFY(!areApart(a, dilated(b, 20)));
        QCOMPARE(shareOf(united(a, b)), 128.0 / 1024);
        QCOMPARE(shareOf(inverted(a)), 960.0 / 1024);
        QCOMPARE(fromMask(*toMask(a)), a);
        const QImage map = mapOf({"0012"}), other = mapOf({"0112"});
        QCOMPARE(boundsOf(differenceOf(map, other)), QRect(1, 0, 1, 1));
        QVERIFY(differenceOf(map, mapOf({"00"})).isNull());
    }

    void pinsKeepWhatTheyCover()
    {
        auto next = recipe();
        next.seed = 9;
        next.steps = 30;
        keepPinned(next, recipe(), square({64, 64}, {0, 0, 16, 16}));
        QVERIFY(next.origin && next.origin->renewed);
        QCOMPARE(next.seed, std::uint64_t(9));
        QCOMPARE(next.steps, 10);
        QVERIFY(*next.origin->recipe == recipe());
        const QImage renewed = fromMask(*next.origin->renewed);
        QCOMPARE(renewed.pixelColor(3, 3).red(), 0);
        QCOMPARE(renewed.pixelColor(40, 3).red(), 255);

        // Rolled again, it still goes back to the first: nothing piles up.
        auto third = recipe();
        third.seed = 10;
        keepPinned(third, next, square({64, 64}, {0, 0, 16, 16}));
        QCOMPARE(ldm::count_origins(third), 1);
        QVERIFY(*third.origin->recipe == recipe());
    }

    void oneThingDicedTwiceHasOneSeedAndOneOrigin()
    {
        const QImage where = square({64, 64}, {10, 10, 10, 10});
        const auto once = diced(recipe(), recipe(), where, 100);
        const auto twice = diced(recipe(), once, where, 200);
        QCOMPARE(twice.reseeded.size(), size_t(1));
        QCOMPARE(twice.reseeded.front().seed, std::uint64_t(200));
        QCOMPARE(ldm::count_origins(twice), 1);
        QVERIFY(*twice.origin->recipe == recipe());
        const QImage renewed = fromMask(*twice.origin->renewed);
        QCOMPARE(boundsOf(renewed), boundsOf(dilated(where, kReach)));
    }

    void manyThingsDicedStayShallow()
    {
        auto shown = recipe();
        shown.width = shown.height = 1024;
        for (int i = 0; i < 9; ++i)
            shown = diced(recipe(), shown,
                          square({1024, 1024}, {100 * (i % 3) * 3, 100 * (i / 3) * 3, 8, 8}),
                          std::uint64_t(i));
        QCOMPARE(shown.reseeded.size(), size_t(9));
        QVERIFY(ldm::count_origins(shown) <= 3);
        // What was made anew before, and is no longer an origin, is made anew alike.
        const auto deepest = [](const ldm::Recipe* r) {
            while (r->origin)
                r = r->origin->recipe.get();
            return r->reseeded.size();
        };
        QCOMPARE(deepest(&shown), size_t(0));
    }

    void originsStepAsTheRecipeDoes()
    {
        auto next = recipe();
        keepPinned(next, recipe(), square({64, 64}, {0, 0, 16, 16}));
        next.steps = 4;
        next.spacing = ldm::SpacingKind::Trailing;
        stepOriginsAlike(next);
        QCOMPARE(next.origin->recipe->steps, 4);
        QCOMPARE(next.origin->recipe->spacing, ldm::SpacingKind::Trailing);
        QCOMPARE(next.origin->recipe->seed, std::uint64_t(7));
        // A branch keeps the steps that were taken.
        auto branch = recipe();
        auto origin = std::make_shared<ldm::Origin>();
        origin->recipe = std::make_shared<const ldm::Recipe>(recipe());
        origin->step = 3;
        branch.origin = origin;
        branch.steps = 4;
        stepOriginsAlike(branch);
        QCOMPARE(branch.origin->recipe->steps, 10);
    }

    void largerKeepsItsShape()
    {
        auto once = diced(recipe(), recipe(), square({64, 64}, {10, 10, 10, 10}), 5);
        once.noise_x = -16;
        const auto larger = enlarged(once, 2);
        QCOMPARE(larger.width, 128);
        QCOMPARE(larger.noise_x, -32);
        QCOMPARE(larger.origin->recipe->height, 128);
        QCOMPARE(once.origin->recipe->height, 64);
    }

    void undecidedIsWhereSketchesDiffer()
    {
        QImage a(32, 32, QImage::Format_RGB888), b = a;
        a.fill(QColor(90, 90, 90));
        b = a;
        for (int y = 0; y < 32; ++y)
            for (int x = 16; x < 32; ++x)
                b.setPixelColor(x, y, QColor(200, 200, 200));
        QVERIFY(spreadOf({a}).isNull());
        const QImage spread = spreadOf({a, b, a});
        QCOMPARE(spread.pixelColor(3, 3).red(), 0);
        QCOMPARE(spread.pixelColor(28, 3).red(), 255);
        QCOMPARE(qAlpha(glowOf(spread).pixel(3, 3)), 0);
        QVERIFY(qAlpha(glowOf(spread).pixel(28, 3)) > 200);
        QCOMPARE(shareOf(spreadOf({a, a})), 0.0);
    }

    void whatIsLostIsOutlined()
    {
        QImage photo(128, 64, QImage::Format_RGB888);
        photo.fill(QColor(100, 120, 140));
        QCOMPARE(seenPicture(photo, photo), photo);
        QImage seen = photo;
        for (int y = 16; y < 32; ++y)
            for (int x = 32; x < 48; ++x)
                seen.setPixelColor(x, y, Qt::black);
        const QImage outlined = seenPicture(photo, seen);
        QVERIFY(outlined.pixelColor(32, 16) != seen.pixelColor(32, 16));
        QCOMPARE(outlined.pixelColor(40, 24), seen.pixelColor(40, 24));
        QCOMPARE(outlined.pixelColor(100, 50), photo.pixelColor(100, 50));
    }
};

QTEST_GUILESS_MAIN(RegionTest)
#include "region_test.moc"
