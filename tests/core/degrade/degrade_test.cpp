// SPDX-License-Identifier: MIT
#include "ldm/degrade.h"
#include "ldm/error.h"

#include <QTest>

using namespace ldm;

class DegradeTest : public QObject {
    Q_OBJECT

private:
    static Image pattern(int width, int height)
    {
        Image image{width, height, 3, {}};
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                for (int c = 0; c < 3; ++c)
                    image.pixels.push_back(std::uint8_t(
                        (x * x * 7 + y * y * 5 + x * y * 3 + c * 40 + (x * y % 7) * 20) % 256));
        return image;
    }

    static Image grey(int width, int height, std::uint8_t level)
    {
        return {width, height, 3,
                std::vector<std::uint8_t>(size_t(width) * size_t(height) * 3, level)};
    }

private Q_SLOTS:
    // Values that Pillow 12 gives for the same picture.
    void pillowsFiltersAreMetToTheBit()
    {
        const auto check = [](DegradeKind kind, const std::vector<int>& reds) {
            const auto out = degrade_image(pattern(16, 12), {kind, 4});
            QCOMPARE(out.width, 4);
            QCOMPARE(out.height, 3);
            for (size_t i = 0; i < reds.size(); ++i)
                QCOMPARE(int(out.pixels[3 * i]), reds[i]);
        };
        check(DegradeKind::PilNearest, {140, 152, 132, 196, 88, 48, 116, 12, 196, 244, 4, 244});
        check(DegradeKind::PilBox, {85, 130, 126, 121, 138, 153, 131, 122, 142, 107, 137, 149});
        check(DegradeKind::PilBilinear,
              {97, 134, 132, 123, 136, 140, 134, 122, 135, 117, 130, 144});
        check(DegradeKind::PilHamming, {91, 130, 129, 123, 141, 148, 138, 115, 143, 113, 127, 149});
        check(DegradeKind::PilBicubic, {92, 137, 132, 121, 137, 142, 134, 120, 136, 113, 130, 147});
        check(DegradeKind::PilLanczos, {91, 141, 133, 120, 138, 142, 133, 120, 133, 112, 132, 146});
    }

    void everyKindKeepsAnEvenGreyAndShrinksExactly()
    {
        for (const auto& name : degrade_kind_names()) {
            const auto kind = degrade_kind_from_name(name);
            QCOMPARE(std::string(name_of(kind)), name);
            const auto out = degrade_image(grey(70, 53, 128), {kind, 4, 3});
            QCOMPARE(out.width, 17);
            QCOMPARE(out.height, 13);
            double sum = 0.0;
            for (const auto level : out.pixels)
                sum += level;
            const double mean = sum / double(out.pixels.size());
            QVERIFY2(std::abs(mean - 128.0) < 4.0, name.c_str());
        }
    }

    void theSeedDecides()
    {
        for (const auto kind : {DegradeKind::Bsrgan, DegradeKind::BsrganLight}) {
            const auto image = pattern(96, 64);
            const auto a = degrade_image(image, {kind, 4, 11});
            QVERIFY(a == degrade_image(image, {kind, 4, 11}));
            int same = 0;
            for (std::uint64_t seed = 0; seed < 20; ++seed)
                same += a == degrade_image(image, {kind, 4, 100 + seed});
            QCOMPARE(same, 0);
        }
    }

    void alphaAndGreyPicturesAreTaken()
    {
        Image rgba{16, 16, 4, std::vector<std::uint8_t>(16 * 16 * 4, 90)};
        QCOMPARE(degrade_image(rgba, {DegradeKind::CvArea, 4}).channels, 3);
        Image one{16, 16, 1, std::vector<std::uint8_t>(16 * 16, 90)};
        QCOMPARE(degrade_image(one, {DegradeKind::CvArea, 4}).channels, 3);
    }

    void whatCannotBeShrunkIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(degrade_image(grey(3, 9, 0), {DegradeKind::CvArea, 4}), Error);
        QVERIFY_EXCEPTION_THROWN(degrade_image(grey(64, 64, 0), {DegradeKind::Bsrgan, 3}), Error);
        QVERIFY_EXCEPTION_THROWN(degrade_image(grey(64, 64, 0), {DegradeKind::CvArea, 0}), Error);
        QVERIFY_EXCEPTION_THROWN(degrade_kind_from_name("gauss"), Error);
    }
};

QTEST_APPLESS_MAIN(DegradeTest)
#include "degrade_test.moc"
