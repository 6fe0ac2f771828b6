// SPDX-License-Identifier: MIT
#include "data/world/world.h"
#include "data/world/labels.h"
#include "data/world/map_ops.h"
#include "data/world/scene.h"
#include "ldm/error.h"

#include <QTest>

#include <cstdio>
#include <thread>

using namespace ldm;

class WorldTest : public QObject {
    Q_OBJECT

private:
    static world::WorldPicture draw(std::uint64_t seed) { return world::render(seed, {96, 1}); }

private Q_SLOTS:
    void aSeedIsAPicture()
    {
        const auto a = draw(5);
        world::WorldPicture b, c;
        std::thread first([&] { b = draw(5); }), second([&] { c = draw(6); });
        first.join();
        second.join();
        QCOMPARE(a.rgb, b.rgb);
        QCOMPARE(a.labels, b.labels);
        QCOMPARE(a.numbers, b.numbers);
        QCOMPARE(a.caption, b.caption);
        QVERIFY(a.rgb != c.rgb);
    }

    void labelsAreKnownAndHaveNoCrumbs()
    {
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            const auto picture = draw(seed);
            QVERIFY(*std::max_element(picture.labels.begin(), picture.labels.end()) <
                    world::kLabelCount);
            auto cleaned = picture.labels;
            world::drop_islands(cleaned, picture.width, picture.height, 6);
            QCOMPARE(cleaned, picture.labels);
            QVERIFY(!picture.caption.empty());
            QVERIFY(picture.class_id >= 0 && picture.class_id < 80);
        }
    }

    void boxesAreWhatIsSeenOfTheirThings()
    {
        size_t boxes = 0;
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            const auto picture = world::render(seed, {128, 2});
            boxes += picture.objects.size();
            for (size_t i = 0; i < picture.objects.size(); ++i) {
                const auto& o = picture.objects[i];
                QVERIFY(!o.label.empty());
                QVERIFY(o.x >= 0 && o.y >= 0 && o.w > 0 && o.h > 0);
                QVERIFY(o.x + o.w <= 1.0001f && o.y + o.h <= 1.0001f);
                int inside = 0, outside = 0;
                for (int y = 0; y < 128; ++y)
                    for (int x = 0; x < 128; ++x) {
                        if (picture.numbers[size_t(y) * 128 + size_t(x)] != i + 1)
                            continue;
                        const float fx = (float(x) + .5f) / 128, fy = (float(y) + .5f) / 128;
                        const bool in = fx > o.x && fx < o.x + o.w && fy > o.y && fy < o.y + o.h;
                        ++(in ? inside : outside);
                    }
                QCOMPARE(outside, 0);
                QVERIFY(inside > 0);
            }
        }
        QVERIFY2(boxes > 12, "pictures of the world should hold things");
    }

    // Every label covers 3 % of the area or occurs in 30 % of the pictures, so that a model meets
    // each of them often. Mountains, houses … are counted where they fill a thousandth.
    void labelsAreBalanced()
    {
        constexpr int kPictures = 200;
        std::array<double, world::kLabelCount> area{};
        std::array<int, world::kLabelCount> seen{};
        std::array<int, 80> classes{};
        for (std::uint64_t seed = 0; seed < kPictures; ++seed) {
            const auto picture = world::render(7000 + seed, {64, 1});
            std::array<int, world::kLabelCount> count{};
            for (const auto label : picture.labels)
                ++count[label];
            for (size_t i = 0; i < count.size(); ++i) {
                area[i] += double(count[i]) / (64.0 * 64.0 * kPictures);
                seen[i] += count[i] > 64 * 64 / 1000;
            }
            ++classes[size_t(picture.class_id)];
        }
        for (size_t i = 0; i < area.size(); ++i) {
            const double share = double(seen[i]) / kPictures;
            std::printf("%-9s %5.1f %% of the area, in %5.1f %% of pictures\n",
                        world::labels()[i].name, 100 * area[i], 100 * share);
            QVERIFY2(area[i] >= .03 || share >= .3, world::labels()[i].name);
        }
        QVERIFY(std::count(classes.begin(), classes.end(), 0) < 24);
    }

    void aKindAndAnHourCanBeChosen()
    {
        world::WorldOptions options{64, 1};
        options.kind = int(world::Kind::Desert);
        options.light = int(world::Light::Night);
        const auto picture = world::render(3, options);
        QCOMPARE(picture.kind, std::string("desert"));
        QCOMPARE(picture.light, std::string("night"));
        QCOMPARE(picture.class_id, 3 * 8 + 7);
        options.kind = 10;
        QVERIFY_EXCEPTION_THROWN(world::render(3, options), Error);
    }

    void simplifiedMapsAreCoarser()
    {
        int coarser = 0;
        const auto edges = [](const world::Labels& map, int width) {
            int count = 0;
            for (size_t i = 1; i < map.size(); ++i)
                count += i % size_t(width) != 0 && map[i] != map[i - 1];
            return count;
        };
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            const auto picture = draw(seed);
            const auto simple =
                world::simplify_map(picture.labels, picture.width, picture.height, seed);
            QCOMPARE(simple.size(), picture.labels.size());
            coarser += edges(simple, picture.width) < edges(picture.labels, picture.width);
        }
        QVERIFY(coarser >= 8);
    }

    void modeFilterOfAUniformMapChangesNothing()
    {
        const world::Labels map(64, 3);
        QCOMPARE(world::mode_filter(map, 8, 8, 3), map);
    }

    void impossibleSizesAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(world::render(0, {8, 1}), Error);
        QVERIFY_EXCEPTION_THROWN(world::render(0, {256, 9}), Error);
    }
};

QTEST_APPLESS_MAIN(WorldTest)
#include "world_test.moc"
