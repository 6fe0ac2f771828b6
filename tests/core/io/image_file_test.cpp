// SPDX-License-Identifier: MIT
#include "io/image_file.h"
#include "core/io/picture_samples.h"
#include "ldm/error.h"

#include <QTemporaryDir>
#include <QTest>

#include <jpeglib.h>
#include <tiffio.h>
#include <webp/encode.h>
#include <cstdio>

using namespace samples;

namespace {

int largestDifference(const ldm::Image& a, const ldm::Image& b)
{
    int largest = a.pixels.size() == b.pixels.size() ? 0 : 999;
    for (std::size_t i = 0; i < a.pixels.size() && largest < 999; ++i)
        largest = std::max(largest, std::abs(int(a.pixels[i]) - int(b.pixels[i])));
    return largest;
}

QByteArray jpeg(const ldm::Image& image, J_COLOR_SPACE space, const QByteArray& exif = {})
{
    jpeg_compress_struct info = {};
    jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* out = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &out, &size);
    info.image_width = JDIMENSION(image.width);
    info.image_height = JDIMENSION(image.height);
    info.input_components = image.channels;
    info.in_color_space = space;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 98, TRUE);
    jpeg_start_compress(&info, TRUE);
    if (!exif.isEmpty())
        jpeg_write_marker(&info, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(exif.constData()),
                          unsigned(exif.size()));
    while (info.next_scanline < info.image_height) {
        auto* row = const_cast<JSAMPROW>(image.pixels.data()) +
                    std::size_t(info.next_scanline) * image.width * image.channels;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    const QByteArray result(reinterpret_cast<const char*>(out), qsizetype(size));
    std::free(out);
    return result;
}

/// Exif data that holds nothing but an orientation.
QByteArray exifOrientation(char value)
{
    return QByteArray("Exif\0\0MM\0*\0\0\0\10\0\1\1\x12\0\3\0\0\0\1\0", 25) + value +
           QByteArray(6, '\0');
}

void writeTiff(const QString& path, const ldm::Image& image, int bits, int photometric)
{
    TIFF* tiff = TIFFOpen(qPrintable(path), "w");
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, image.width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, image.height);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, image.channels);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, bits);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, photometric);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 1);
    if (image.channels == 4 && photometric == PHOTOMETRIC_RGB) {
        const std::uint16_t kind = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
    }
    const int count = image.width * image.channels;
    for (int y = 0; y < image.height; ++y) {
        std::vector<std::uint8_t> bytes;
        std::vector<std::uint16_t> words;
        for (int i = 0; i < count; ++i) {
            bytes.push_back(image.pixels[std::size_t(y * count + i)]);
            words.push_back(std::uint16_t(bytes.back() * 257));
        }
        TIFFWriteScanline(tiff, bits == 16 ? static_cast<void*>(words.data()) : bytes.data(),
                          std::uint32_t(y));
    }
    TIFFClose(tiff);
}

QByteArray webp(const ldm::Image& image)
{
    std::uint8_t* out = nullptr;
    const int stride = image.width * image.channels;
    const auto size =
        image.channels == 4
            ? WebPEncodeLosslessRGBA(image.pixels.data(), image.width, image.height, stride, &out)
            : WebPEncodeLosslessRGB(image.pixels.data(), image.width, image.height, stride, &out);
    const QByteArray result(reinterpret_cast<const char*>(out), qsizetype(size));
    WebPFree(out);
    return result;
}

}  // namespace

class ImageFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pngComesBackUnchanged_data();
    void pngComesBackUnchanged();
    void pngOfEveryKindBecomesRgb_data();
    void pngOfEveryKindBecomesRgb();
    void jpegComesBackNearly();
    void greyAndCmykJpegBecomeRgb();
    void jpegIsTurnedUpright_data();
    void jpegIsTurnedUpright();
    void tiffComesBack_data();
    void tiffComesBack();
    void webpComesBackUnchanged();
    void impossibleSizesAreRefused_data();
    void impossibleSizesAreRefused();
    void truncatedFilesAreRefused_data();
    void truncatedFilesAreRefused();
    void whatIsNoPictureIsNamed();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    ldm::Image read(const char* name) const { return ldm::read_image(file(name).toStdString()); }

    /// The error of reading that file: its code, and the sentence in m_message.
    std::optional<ldm::ErrorCode> refusal(const char* name)
    {
        try {
            read(name);
        } catch (const ldm::Error& error) {
            m_message = error.what();
            return error.code();
        }
        return std::nullopt;
    }

    QTemporaryDir m_folder;
    QByteArray m_message;
};

void ImageFileTest::pngComesBackUnchanged_data()
{
    QTest::addColumn<int>("channels");
    QTest::newRow("RGB") << 3;
    QTest::newRow("RGBA") << 4;
    QTest::newRow("grey") << 1;
}

void ImageFileTest::pngComesBackUnchanged()
{
    QFETCH(int, channels);
    ldm::Image image = ramp(13, 7, channels);
    ldm::write_png(file("same.png").toStdString(), image);
    if (channels == 1) {  // grey is read as RGB
        ldm::Image rgb{13, 7, 3, {}};
        for (const auto value : image.pixels)
            rgb.pixels.insert(rgb.pixels.end(), 3, value);
        image = rgb;
    }
    QCOMPARE(read("same.png"), image);
    QVERIFY(contents(file("same.png")).contains("sRGB"));
}

void ImageFileTest::pngOfEveryKindBecomesRgb_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("pixels");
    QTest::newRow("16-bit RGB") << png(1, 1, 16, 2, QByteArray("\0\xff\xff\x80\x80\0\0", 7))
                                << QByteArray("\xff\x80\0", 3);
    QTest::newRow("1-bit grey") << png(2, 1, 1, 0, QByteArray("\0\x40", 2))
                                << QByteArray("\0\0\0\xff\xff\xff", 6);
    QTest::newRow("grey with alpha")
        << png(1, 1, 8, 4, QByteArray("\0\x10\x20", 3)) << QByteArray("\x10\x10\x10\x20");
    const QByteArray palette = chunk("PLTE", QByteArray("\1\2\3\4\5\6", 6));
    QTest::newRow("4-bit palette")
        << png(2, 1, 4, 3, QByteArray("\0\x10", 2), palette) << QByteArray("\4\5\6\1\2\3");
    QTest::newRow("palette with transparency")
        << png(2, 1, 8, 3, QByteArray("\0\0\1", 3), palette + chunk("tRNS", QByteArray("\x7f")))
        << QByteArray("\1\2\3\x7f\4\5\6\xff");
}

void ImageFileTest::pngOfEveryKindBecomesRgb()
{
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, pixels);
    put(file("kind.png"), data);
    const auto image = read("kind.png");
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(image.pixels.data()),
                        qsizetype(image.pixels.size())),
             pixels);
}

void ImageFileTest::jpegComesBackNearly()
{
    const auto image = ramp(40, 24, 3);
    put(file("a.jpg"), jpeg(image, JCS_RGB));
    const auto got = read("a.jpg");
    QCOMPARE(got.channels, 3);
    QVERIFY(largestDifference(got, image) <= 12);  // colours are stored at half size
}

void ImageFileTest::greyAndCmykJpegBecomeRgb()
{
    ldm::Image grey{16, 16, 1, std::vector<std::uint8_t>(256, 90)};
    put(file("grey.jpg"), jpeg(grey, JCS_GRAYSCALE));
    auto got = read("grey.jpg");
    QCOMPARE(got.channels, 3);
    QVERIFY(std::abs(got.pixels[100] - 90) <= 2);
    // libjpeg adds Adobe's marker, so values are light: no cyan, half magenta, half black.
    ldm::Image cmyk{16, 16, 4, {}};
    for (int i = 0; i < 256; ++i)
        cmyk.pixels.insert(cmyk.pixels.end(), {255, 128, 0, 128});
    put(file("cmyk.jpg"), jpeg(cmyk, JCS_CMYK));
    got = read("cmyk.jpg");
    QCOMPARE(got.channels, 3);
    QVERIFY(std::abs(got.pixels[0] - 128) <= 3);
    QVERIFY(std::abs(got.pixels[1] - 64) <= 3);
    QVERIFY(got.pixels[2] <= 3);
}

void ImageFileTest::jpegIsTurnedUpright_data()
{
    // Where the picture's bright corner, stored at the top left, belongs.
    QTest::addColumn<int>("orientation");
    QTest::addColumn<bool>("right");
    QTest::addColumn<bool>("bottom");
    QTest::newRow("1") << 1 << false << false;
    QTest::newRow("2 mirrored") << 2 << true << false;
    QTest::newRow("3 upside down") << 3 << true << true;
    QTest::newRow("4 flipped") << 4 << false << true;
    QTest::newRow("5 transposed") << 5 << false << false;
    QTest::newRow("6 turn right") << 6 << true << false;
    QTest::newRow("7 transversed") << 7 << true << true;
    QTest::newRow("8 turn left") << 8 << false << true;
    QTest::newRow("9 invalid") << 9 << false << false;
}

void ImageFileTest::jpegIsTurnedUpright()
{
    QFETCH(int, orientation);
    QFETCH(bool, right);
    QFETCH(bool, bottom);
    ldm::Image image{32, 16, 3, std::vector<std::uint8_t>(32 * 16 * 3, 20)};
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8 * 3; ++x)
            image.pixels[std::size_t(y * 32 * 3 + x)] = 230;
    put(file("turn.jpg"), jpeg(image, JCS_RGB, exifOrientation(char(orientation))));
    const auto got = read("turn.jpg");
    const bool swapped = orientation >= 5 && orientation <= 8;
    QCOMPARE(got.width, swapped ? 16 : 32);
    QCOMPARE(got.height, swapped ? 32 : 16);
    const int x = right ? got.width - 3 : 2;
    const int y = bottom ? got.height - 3 : 2;
    QVERIFY(got.pixels[std::size_t((y * got.width + x) * 3)] > 200);
    QVERIFY(got.pixels[std::size_t(((got.height - 1 - y) * got.width + got.width - 1 - x) * 3)] <
            60);
}

void ImageFileTest::tiffComesBack_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bits");
    QTest::newRow("RGB") << 3 << 8;
    QTest::newRow("RGB of 16 bits") << 3 << 16;
    QTest::newRow("RGBA") << 4 << 8;
}

void ImageFileTest::tiffComesBack()
{
    QFETCH(int, channels);
    QFETCH(int, bits);
    const auto image = ramp(20, 10, channels);
    writeTiff(file("a.tif"), image, bits, PHOTOMETRIC_RGB);
    const auto got = read("a.tif");
    QCOMPARE(got.channels, channels);
    QVERIFY(largestDifference(got, image) <= (channels == 4 ? 1 : 0));  // alpha is multiplied in
}

void ImageFileTest::webpComesBackUnchanged()
{
    for (const int channels : {3, 4}) {
        const auto image = ramp(20, 10, channels);
        put(file("a.webp"), webp(image));
        QCOMPARE(read("a.webp"), image);
    }
}

void ImageFileTest::impossibleSizesAreRefused_data()
{
    QTest::addColumn<quint32>("width");
    QTest::addColumn<quint32>("height");
    QTest::addColumn<bool>("argument");  // else libpng itself calls the file damaged
    QTest::newRow("0") << 0u << 5u << false;
    QTest::newRow("side") << 100'000u << 1u << true;
    QTest::newRow("area") << 30'000u << 30'000u << true;
    QTest::newRow("2^31") << 0x7fffffffu << 0x7fffffffu << true;
    QTest::newRow("short file") << 20'000u << 20'000u << false;
}

void ImageFileTest::impossibleSizesAreRefused()
{
    QFETCH(quint32, width);
    QFETCH(quint32, height);
    QFETCH(bool, argument);
    put(file("size.png"), png(width, height, 8, 2, QByteArray(10, '\0')));
    QCOMPARE(refusal("size.png"), argument ? ldm::ErrorCode::BadArgument : ldm::ErrorCode::File);
    QVERIFY(m_message.contains("size.png"));
}

void ImageFileTest::truncatedFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("data");
    auto image = ramp(64, 64, 3);
    std::uint32_t noise = 1;
    for (auto& value : image.pixels)  // so that all formats have something to store
        value = std::uint8_t((noise = noise * 1664525 + 1013904223) >> 24);
    QTest::newRow("jpeg") << jpeg(image, JCS_RGB);
    QTest::newRow("webp") << webp(image);
    ldm::write_png(file("whole.png").toStdString(), image);
    QTest::newRow("png") << contents(file("whole.png"));
    writeTiff(file("whole.tif"), image, 8, PHOTOMETRIC_RGB);
    QTest::newRow("tiff") << contents(file("whole.tif"));
}

void ImageFileTest::truncatedFilesAreRefused()
{
    QFETCH(QByteArray, data);
    for (const int parts : {2, 5, 9}) {
        put(file("cut"), data.left(data.size() * parts / 10));
        QCOMPARE(refusal("cut"), ldm::ErrorCode::File);
        QVERIFY2(m_message.contains("truncated"), m_message.constData());
    }
    for (qsizetype i = 0; i < data.size(); i += 31) {  // any answer, but no crash
        QByteArray damaged = data;
        damaged[i] = char(damaged[i] ^ 0x55);
        put(file("cut"), damaged);
        refusal("cut");
    }
}

void ImageFileTest::whatIsNoPictureIsNamed()
{
    put(file("text.png"), "just text");
    QCOMPARE(refusal("text.png"), ldm::ErrorCode::File);
    QVERIFY(m_message.contains("text.png"));
    put(file("empty.png"), "");
    QCOMPARE(refusal("empty.png"), ldm::ErrorCode::File);
    QCOMPARE(refusal("missing.png"), ldm::ErrorCode::File);
}

QTEST_APPLESS_MAIN(ImageFileTest)
#include "image_file_test.moc"
