// SPDX-License-Identifier: MIT
#include "canvas/tile_cache.h"

#include <QPainter>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace sfumato;
using namespace std::chrono_literals;

class TileCacheTest : public QObject {
    Q_OBJECT

private:
    static QImage noise(QSize size)
    {
        QImage image(size, QImage::Format_RGB32);
        QRandomGenerator random(7);
        for (int y = 0; y < size.height(); ++y)
            random.fillRange(reinterpret_cast<quint32*>(image.scanLine(y)), size.width());
        return image.convertToFormat(QImage::Format_RGB32);
    }

    // What a level must be, without tiles.
    static QImage expected(const QImage& image, int level)
    {
        QImage pixels = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
        for (int i = 0; i < level; ++i)
            pixels = halved(pixels);
        return pixels;
    }

    static QImage readAll(TileCache& tiles, int level)
    {
        tiles.beginFrame(qint64(1) << 40, 1min);
        return tiles.read(level, QRect(QPoint(), tiles.sizeAt(level)));
    }

private Q_SLOTS:
    void halvingTakesTheMean()
    {
        QImage image(3, 2, QImage::Format_ARGB32_Premultiplied);
        image.fill(qRgba(10, 20, 30, 255));
        image.setPixel(0, 0, qRgba(20, 20, 30, 255));
        image.setPixel(1, 1, qRgba(10, 60, 30, 255));
        const QImage half = halved(image);
        QCOMPARE(half.size(), QSize(2, 1));
        QCOMPARE(half.pixel(0, 0), qRgba(13, 30, 30, 255));  // 12.5 is rounded up
        QCOMPARE(half.pixel(1, 0), qRgba(10, 20, 30, 255));
    }

    void levelsFollowTheScale()
    {
        QCOMPARE(TileCache::levelFor(64.0), 0);
        QCOMPARE(TileCache::levelFor(1.0), 0);
        QCOMPARE(TileCache::levelFor(0.51), 0);
        QCOMPARE(TileCache::levelFor(0.5), 1);
        QCOMPARE(TileCache::levelFor(0.26), 1);
        QCOMPARE(TileCache::levelFor(0.25), 2);
        QCOMPARE(TileCache::levelFor(0.001), TileCache::kLevels - 1);
    }

    void tilesEqualTheWhole_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("one tile") << QSize(100, 60);
        QTest::newRow("odd") << QSize(1301, 777);
        QTest::newRow("one pixel") << QSize(1, 1);
    }

    void tilesEqualTheWhole()
    {
        QFETCH(QSize, size);
        const QImage image = noise(size);
        const ImageSource source([&]() -> const QImage& { return image; });
        TileCache tiles(source);
        for (const int level : {3, 0, 1, 5})
            QCOMPARE(readAll(tiles, level), expected(image, level));
    }

    void smallChangesEqualARebuild()
    {
        QImage image = noise({1301, 777});
        const ImageSource source([&]() -> const QImage& { return image; });
        TileCache tiles(source);
        for (const int level : {0, 2, 4}) {
            readAll(tiles, level);
            QPainter(&image).fillRect(QRect(501, 403, 37 + level, 151), Qt::red);
            tiles.invalidate(QRect(501, 403, 37 + level, 151));
            QPainter(&image).fillRect(QRect(1290, 700, 11, 77), Qt::green);
            tiles.invalidate(QRect(1290, 700, 11, 77));
            QCOMPARE(readAll(tiles, level), expected(image, level));
        }
    }

    void whatIsTooMuchForAFrameArrivesLater()
    {
        QImage image = noise({1500, 1500});
        const ImageSource source([&]() -> const QImage& { return image; });
        TileCache tiles(source);
        QSignalSpy arrived(&tiles, &TileCache::arrived);
        tiles.beginFrame(0);
        const QImage first = tiles.read(2, QRect(QPoint(), tiles.sizeAt(2))).copy();
        QCOMPARE(first.pixel(200, 200), 0u);
        // A change while other threads draw is not lost.
        QPainter(&image).fillRect(QRect(0, 0, 900, 900), Qt::blue);
        tiles.invalidate(QRect(0, 0, 900, 900));
        while (!tiles.isComplete())
            QVERIFY(arrived.wait(5000));
        QCOMPARE(arrived.count(), 9);
        QCOMPARE(readAll(tiles, 2), expected(image, 2));
    }

    void afterTheFramesTimeNothingIsBegun()
    {
        const QImage image = noise({1024, 1024});
        const ImageSource source([&]() -> const QImage& { return image; });
        TileCache tiles(source);
        readAll(tiles, 1);
        // Other threads are busy: they must not be quicker than the look at the tiles.
        auto& pool = *QThreadPool::globalInstance();
        QSemaphore gate;
        for (int i = 0; i < pool.maxThreadCount(); ++i)
            pool.start([&gate] { gate.acquire(); });
        tiles.beginFrame(qint64(1) << 40, 0ms);
        // A coarser level would be quick to make of the one that is known; even that has to wait.
        const QImage first = tiles.read(2, QRect(0, 0, 256, 256)).copy();
        gate.release(pool.maxThreadCount());
        QVERIFY(first != expected(image, 2));
        QVERIFY(QTest::qWaitFor([&] { return tiles.isComplete(); }));
        tiles.beginFrame(0);
        QCOMPARE(tiles.read(2, QRect(0, 0, 256, 256)), expected(image, 2));
    }

    void whileADetailIsDrawnTheCoarseOneIsShown()
    {
        QImage image(1024, 1024, QImage::Format_RGB32);
        image.fill(Qt::green);
        const ImageSource source([&]() -> const QImage& { return image; });
        TileCache tiles(source);
        readAll(tiles, 3);
        tiles.beginFrame(0);
        QCOMPARE(tiles.read(0, QRect(700, 700, 10, 10)).pixelColor(5, 5), QColor(Qt::green));
        tiles.reset();  // what is on its way is of no use now
        QVERIFY(QTest::qWaitFor([&] { return tiles.isComplete(); }));
    }

    void theMemoryIsBounded()
    {
        const QImage image = noise({4096, 4096});
        const ImageSource source([&]() -> const QImage& { return image; });
        TileCache tiles(source);
        tiles.setMemoryLimit(8 << 20);
        for (int y = 0; y < 4096; y += 512) {
            tiles.beginFrame(qint64(1) << 40, 1min);
            tiles.read(0, QRect(0, y, 4096, 512));
        }
        tiles.beginFrame();
        tiles.beginFrame();
        QVERIFY(tiles.bytes() <= 8 << 20);
    }

    void anotherSizeIsNoticed()
    {
        QImage image = noise({600, 300});
        const ImageSource source([&]() -> const QImage& { return image; });
        TileCache tiles(source);
        readAll(tiles, 0);
        image = noise({40, 900});
        QCOMPARE(readAll(tiles, 0), expected(image, 0));
    }
};

QTEST_GUILESS_MAIN(TileCacheTest)
#include "tile_cache_test.moc"
