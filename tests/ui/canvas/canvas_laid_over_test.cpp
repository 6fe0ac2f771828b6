// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "document/document.h"

#include <QTest>

using namespace sfumato;

/// What is laid over input and picture.
class CanvasLaidOverTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<CanvasView> m_canvas;

    static QImage filled(QColor colour)
    {
        QImage image(16, 16, QImage::Format_ARGB32);
        image.fill(colour);
        return image;
    }

    // The canvas once all of it is drawn, where a point of the document is in the picture's pane.
    QColor inPicture(QPointF point, double shift = 0.5)
    {
        QImage shown;
        if (!QTest::qWaitFor([&] {
                shown = m_canvas->grab().toImage();
                return m_canvas->isComplete();
            }))
            return {};
        const QPointF place = m_canvas->mapFromDocument(point);
        return shown.pixelColor(int(place.x() + m_canvas->width() * shift), int(place.y()));
    }

    QColor inInput(QPointF point) { return inPicture(point, 0.0); }

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>(QSize(64, 64));
        m_document->setPalette({{QStringLiteral("a"), QColor(10, 20, 200)}});
        m_document->setResult(std::make_shared<ldm::Picture>(),
                              filled(Qt::green).convertToFormat(QImage::Format_RGB32));
        m_canvas = std::make_unique<CanvasView>();
        m_canvas->resize(400, 200);
        m_canvas->setDocument(m_document.get());
        m_canvas->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
    }

    void aGlowLiesOverBothPanes()
    {
        QCOMPARE(inPicture({32, 32}), QColor(Qt::green));
        m_canvas->setOverlay(Overlay::Attention, filled(Qt::red));
        QCOMPARE(inPicture({32, 32}), QColor(Qt::red));
        QCOMPARE(inInput({32, 32}), QColor(Qt::red));
        m_canvas->setOverlay(Overlay::Attention, {});
        QCOMPARE(inPicture({32, 32}), QColor(Qt::green));
    }

    void whatTheModelSeesIsOfTheInput()
    {
        m_canvas->setOverlay(Overlay::Seen, filled(Qt::red));
        QCOMPARE(inInput({32, 32}), QColor(Qt::red));
        QCOMPARE(inPicture({32, 32}), QColor(Qt::green));
    }

    void pinsAreSeenOverThePicture()
    {
        m_document->beginPins();
        m_document->paintDisc({16, 32}, 20, 1);
        m_document->endStroke(QStringLiteral("pins"));
        QVERIFY(inPicture({16, 32}) != QColor(Qt::green));
        QCOMPARE(inPicture({48, 32}), QColor(Qt::green));
        m_document->undoStack().undo();
        QCOMPARE(inPicture({16, 32}), QColor(Qt::green));
    }

    void aPartsPreviewStaysInItsPart()
    {
        m_document->setPreview(filled(Qt::red), QRect(0, 0, 32, 64));
        QTRY_COMPARE(inPicture({16, 32}), QColor(Qt::red));  // it fades in
        QCOMPARE(inPicture({48, 32}), QColor(Qt::green));
        m_document->setPreview(filled(Qt::blue));
        QCOMPARE(inPicture({48, 32}), QColor(Qt::blue));
        m_document->setPreview({});
        QCOMPARE(inPicture({16, 32}), QColor(Qt::green));
    }

    void onePreviewOfAPartFadesIntoTheNextThereOnly()
    {
        const QRect part(0, 0, 32, 64);
        m_document->setPreview(filled(Qt::red), part);
        QTRY_COMPARE(inPicture({16, 32}), QColor(Qt::red));
        m_document->setPreview(filled(Qt::blue), part);
        QCOMPARE(inPicture({16, 32}), QColor(Qt::red));  // it has only begun
        QCOMPARE(inPicture({48, 32}), QColor(Qt::green));
        bool mixed = false;
        QTRY_VERIFY([&] {
            const QColor now = inPicture({16, 32});
            mixed = mixed || (now.red() > 0 && now.blue() > 0);
            return now == QColor(Qt::blue);
        }());
        QVERIFY(mixed);
        QCOMPARE(inPicture({48, 32}), QColor(Qt::green));
    }

    void theRingIsAtThePointerAndNowhereElse()
    {
        const QPoint pointer(260, 60);
        QTest::mouseMove(m_canvas.get(), pointer);
        const auto differs = [](const QImage& a, const QImage& b) {
            QRect where;
            for (int y = 0; y < a.height(); ++y)
                for (int x = 0; x < a.width(); ++x)
                    if (a.pixel(x, y) != b.pixel(x, y))
                        where |= QRect(x, y, 1, 1);
            return where;
        };
        inPicture({16, 32});  // all is drawn
        const auto seen = [this](double progress) {
            m_canvas->setProgress(progress);
            return m_canvas->grab().toImage();
        };
        const QImage none = seen(-1.0), waiting = seen(0.0), half = seen(0.5);
        const QRect ring = differs(none, waiting);
        QVERIFY(QRect(pointer + QPoint(12, 12), QSize(28, 28)).contains(ring));
        QVERIFY(ring.width() >= 18 && ring.height() >= 18);
        // Clockwise from the top.
        const QRect arc = differs(waiting, half);
        QVERIFY(!arc.isEmpty() && arc.left() >= ring.center().x() - 3 && ring.contains(arc));
    }

    void comparingHasABorderThatIsDragged()
    {
        m_canvas->setCompared(filled(Qt::red), QStringLiteral("other"));
        QVERIFY(m_canvas->isComparing());
        m_canvas->setSplit(0.5);
        QCOMPARE(inPicture({20, 40}), QColor(Qt::red));
        QCOMPARE(inPicture({44, 40}), QColor(Qt::green));
        const int y = 150;
        QTest::mouseMove(m_canvas.get(), {300, y});
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {300, y});
        QTest::mouseMove(m_canvas.get(), {220, y});
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {220, y});
        QCOMPARE(m_canvas->split(), 0.1);
        QCOMPARE(inPicture({20, 40}), QColor(Qt::green));
        m_canvas->setCompared({});
        m_canvas->setSplit(0.5);
        QCOMPARE(inPicture({20, 40}), QColor(Qt::green));
    }
};

QTEST_MAIN(CanvasLaidOverTest)
#include "canvas_laid_over_test.moc"
