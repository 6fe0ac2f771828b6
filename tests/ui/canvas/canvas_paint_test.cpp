// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "document/document.h"

#include <QScreen>
#include <QTest>

using namespace sfumato;

/// What the canvas looks like.
class CanvasPaintTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<CanvasView> m_canvas;

    void showCanvas()
    {
        m_canvas->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
    }

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>(QSize(128, 128));
        m_document->setPalette({{"sky", Qt::blue}, {"grass", Qt::green}, {"sea", Qt::cyan}});
        m_canvas = std::make_unique<CanvasView>();
        m_canvas->resize(800, 400);
        m_canvas->setDocument(m_document.get());
    }

    void cleanup() { m_canvas.reset(); }

    // What a stroke redraws equals what a full redraw gives, at every zoom and angle.
    void dirtyRectanglesLeaveNothingBehind_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("angle");
        QTest::newRow("small") << 0.13 << 0.0;
        QTest::newRow("half") << 0.55 << 0.0;
        QTest::newRow("large") << 3.3 << 0.0;
        QTest::newRow("turned, small") << 0.2 << 33.0;
        QTest::newRow("turned, large") << 2.7 << 200.0;
    }

    void dirtyRectanglesLeaveNothingBehind()
    {
        QFETCH(double, zoom);
        QFETCH(double, angle);
        Document document({1500, 1100});
        document.setPalette({{"sky", Qt::blue}, {"grass", Qt::green}});
        m_canvas->setDocument(&document);
        m_canvas->setZoom(zoom);
        m_canvas->rotateBy(angle);
        showCanvas();
        QVERIFY(QTest::qWaitFor([&] { return m_canvas->isComplete(); }));
        QTest::qWait(30);
        for (int i = 0; i < 40; ++i) {
            document.paintDisc({700.0 + 3.7 * i, 500.0 + 2.1 * i}, 9.0, i % 2);
            QTest::qWait(2);
        }
        QTest::qWait(30);
        const QImage after = m_canvas->screen()->grabWindow(m_canvas->winId()).toImage();
        CanvasView fresh;
        fresh.resize(m_canvas->size());
        fresh.setDocument(&document);
        fresh.setZoom(zoom);
        fresh.rotateBy(angle);
        fresh.grab();
        QVERIFY(QTest::qWaitFor([&] { return fresh.isComplete(); }));
        const QImage whole = fresh.grab().toImage();
        // Only the rounding of positions at the borders of colours may differ.
        const QImage one = after.convertToFormat(QImage::Format_RGB32);
        const QImage other = whole.convertToFormat(QImage::Format_RGB32);
        QCOMPARE(one.size(), other.size());
        int different = 0;
        for (int y = 0; y < one.height(); ++y)
            for (int x = 0; x < one.width(); ++x)
                different += std::abs(qGreen(one.pixel(x, y)) - qGreen(other.pixel(x, y))) > 64;
        QVERIFY2(different < 60, qPrintable(QString::number(different)));
        m_canvas->setDocument(m_document.get());
    }

    void pixelsAreSharpAboveFullSizeAndMeansBelow()
    {
        for (int y = 0; y < 128; ++y)
            for (int x = y % 2; x < 128; x += 2)
                m_document->paintRect({x, y, 1, 1}, 1);
        m_canvas->setPixelGrid(false);
        m_canvas->setViewMode(ViewMode::Split);
        const auto colours = [&] {
            const QImage shown = m_canvas->grab().toImage();
            QSet<QRgb> found;
            for (int y = 180; y < 220; ++y)
                for (int x = 210; x < 250; ++x)
                    found.insert(shown.pixel(x, y));
            return found;
        };
        m_canvas->setZoom(7.0);
        QCOMPARE(colours(), (QSet<QRgb>{QColor(Qt::blue).rgb(), QColor(Qt::green).rgb()}));
        m_canvas->setZoom(0.5);
        m_canvas->setSplit(0.98);
        const QColor mean = m_canvas->grab().toImage().pixelColor(395, 200);
        QVERIFY(std::abs(mean.green() - 128) < 3 && std::abs(mean.blue() - 128) < 3);
    }

    void theGridShowsFromEightTimesOn()
    {
        m_canvas->setZoom(7.9);
        const QImage without = m_canvas->grab().toImage();
        m_canvas->setPixelGrid(false);
        QCOMPARE(m_canvas->grab().toImage(), without);
        m_canvas->setZoom(8.0);
        const QImage plain = m_canvas->grab().toImage();
        m_canvas->setPixelGrid(true);
        QVERIFY(m_canvas->grab().toImage() != plain);
    }

    // On screens of twice and three times the density the same document lies in the same place,
    // and is drawn from its own pixels, not enlarged.
    void denseScreens_data()
    {
        QTest::addColumn<double>("density");
        QTest::newRow("1") << 1.0;
        QTest::newRow("1.5") << 1.5;
        QTest::newRow("2") << 2.0;
        QTest::newRow("3") << 3.0;
    }

    void denseScreens()
    {
        QFETCH(double, density);
        Document document({1200, 1200});
        document.setPalette({{"sky", Qt::blue}, {"grass", Qt::green}});
        for (int x = 0; x < 1200; x += 2)
            document.paintRect({x, 0, 1, 1200}, 1);
        m_canvas->setDocument(&document);
        m_canvas->setViewMode(ViewMode::Split);
        m_canvas->setSplit(0.98);
        m_canvas->setZoom(1.0 / density);
        QPixmap pixmap(QSize(800, 400) * density);
        pixmap.setDevicePixelRatio(density);
        m_canvas->render(&pixmap);
        QVERIFY(QTest::qWaitFor([&] { return m_canvas->isComplete(); }));
        m_canvas->render(&pixmap);
        const QImage shown = pixmap.toImage();
        // One pixel of the document is one of the screen: stripes, not their mean.
        QSet<QRgb> found;
        for (int x = 0; x < 40; ++x)
            found.insert(shown.pixel(int(390 * density) + x, int(200 * density)));
        QCOMPARE(found, (QSet<QRgb>{QColor(Qt::blue).rgb(), QColor(Qt::green).rgb()}));
        m_canvas->setDocument(m_document.get());
    }

    void transparentPhotosLieOnSquares()
    {
        QImage photo(64, 64, QImage::Format_ARGB32);
        photo.fill(Qt::transparent);
        m_document->setInputKind(InputKind::Photo);
        m_document->replacePhoto(photo, {}, "open");
        const QImage shown = m_canvas->grab().toImage();
        QSet<QRgb> found;
        for (int x = 180; x < 220; ++x)
            found.insert(shown.pixel(x, 200));
        QCOMPARE(found.size(), 2);
        QVERIFY(found.contains(QColor(Qt::white).rgb()));
    }

    void everyViewModeDraws()
    {
        Document document({64, 64});
        document.setPalette({{"sky", Qt::blue}});
        QImage preview(16, 16, QImage::Format_RGB888);
        preview.fill(Qt::red);
        CanvasView canvas;
        canvas.resize(400, 200);
        canvas.setDocument(&document);
        for (const auto mode : {ViewMode::SideBySide, ViewMode::Split, ViewMode::Overlay}) {
            canvas.setViewMode(mode);
            document.setPreview({});
            const QImage without = canvas.grab().toImage();
            document.setPreview(preview);
            QVERIFY(canvas.grab().toImage() != without);
        }
    }
};

QTEST_MAIN(CanvasPaintTest)
#include "canvas_paint_test.moc"
