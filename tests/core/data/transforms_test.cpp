// SPDX-License-Identifier: MIT
#include "data/degraded.h"
#include "data/framing.h"
#include "data/hole_masks.h"
#include "ldm/error.h"
#include "support/data_samples.h"

#include <QTest>

#include <array>
#include <set>

using namespace ldm;

namespace {

/// One picture with a map of the same pattern: label = red / 16.
class OnePicture : public data::Dataset {
public:
    OnePicture(int width, int height)
    {
        example_.key = "one";
        example_.image = samples::picture(width, height, 1);
        LabelMap map{width, height, {}};
        for (size_t i = 0; i < example_.image.pixels.size(); i += 3)
            map.labels.push_back(std::uint8_t(example_.image.pixels[i] / 16));
        example_.map = std::move(map);
    }
    std::int64_t size() const override { return 1; }
    data::Example read(std::int64_t, std::uint64_t) const override { return example_; }

    data::Example example_;
};

}  // namespace

/// Crops, flips, degradation and holes.
class TransformsTest : public QObject {
    Q_OBJECT

private:
    static data::Example framed(int width, int height, const data::FrameOptions& options,
                                std::uint64_t seed = 0)
    {
        return data::Framed(std::make_shared<OnePicture>(width, height), options).read(0, seed);
    }

    static double share(const Image& mask)
    {
        return double(std::count(mask.pixels.begin(), mask.pixels.end(), 255)) /
               double(mask.pixels.size());
    }

private Q_SLOTS:
    void cutsTheMiddle()
    {
        const auto example = framed(12, 8, {8});
        const auto whole = samples::picture(12, 8, 1);
        QCOMPARE(example.image.width, 8);
        for (int y = 0; y < 8; ++y)
            for (int i = 0; i < 24; ++i)
                QCOMPARE(example.image.pixels[size_t(y * 24 + i)],
                         whole.pixels[size_t(y * 36 + 6 + i)]);
        QVERIFY((example.shown == data::Shown{2.0 / 12, 0, 8.0 / 12, 1, false}));
    }

    void mapsGoAlong()
    {
        data::FrameOptions options{16, 40};
        options.crop = data::Crop::Random;
        options.flip = 0.5;
        std::set<bool> mirrored;
        std::set<double> places;
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const auto example = framed(60, 40, options, seed);  // no resize: 40 is 40
            for (size_t i = 0; i < example.map->labels.size(); ++i)
                QCOMPARE(int(example.map->labels[i]), example.image.pixels[3 * i] / 16);
            mirrored.insert(example.shown.mirrored);
            places.insert(example.shown.x);
            QVERIFY(example == framed(60, 40, options, seed));
        }
        QCOMPARE(mirrored.size(), size_t(2));
        QVERIFY(places.size() > 10);
        QCOMPARE(framed(30, 20, {10}).map->labels.size(), size_t(100));
    }

    void mirrorsTheRightWay()
    {
        data::FrameOptions options{8};
        options.flip = 1.0;
        const auto example = framed(8, 8, options);
        const auto whole = samples::picture(8, 8, 1);
        QVERIFY(example.shown.mirrored);
        for (int x = 0; x < 8; ++x)
            QCOMPARE(example.image.pixels[size_t(x * 3)], whole.pixels[size_t((7 - x) * 3)]);
    }

    void cutsFirstWhereAsked()
    {
        data::FrameOptions options{16};
        options.crop_first = true;
        options.crop = data::Crop::Random;
        options.min_crop = 0.5;
        options.resample = data::Resample::CvArea;
        std::set<double> sides;
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const auto example = framed(100, 80, options, seed);
            QCOMPARE(example.image.width, 16);
            QCOMPARE(example.map->height, 16);
            const double side = example.shown.height * 80;
            QVERIFY(side >= 40 && side <= 80);
            QVERIFY(std::abs(example.shown.width * 100 - side) < 1e-9);
            sides.insert(side);
        }
        QVERIFY(sides.size() > 8);
        options.crop = data::Crop::Random2d;
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            QVERIFY(framed(100, 80, options, seed).shown.height * 80 >= 16);
        for (const auto* how : {"cv_linear", "cv_cubic", "pil_bilinear", "pil_bicubic"}) {
            options.resample = data::resample_from_name(how);
            QCOMPARE(framed(33, 47, options, 3).image.pixels.size(), size_t(16 * 16 * 3));
        }
    }

    void refusesWhatCannotBeCut()
    {
        QVERIFY_EXCEPTION_THROWN(framed(100, 1, {8}), Error);
        data::FrameOptions options{8};
        options.min_side = 50;
        QVERIFY_EXCEPTION_THROWN(framed(60, 49, options), Error);
        QVERIFY_EXCEPTION_THROWN(framed(60, 49, {8, 4}), Error);
        QVERIFY_EXCEPTION_THROWN(data::resample_from_name("best"), Error);
        QVERIFY_EXCEPTION_THROWN(data::crop_from_name("top"), Error);
    }

    void makesPicturesSmall()
    {
        const auto one = std::make_shared<OnePicture>(64, 64);
        const data::Degraded box(one, DegradeKind::PilBox, 4);
        const auto example = box.read(0, 0);
        QCOMPARE(example.low_res->width, 16);
        QVERIFY(example.image == one->example_.image);
        int sum = 0;
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 4; ++x)
                sum += example.image.pixels[size_t((y * 64 + x) * 3)];
        QVERIFY(std::abs(example.low_res->pixels[0] - sum / 16) <= 1);
        const data::Degraded bsr(one, DegradeKind::BsrganLight, 4);
        QVERIFY(bsr.read(0, 1).low_res == bsr.read(0, 1).low_res);
        QVERIFY(bsr.read(0, 1).low_res != bsr.read(0, 2).low_res);
        QVERIFY_EXCEPTION_THROWN(data::Degraded(one, DegradeKind::Bsrgan, 3), Error);
    }

    void drawsHolesInTheirShares()
    {
        std::array<int, 4> counts{};
        for (std::uint64_t seed = 0; seed < 10000; ++seed)
            ++counts[size_t(data::draw_hole_kind(seed))];
        constexpr std::array kWanted{4000, 3000, 2000, 1000};
        for (size_t i = 0; i < 4; ++i)
            QVERIFY(std::abs(counts[i] - kWanted[i]) < 200);
    }

    void holesAreUsable()
    {
        const auto one = std::make_shared<OnePicture>(64, 48);
        data::Example bare = one->example_;
        bare.map.reset();
        for (std::uint64_t seed = 0; seed < 40; ++seed)
            for (const auto kind : {data::HoleKind::Strokes, data::HoleKind::Boxes,
                                    data::HoleKind::Region, data::HoleKind::Object})
                for (const data::Example* example :
                     {&std::as_const(one->example_), &std::as_const(bare)}) {
                    const auto mask = data::draw_hole(*example, kind, seed);
                    QCOMPARE(mask.pixels.size(), size_t(64 * 48));
                    const auto black = std::count(mask.pixels.begin(), mask.pixels.end(), 0);
                    QCOMPARE(share(mask) + double(black) / (64 * 48), 1.0);
                    QVERIFY(share(mask) >= 0.01 && share(mask) <= 0.6);
                    QVERIFY(mask == data::draw_hole(*example, kind, seed));
                }
        data::Example tiny;
        tiny.image = samples::picture(2, 2, 0);
        QVERIFY(share(data::draw_hole(tiny, data::HoleKind::Object, 1)) > 0.0);
        QVERIFY(data::Holed(one).read(0, 5).mask.has_value());
    }

    void regionsCoverTheirLabel()
    {
        data::Example example;
        example.image = samples::picture(40, 40, 0);
        example.map = LabelMap{40, 40, std::vector<std::uint8_t>(1600, 1)};
        for (int y = 10; y < 20; ++y)
            for (int x = 10; x < 20; ++x)
                example.map->labels[size_t(y * 40 + x)] = 2;
        bool seen = false;
        for (std::uint64_t seed = 0; seed < 60 && !seen; ++seed) {
            const auto mask = data::draw_hole(example, data::HoleKind::Region, seed);
            seen = share(mask) < 0.2;
            for (int i = 10; seen && i < 20; ++i)
                seen = mask.pixels[size_t(i * 40 + i)] == 255;
        }
        QVERIFY(seen);
    }
};

QTEST_GUILESS_MAIN(TransformsTest)
#include "transforms_test.moc"
