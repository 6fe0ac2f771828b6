// SPDX-License-Identifier: MIT
#include "live/reach_finder.h"
#include "support/fake_generator.h"

#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace sfumato;
using sfumato::test::FakeGenerator;

/// How far a change of the map is seen, by two pictures.
class ReachFinderTest : public QObject {
    Q_OBJECT

private:
    static constexpr int kSide = ReachFinder::kSide;

    // Differs from grey by so much at so many pixels from the square.
    static ldm::Image picture(const std::function<int(int)>& difference)
    {
        ldm::Image image{kSide, kSide, 3, {}};
        const int begin = (kSide - ReachFinder::kSquare) / 2, end = begin + ReachFinder::kSquare;
        const auto beyond = [&](int at) { return std::max({begin - at, at - end + 1, 0}); };
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x)
                image.pixels.insert(image.pixels.end(), 3,
                                    std::uint8_t(100 + difference(std::max(beyond(x), beyond(y)))));
        return image;
    }

    static ldm::Recipe recipe(int labels)
    {
        ldm::Recipe r;
        r.width = r.height = 512;
        r.steps = 40;
        r.seed = 9;
        r.eta = 1.0;
        r.guidance = 2.5;
        r.model_hash = "hash";
        ldm::LabelMap map{4, 4, std::vector<std::uint8_t>(16, 3)};
        for (int i = 0; i < labels; ++i)
            map.labels[size_t(i)] = std::uint8_t(i < 3 ? 5 : 6);
        r.map = std::make_shared<ldm::LabelMap>(std::move(map));
        return r;
    }

private Q_SLOTS:
    void init() { FakeGenerator::held = FakeGenerator::fail = false; }

    void itEndsWhereTheDifferenceIsNotSeen()
    {
        const auto plain = picture([](int) { return 0; });
        const auto fades = [&](int until, int far) {
            return reachBetween(plain, picture([=](int d) {
                                    return d == 0 ? 90 : d <= until ? 9 : far;
                                }));
        };
        QCOMPARE(fades(20, 0), 24);
        QCOMPARE(fades(20, 2), 24);  // 42 dB
        QCOMPARE(fades(48, 2), 48);
        QCOMPARE(fades(0, 0), ReachFinder::kRing);
        QCOMPARE(fades(20, 3), ReachFinder::kEverywhere);  // 39 dB
    }

    void twoRecipesDifferInASquare()
    {
        const auto [one, other] = reachRecipes(recipe(4));
        QCOMPARE(one.guidance, 2.5);
        QCOMPARE(one.steps, ReachFinder::kSteps);
        QCOMPARE(one.eta, 0.0);
        QCOMPARE(one.map->width, kSide);
        QCOMPARE(one.width, kSide);
        int differ = 0;
        for (size_t i = 0; i < one.map->labels.size(); ++i)
            if (one.map->labels[i] != other.map->labels[i]) {
                ++differ;
                QCOMPARE(int(one.map->labels[i]), 3);
                QCOMPARE(int(other.map->labels[i]), 5);  // the most frequent other one
            }
        QCOMPARE(differ, ReachFinder::kSquare * ReachFinder::kSquare);
        QCOMPARE(int(reachRecipes(recipe(0))[1].map->labels[kSide / 2 * kSide + kSide / 2]), 0);
    }

    void aModelIsLookedAtOnce()
    {
        JobQueue queue(std::make_unique<FakeGenerator>());
        ReachFinder finder(queue);
        connect(&queue, &JobQueue::finished, this, [&](int job, const Outcome& outcome) {
            QVERIFY(finder.owns(job) && finder.take(job, outcome));
        });
        QSignalSpy idle(&queue, &JobQueue::idle);
        QCOMPARE(finder.reachOf("hash"), 0);
        // More urgent things come first: then nothing is known yet.
        FakeGenerator::held = true;
        finder.begin(recipe(3));
        finder.stop();
        FakeGenerator::held = false;
        QVERIFY(idle.wait());
        QCOMPARE(finder.reachOf("hash"), 0);
        finder.begin(recipe(3));
        QVERIFY(idle.wait());
        QCOMPARE(finder.reachOf("hash"), ReachFinder::kRing);  // the stand-in's are all alike
        QCOMPARE(finder.reachOf("another"), 0);
    }
};

QTEST_GUILESS_MAIN(ReachFinderTest)
#include "reach_finder_test.moc"
