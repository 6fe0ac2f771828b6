// SPDX-License-Identifier: MIT
#include "metric/random_view.h"

#include <ATen/ATen.h>

#include <QTest>

#include <set>

using namespace ldm::metric;

/// Views of pictures by chance.
class RandomViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatBelongsTogetherStaysTogether()
    {
        at::manual_seed(1);
        const auto mask = at::rand({2, 1, 24, 32});
        const auto picture = mask.expand({2, 3, 24, 32}).contiguous();
        for (std::uint64_t bits = 0; bits < 5000; bits += 13) {
            const auto seen = random_view(picture, bits), there = random_view(mask, bits);
            QVERIFY(at::equal(seen, there.expand_as(seen)));
            QCOMPARE(seen.numel(), std::int64_t(2 * 3 * 16 * 24));
        }
    }

    void viewsAreOfEveryKind()
    {
        // One bright red pixel in the middle: where it is seen, and in which colour.
        const auto picture = at::zeros({1, 3, 32, 24});
        picture[0][0][14][13] = 1.0;
        std::set<std::int64_t> places, colours, heights;
        for (std::uint64_t bits = 0; bits < 8 * 8 * 8 * 2 * 6; ++bits) {
            const auto view = random_view(picture, bits);
            QCOMPARE(view.sum().item<float>(), 1.0f);
            const auto at = view.contiguous().flatten().argmax().item<std::int64_t>();
            heights.insert(view.size(2));
            places.insert(at % (view.size(2) * view.size(3)));
            colours.insert(at / (view.size(2) * view.size(3)));
        }
        QCOMPARE(heights, (std::set<std::int64_t>{16, 24}));
        QCOMPARE(colours.size(), std::size_t(3));
        QVERIFY2(places.size() > 150, qPrintable(QString::number(places.size())));
    }
};

QTEST_APPLESS_MAIN(RandomViewTest)
#include "random_view_test.moc"
