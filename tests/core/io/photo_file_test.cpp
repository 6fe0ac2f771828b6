// SPDX-License-Identifier: MIT
#include "core/io/photo_samples.h"
#include "core/io/picture_samples.h"
#include "io/exif_block.h"
#include "io/image_file.h"
#include "io/picture_writer.h"
#include "io/xmp_packet.h"
#include "ldm/photo.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

using namespace samples;

/// Photos keep what they carry: colours, depth, Exif, XMP.
class PhotoFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path at(const char* name) const
    {
        return m_folder.filePath(name).toStdString();
    }

    static ldm::PictureContents contents(const ldm::Image& image, const ldm::PhotoOrigin* origin,
                                         bool deep)
    {
        ldm::PictureContents c;
        c.pixels = ldm::file_pixels(image, origin, deep);
        if (origin) {
            c.exif = origin->exif;
            c.xmp = origin->xmp;
        }
        return c;
    }

    // A file of that ending with a wide profile, Exif and XMP.
    std::filesystem::path wide(const char* name) const
    {
        ldm::PictureContents c;
        const auto image = ramp(24, 16, 3);
        c.pixels = {24, 16, 3, image.pixels, {}, wideProfile()};
        c.exif = exifBlock(1);
        c.xmp =
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"r\"><rdf:Description "
            "tiff:Orientation=\"6\" dc:title=\"Lake\"/></rdf:RDF></x:xmpmeta>";
        ldm::write_picture(at(name), c);
        return at(name);
    }

private Q_SLOTS:
    void everyFormatCarriesProfileExifXmpAndRecipe_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.png", "a.jpg", "a.webp", "a.tif"})
            QTest::newRow(name) << name;
    }

    void everyFormatCarriesProfileExifXmpAndRecipe()
    {
        QFETCH(QString, name);
        const auto file = wide(qPrintable(name));
        const auto photo = ldm::load_photo(file);
        QVERIFY(photo.converted);
        QCOMPARE(photo.origin->profile, wideProfile());
        QCOMPARE(QString::fromStdString(ldm::exif_text(photo.origin->exif, 0x0110)),
                 QString("Camera Z"));
        QVERIFY(ldm::has_exif_directory(photo.origin->exif, ldm::kExifDirectory));
        QVERIFY(photo.origin->xmp.find("tiff:Orientation=\"1\"") != std::string::npos);

        auto c = contents(photo.image, photo.origin.get(), true);
        c.recipe = "{\"a\": \"<&>\"}" + std::string(300'000, 'x');  // more than a segment holds
        const auto again = at(qPrintable("again-" + name));
        ldm::write_picture(again, c);
        QCOMPARE(ldm::read_picture_recipe(again), std::optional(c.recipe));
        const auto reread = ldm::load_photo(again);
        QCOMPARE(reread.origin->profile, wideProfile());
        QCOMPARE(QString::fromStdString(ldm::exif_text(reread.origin->exif, 0x0110)),
                 QString("Camera Z"));
        QVERIFY(reread.origin->xmp.find("dc:title=\"Lake\"") != std::string::npos);
        QVERIFY(reread.origin->xmp.find("sfumato:recipe") == std::string::npos);
    }

    // A picture with nothing changed has the photo's own numbers, not those of a round trip.
    void whatTheModelDidNotTouchKeepsItsNumbers()
    {
        const auto photo = ldm::load_photo(wide("b.png"));
        auto image = photo.image;
        QVERIFY(image.pixels != ramp(24, 16, 3).pixels);
        image.pixels[3 * 100] = 9;
        image.pixels[3 * 100 + 1] = 200;
        ldm::write_picture(at("b2.png"), contents(image, photo.origin.get(), true));
        auto raw = ldm::read_image(at("b2.png"));
        const auto before = ramp(24, 16, 3);
        int changed = 0;
        for (std::size_t i = 0; i < raw.pixels.size() / 3; ++i)
            changed +=
                !std::equal(&raw.pixels[3 * i], &raw.pixels[3 * i] + 3, &before.pixels[3 * i]);
        QCOMPARE(changed, 1);
        QVERIFY(raw.pixels[3 * 100 + 1] > 150);  // green in the wide profile, too
    }

    void convertsThereAndBackWithinTwoSteps()
    {
        const auto photo = ldm::load_photo(wide("c.png"));
        ldm::PhotoOrigin origin = *photo.origin;
        origin.width = 1;  // so that nothing is put back
        const auto out = ldm::file_pixels(photo.image, &origin, false);
        const auto before = ramp(24, 16, 3);
        for (std::size_t i = 0; i < before.pixels.size(); ++i)
            QVERIFY(std::abs(int(out.shallow[i]) - int(before.pixels[i])) <= 2);
    }

    void sixteenBitsStayWhereNothingChanged_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("png") << "deep.png";
        QTest::newRow("tiff") << "deep.tif";
    }

    void sixteenBitsStayWhereNothingChanged()
    {
        QFETCH(QString, name);
        ldm::PictureContents c;
        c.pixels = {16, 8, 3, {}, {}, {}};
        for (int i = 0; i < 16 * 8 * 3; ++i)
            c.pixels.deep.push_back(std::uint16_t(1000 + 157 * i));
        const auto file = at(qPrintable(name));
        ldm::write_picture(file, c);
        const auto photo = ldm::load_photo(file);
        QCOMPARE(photo.bits, 16);
        QCOMPARE(photo.origin->deep, c.pixels.deep);
        auto image = photo.image;
        image.pixels[0] = 255;
        const auto out = ldm::file_pixels(image, photo.origin.get(), true);
        QCOMPARE(out.deep[0], std::uint16_t(65535));
        QVERIFY(std::equal(out.deep.begin() + 3, out.deep.end(), c.pixels.deep.begin() + 3));
        QVERIFY(ldm::file_pixels(image, photo.origin.get(), false).deep.empty());
        ldm::Image larger = ramp(32, 16, 3);
        QVERIFY(ldm::file_pixels(larger, photo.origin.get(), true).deep.empty());
    }

    // Grey of 16 bits with a profile: sRGB of 16 bits comes out, every shade by itself.
    void sixteenBitsOfTaggedGreyStay_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("png") << "grey.png";
        QTest::newRow("tiff") << "grey.tif";
    }

    void sixteenBitsOfTaggedGreyStay()
    {
        QFETCH(QString, name);
        ldm::PictureContents c;
        c.pixels = {64, 32, 1, {}, {}, greyProfile(1.8)};
        for (int i = 0; i < 64 * 32; ++i)
            c.pixels.deep.push_back(std::uint16_t(31 * i));
        const auto file = at(qPrintable(name));
        ldm::write_picture(file, c);
        const auto photo = ldm::load_photo(file);
        QVERIFY(photo.converted && photo.origin->profile.empty());
        const auto& deep = photo.origin->deep;
        QCOMPARE(deep.size(), std::size_t(64 * 32 * 3));
        for (std::size_t i = 0; i < c.pixels.deep.size(); ++i) {
            const double light = std::pow(c.pixels.deep[i] / 65535.0, 1.8);
            const double srgb =
                light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1.0 / 2.4) - 0.055;
            for (std::size_t channel = 0; channel < 3; ++channel)
                QVERIFY2(std::abs(deep[3 * i + channel] - 65535.0 * srgb) < 40.0,
                         qPrintable(QString("%1: %2, not %3")
                                        .arg(c.pixels.deep[i])
                                        .arg(deep[3 * i + channel])
                                        .arg(65535.0 * srgb)));
        }
        QCOMPARE(photo.image, ldm::narrowed(*photo.origin));
        auto image = photo.image;
        image.pixels[0] = 255;
        const auto out = ldm::file_pixels(image, photo.origin.get(), true);
        QCOMPARE(out.deep[0], std::uint16_t(65535));
        QVERIFY(std::equal(out.deep.begin() + 3, out.deep.end(), deep.begin() + 3));
    }

    void shallowTaggedGreyIsConverted()
    {
        ldm::PictureContents c;
        c.pixels = {2, 1, 1, {128, 255}, {}, greyProfile(1.0)};
        ldm::write_picture(at("grey8.png"), c);
        const auto photo = ldm::load_photo(at("grey8.png"));
        QVERIFY(photo.converted && photo.origin->deep.empty());
        QVERIFY(std::abs(int(photo.image.pixels[1]) - 188) <= 1);  // half the light
        QCOMPARE(int(photo.image.pixels[5]), 255);
    }

    void untaggedPhotosAreLeftAsTheyAre()
    {
        ldm::write_png(at("d.png"), ramp(9, 7, 3));
        const auto photo = ldm::load_photo(at("d.png"));
        QCOMPARE(photo.image, ramp(9, 7, 3));
        QVERIFY(!photo.converted && photo.origin->profile.empty() && photo.origin->pixels.empty());
        QCOMPARE(photo.frames, 1);
    }

    void turnsJpegsAndSaysThatTheyAreUpright()
    {
        const auto photo = ldm::load_photo(rotatedJpeg(at("e.jpg"), 6));
        QVERIFY(photo.turned);
        QCOMPARE(photo.image.width, 16);
        QCOMPARE(photo.image.height, 24);
        QCOMPARE(ldm::exif_orientation(photo.origin->exif), 1);
        // The thumbnail is gone, and not only out of the directory.
        const auto& exif = photo.origin->exif;
        const std::string text(exif.begin(), exif.end());
        QVERIFY(text.find("THUMBNAIL") == std::string::npos);
        QCOMPARE(QString::fromStdString(ldm::exif_text(exif, 0x0110)), QString("Camera Z"));
    }

    void turnsPngAndWebpToo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("deep");
        QTest::newRow("png") << "e.png" << false;
        QTest::newRow("png, 16 bits") << "e.png" << true;
        QTest::newRow("webp") << "e.webp" << false;
    }

    void turnsPngAndWebpToo()
    {
        QFETCH(QString, name);
        QFETCH(bool, deep);
        ldm::PictureContents c;
        c.pixels = {24, 16, 3, {}, {}, {}};
        if (deep)
            c.pixels.deep.resize(24 * 16 * 3);
        else
            c.pixels.shallow.resize(24 * 16 * 3);
        c.exif = exifBlock(6);
        ldm::write_picture(at(qPrintable(name)), c);
        const auto photo = ldm::load_photo(at(qPrintable(name)));
        QCOMPARE(photo.image.width, 16);
        QCOMPARE(photo.origin->height, 24);
        QCOMPARE(ldm::exif_orientation(photo.origin->exif), 1);
    }

    void readsPrintColours()
    {
        const auto photo = ldm::load_photo(cmykJpeg(at("f.jpg")));
        QVERIFY(photo.cmyk);
        QCOMPARE(photo.image.channels, 3);
        QVERIFY(photo.origin->profile.empty());
        QVERIFY(photo.image.pixels[0] < 60 && photo.image.pixels[1] > 120);  // cyan
    }

    void takesTheFirstFrame()
    {
        const auto photo = ldm::load_photo(animatedWebp(at("g.webp")));
        QCOMPARE(photo.frames, 2);
        QCOMPARE(photo.image.width, 8);
        QVERIFY(photo.image.pixels[0] > 200 && photo.image.pixels[2] < 60);  // red, then blue
        QByteArray frames(8, '\0');
        frames[3] = 3;
        put(m_folder.filePath("h.png"),
            png(1, 1, 8, 2, QByteArray("\0\1\2\3", 4), chunk("acTL", frames)));
        QCOMPARE(ldm::load_photo(at("h.png")).frames, 3);
    }

    void aDamagedProfileIsNotFatal()
    {
        ldm::PictureContents c;
        c.pixels = {4, 4, 3, ramp(4, 4, 3).pixels, {}, std::vector<std::uint8_t>(500, 7)};
        for (const char* name : {"i.png", "i.jpg", "i.webp", "i.tif"}) {
            ldm::write_picture(at(name), c);
            const auto photo = ldm::load_photo(at(name));
            QVERIFY2(photo.damaged_profile, name);
            QVERIFY(photo.origin->profile.empty());
        }
    }

    // Files that were cut off or changed anywhere are read, refused with a sentence, never more.
    void survivesDamage_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"x.png", "x.jpg", "x.webp", "x.tif"})
            QTest::newRow(name) << name;
    }

    void survivesDamage()
    {
        QFETCH(QString, name);
        const auto file = wide(qPrintable(name));
        const QByteArray whole = contents_of(file);
        std::mt19937 random(7);
        const auto damaged = at(qPrintable("damaged-" + name));
        int refused = 0;
        for (int i = 0; i < 120; ++i) {
            QByteArray bytes = whole;
            if (i % 3 == 0)
                bytes.truncate(int(random() % unsigned(bytes.size())));
            for (int j = 0; j < 4 && !bytes.isEmpty(); ++j)
                bytes[int(random() % unsigned(bytes.size()))] = char(random());
            put(QString::fromStdString(damaged.string()), bytes);
            try {
                const auto photo = ldm::load_photo(damaged);
                QCOMPARE(photo.image.pixels.size(), std::size_t(photo.image.width) *
                                                        std::size_t(photo.image.height) *
                                                        std::size_t(photo.image.channels));
            } catch (const ldm::Error& e) {
                QVERIFY(e.what()[0] != '\0');
                ++refused;
            }
            try {
                static_cast<void>(ldm::read_picture_recipe(damaged));
            } catch (const ldm::Error&) {
                ++refused;
            }
        }
        QVERIFY(refused > 0);
    }

    void survivesDamagedExif()
    {
        const auto block = exifBlock(6);
        std::mt19937 random(11);
        for (int i = 0; i < 8000; ++i) {
            auto bytes = block;
            if (i % 4 == 0)
                bytes.resize(random() % bytes.size());
            for (int j = 0; j < 3 && !bytes.empty(); ++j)
                bytes[random() % bytes.size()] = std::uint8_t(random());
            auto out = ldm::upright_exif(bytes);
            QVERIFY(out.size() <= bytes.size());
            ldm::set_exif_size(out, 70'000, 2);
            static_cast<void>(ldm::exif_of_tiff(bytes));
            auto file = bytes;
            ldm::append_exif(file, block);
            QVERIFY(file.size() < ldm::kMaxExif);
        }
    }

    void refusesWhatAFormatHasNoRoomFor()
    {
        ldm::PictureContents c;
        c.pixels = {20'000, 1, 3, std::vector<std::uint8_t>(60'000), {}, {}};
        QVERIFY_EXCEPTION_THROWN(ldm::write_picture(at("j.webp"), c), ldm::Error);
        QVERIFY_EXCEPTION_THROWN(ldm::write_picture(at("j.xyz"), c), ldm::Error);
        QVERIFY(!std::filesystem::exists(at("j.webp")));
        ldm::write_picture(at("j.jpg"), c);
    }

private:
    static QByteArray contents_of(const std::filesystem::path& file)
    {
        return samples::contents(QString::fromStdString(file.string()));
    }
};

QTEST_APPLESS_MAIN(PhotoFileTest)
#include "photo_file_test.moc"
