// SPDX-License-Identifier: MIT
#include "ldm/film.h"
#include "ldm/error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <webp/demux.h>

#include <array>
#include <memory>

/// The animated WebP of a picture that forms.
class FilmTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path at(const char* name) const
    {
        return m_folder.filePath(name).toStdString();
    }

    static std::shared_ptr<const ldm::Image> plain(int side, std::uint8_t value, int channels)
    {
        auto image = std::make_shared<ldm::Image>();
        *image = {side, side, channels,
                  std::vector<std::uint8_t>(size_t(side) * size_t(side) * size_t(channels), value)};
        return image;
    }

private Q_SLOTS:
    void framesComeInTheirOrderAtThePicturesSize()
    {
        ldm::write_film(at("film.webp"), {plain(4, 0, 3), plain(8, 90, 1), plain(32, 180, 3)},
                        *plain(64, 250, 3));
        QFile file(QString::fromStdString(at("film.webp").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()),
                            size_t(bytes.size())};
        const std::unique_ptr<WebPAnimDecoder, void (*)(WebPAnimDecoder*)> decoder(
            WebPAnimDecoderNew(&data, nullptr), WebPAnimDecoderDelete);
        QVERIFY(decoder);
        WebPAnimInfo info;
        QVERIFY(WebPAnimDecoderGetInfo(decoder.get(), &info));
        QCOMPARE(info.canvas_width, 64u);
        QCOMPARE(info.canvas_height, 64u);
        QCOMPARE(info.frame_count, 4u);
        QCOMPARE(info.loop_count, 0u);  // for ever
        QList<int> ends, greys;
        for (int i = 0; i < 4; ++i) {
            std::uint8_t* pixels = nullptr;
            int end = 0;
            QVERIFY(WebPAnimDecoderGetNext(decoder.get(), &pixels, &end));
            ends.append(end);
            greys.append(pixels[4 * (32 * 64 + 32)]);
        }
        QCOMPARE(ends, (QList<int>{250, 500, 750, 2750}));
        for (int i = 0; i < 4; ++i)
            QVERIFY2(std::abs(greys[i] - std::array{0, 90, 180, 250}[size_t(i)]) < 6,
                     qPrintable(QString::number(greys[i])));
    }

    void aLongRunTakesSomeFourSeconds()
    {
        std::vector<std::shared_ptr<const ldm::Image>> forming;
        for (int i = 0; i < 80; ++i)
            forming.push_back(plain(8, std::uint8_t(i % 2 ? 200 : 40), 3));
        ldm::write_film(at("long.webp"), forming, *plain(16, 250, 3));
        QFile file(QString::fromStdString(at("long.webp").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()),
                            size_t(bytes.size())};
        const std::unique_ptr<WebPDemuxer, void (*)(WebPDemuxer*)> frames(WebPDemux(&data),
                                                                          WebPDemuxDelete);
        WebPIterator frame;
        QVERIFY(WebPDemuxGetFrame(frames.get(), 1, &frame));
        QCOMPARE(frame.duration, 50);
        WebPDemuxReleaseIterator(&frame);
    }

    void whatCannotBeAFilmIsSaid()
    {
        QVERIFY_EXCEPTION_THROWN(ldm::write_film(at("a.webp"), {}, ldm::Image()), ldm::Error);
        ldm::Image wide{16384, 1, 3, std::vector<std::uint8_t>(16384 * 3)};
        QVERIFY_EXCEPTION_THROWN(ldm::write_film(at("a.webp"), {}, wide), ldm::Error);
        QVERIFY_EXCEPTION_THROWN(ldm::write_film(at("none/such/a.webp"), {}, *plain(8, 1, 3)),
                                 ldm::Error);
        QVERIFY(!QFile::exists(QString::fromStdString(at("a.webp").string())));
    }
};

QTEST_GUILESS_MAIN(FilmTest)
#include "film_test.moc"
