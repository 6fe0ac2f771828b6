// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "document/document.h"
#include "tool/brush_tool.h"
#include "tool/tool_context.h"
#include "tool/view_tools.h"

#include <QDropEvent>
#include <QMimeData>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QTest>
#include <QWheelEvent>

using namespace sfumato;

class CanvasViewTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ToolContext> m_context;
    std::unique_ptr<BrushTool> m_brush;
    std::unique_ptr<CanvasView> m_canvas;
    QPointingDevice m_pen{QStringLiteral("pen"),
                          11,
                          QInputDevice::DeviceType::Stylus,
                          QPointingDevice::PointerType::Pen,
                          QInputDevice::Capability::Pressure,
                          1,
                          2};
    QPointingDevice m_penEraser{QStringLiteral("eraser"),
                                12,
                                QInputDevice::DeviceType::Stylus,
                                QPointingDevice::PointerType::Eraser,
                                QInputDevice::Capability::Pressure,
                                1,
                                2};
    QPointingDevice* m_screen = QTest::createTouchDevice();

    QPoint at(double x, double y) const { return m_canvas->mapFromDocument({x, y}).toPoint(); }

    void pen(QEvent::Type type, QPointF place, double pressure, QPointingDevice& device)
    {
        QTabletEvent event(type, &device, place, place, pressure, 0, 0, 0, 0, 0, {}, Qt::LeftButton,
                           Qt::LeftButton);
        QCoreApplication::sendEvent(m_canvas.get(), &event);
        QVERIFY(event.isAccepted());
    }

    auto touch() { return QTest::touchEvent(m_canvas.get(), m_screen); }

    void showCanvas()
    {
        m_canvas->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
    }

    void hover(QPointF place)
    {
        QMouseEvent event(QEvent::MouseMove, place, place, Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(m_canvas.get(), &event);
    }

    int painted(int label) const
    {
        int count = 0;
        for (int y = 0; y < m_document->size().height(); ++y)
            for (int x = 0; x < m_document->size().width(); ++x)
                count += m_document->labelAt({x, y}) == label;
        return count;
    }

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>(QSize(128, 128));
        m_document->setPalette({{"sky", Qt::blue}, {"grass", Qt::green}, {"sea", Qt::cyan}});
        m_context = std::make_unique<ToolContext>();
        m_context->setDocument(m_document.get());
        m_context->setLabel(1);
        m_context->setBrushSize(10.0);
        m_brush = std::make_unique<BrushTool>(*m_context);
        m_canvas = std::make_unique<CanvasView>();
        m_canvas->resize(800, 400);
        m_canvas->setDocument(m_document.get());
        m_canvas->setTool(m_brush.get());
    }

    void cleanup()
    {
        m_canvas->setTool(nullptr);
        m_canvas.reset();
    }

    void theMousePaintsWhereItPoints()
    {
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, at(30, 64));
        QTest::mouseMove(m_canvas.get(), at(90, 64));
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, at(90, 64));
        QCOMPARE(m_document->labelAt({30, 64}), 1);
        QCOMPARE(m_document->labelAt({60, 64}), 1);
        QCOMPARE(m_document->labelAt({60, 90}), 0);
    }

    void paintingFollowsATurnedAndMirroredView()
    {
        m_canvas->rotateBy(90.0);
        m_canvas->setMirrored(true);
        m_canvas->zoomIn();
        QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, at(40, 90));
        QCOMPARE(m_document->labelAt({40, 90}), 1);
        QVERIFY(painted(1) < 150);
        // Mirrored about the screen's upright axis: what was right of the middle is left of it.
        m_canvas->resetRotation();
        QVERIFY(m_canvas->mapFromDocument({0, 64}).x() > m_canvas->mapFromDocument({128, 64}).x());
    }

    void pressureMakesTheStrokeWider()
    {
        for (const double pressure : {0.1, 1.0}) {
            const double y = 30.0 + 60.0 * pressure;
            pen(QEvent::TabletPress, m_canvas->mapFromDocument({20, y}), pressure, m_pen);
            pen(QEvent::TabletMove, m_canvas->mapFromDocument({100, y}), pressure, m_pen);
            pen(QEvent::TabletRelease, m_canvas->mapFromDocument({100, y}), 0.0, m_pen);
        }
        const auto width = [&](double y) {
            int count = 0;
            for (int dy = -8; dy <= 8; ++dy)
                count += m_document->labelAt({60, int(y) + dy}) == 1;
            return count;
        };
        QVERIFY(width(36.0) >= 2 && width(36.0) <= 4);
        QVERIFY(width(90.0) >= 9 && width(90.0) <= 11);
    }

    void thePensOtherEndErases()
    {
        m_document->paintRect({0, 0, 128, 128}, 2);
        QSignalSpy changed(m_canvas.get(), &CanvasView::pointerChanged);
        pen(QEvent::TabletPress, m_canvas->mapFromDocument({64, 64}), 1.0, m_penEraser);
        pen(QEvent::TabletRelease, m_canvas->mapFromDocument({64, 64}), 0.0, m_penEraser);
        QCOMPARE(m_document->labelAt({64, 64}), 0);
        QCOMPARE(changed.count(), 1);
        QVERIFY(changed[0][1].toBool());
        pen(QEvent::TabletMove, m_canvas->mapFromDocument({64, 64}), 0.0, m_pen);
        QCOMPARE(changed.count(), 2);
        QVERIFY(changed[1][0] != changed[0][0]);
    }

    void theRightButtonDraggedErasesAndClickedAsksForAMenu()
    {
        m_document->paintRect({0, 0, 128, 128}, 2);
        QSignalSpy menu(m_canvas.get(), &CanvasView::contextMenuWanted);
        QTest::mouseClick(m_canvas.get(), Qt::RightButton, {}, at(64, 64));
        QCOMPARE(menu.count(), 1);
        QCOMPARE(m_document->labelAt({64, 64}), 2);
        QTest::mousePress(m_canvas.get(), Qt::RightButton, {}, at(30, 64));
        QTest::mouseMove(m_canvas.get(), at(60, 64));
        QTest::mouseRelease(m_canvas.get(), Qt::RightButton, {}, at(60, 64));
        QCOMPARE(m_document->labelAt({45, 64}), 0);
        QCOMPARE(menu.count(), 1);
    }

    void escapeTakesAStrokeBack()
    {
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, at(30, 64));
        QTest::mouseMove(m_canvas.get(), at(60, 64));
        QCOMPARE(m_document->labelAt({45, 64}), 1);
        QTest::keyClick(m_canvas.get(), Qt::Key_Escape);
        QCOMPARE(painted(1), 0);
        QTest::mouseMove(m_canvas.get(), at(90, 64));
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, at(90, 64));
        QCOMPARE(painted(1), 0);
    }

    void aFingerPaintsUntilAPenIsSeen()
    {
        showCanvas();
        touch().press(0, at(30, 64));
        touch().move(0, at(60, 64));
        touch().release(0, at(60, 64));
        QCOMPARE(m_document->labelAt({45, 64}), 1);
        pen(QEvent::TabletMove, m_canvas->mapFromDocument({1, 1}), 0.0, m_pen);
        const int before = painted(1);
        const QPointF origin = m_canvas->mapFromDocument({0, 0});
        const QPoint start = at(30, 20);
        touch().press(0, start);
        touch().move(0, start + QPoint(20, 0));
        touch().move(0, start + QPoint(50, 0));
        touch().release(0, start + QPoint(50, 0));
        QCOMPARE(painted(1), before);
        QVERIFY(m_canvas->mapFromDocument({0, 0}).x() > origin.x() + 20);
    }

    void aSecondFingerTurnsAStrokeIntoAGesture()
    {
        showCanvas();
        const QPoint a = at(30, 64), b = at(60, 64), apart(40, 0);
        const double zoom = m_canvas->zoom();
        touch().press(0, a);
        touch().move(0, a).press(1, b);
        touch().move(0, a - apart).move(1, b + apart);
        touch().release(0, a - apart).release(1, b + apart);
        QCOMPARE(painted(1), 0);
        QVERIFY(m_canvas->zoom() > zoom * 1.2);
    }

    void twoFingersTappedUndo()
    {
        showCanvas();
        QSignalSpy undo(m_canvas.get(), &CanvasView::undoWanted);
        const QPoint a = at(30, 64), b = at(90, 64);
        touch().press(0, a);
        touch().move(0, a).press(1, b);
        touch().release(0, a).release(1, b);
        QCOMPARE(undo.count(), 1);
        QCOMPARE(m_document->undoStack().index(), 0);
    }

    void spaceAndShiftMoveAndTurnTheView()
    {
        const QPointF before = m_canvas->mapFromDocument({0, 0});
        QTest::keyPress(m_canvas.get(), Qt::Key_Space);
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(m_canvas.get(), {130, 110});
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {130, 110});
        QCOMPARE((m_canvas->mapFromDocument({0, 0}) - before).toPoint(), QPoint(30, 10));
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, Qt::ShiftModifier, {300, 200});
        QTest::mouseMove(m_canvas.get(), {200, 300});  // from the right of the middle to below it
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, Qt::ShiftModifier, {200, 300});
        QTest::keyRelease(m_canvas.get(), Qt::Key_Space);
        QCOMPARE(m_canvas->rotation(), 90.0);
        QCOMPARE(painted(1), 0);
    }

    void holdingTheGraveKeyShowsTheInput()
    {
        QImage red(128, 128, QImage::Format_RGB32);
        red.fill(Qt::red);
        m_document->setResult(std::make_shared<ldm::Picture>(), red);
        m_canvas->setViewMode(ViewMode::Split);
        m_canvas->setSplit(0.02);
        const auto middle = [&] { return m_canvas->grab().toImage().pixelColor(500, 200); };
        QCOMPARE(middle(), QColor(Qt::red));
        QTest::keyPress(m_canvas.get(), Qt::Key_QuoteLeft);
        QCOMPARE(middle(), QColor(Qt::blue));
        QTest::keyRelease(m_canvas.get(), Qt::Key_QuoteLeft);
        QCOMPARE(middle(), QColor(Qt::red));
    }

    void theSplitIsDragged()
    {
        m_canvas->setViewMode(ViewMode::Split);
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {400, 100});
        QTest::mouseMove(m_canvas.get(), {600, 100});
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {600, 100});
        QCOMPARE(m_canvas->split(), 0.75);
        QCOMPARE(painted(1), 0);
    }

    void screenReadersHearToolAndLabel()
    {
        m_document->paintRect({0, 0, 64, 128}, 2);
        hover(at(20, 20));
        QCOMPARE(m_canvas->accessibleDescription(), QString("Brush, over sea"));
        hover(at(100, 20));
        QCOMPARE(m_canvas->accessibleDescription(), QString("Brush, over sky"));
    }

    void theHandMovesAndTheMagnifierZooms()
    {
        HandTool hand(*m_context);
        m_canvas->setTool(&hand);
        const QPointF before = m_canvas->mapFromDocument({0, 0});
        QTest::mousePress(m_canvas.get(), Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(m_canvas.get(), {120, 90});
        QTest::mouseRelease(m_canvas.get(), Qt::LeftButton, {}, {120, 90});
        QCOMPARE((m_canvas->mapFromDocument({0, 0}) - before).toPoint(), QPoint(20, -10));
        ZoomTool magnifier(*m_context);
        m_canvas->setTool(&magnifier);
        const double zoom = m_canvas->zoom();
        QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, at(64, 64));
        QCOMPARE(m_canvas->zoom(), zoom * 2.0);
        QTest::mouseClick(m_canvas.get(), Qt::LeftButton, Qt::AltModifier, at(64, 64));
        QCOMPARE(m_canvas->zoom(), zoom);
        m_canvas->setTool(nullptr);
    }

    void dropsGoToTheZoneTheyFallInto()
    {
        QSignalSpy dropped(m_canvas.get(), &CanvasView::dropped);
        const auto drop = [&](const QString& file, DropZone zone) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(file)});
            QDragEnterEvent enter({400, 200}, Qt::CopyAction, &data, Qt::LeftButton, {});
            QCoreApplication::sendEvent(m_canvas.get(), &enter);
            if (!enter.isAccepted())
                return false;
            const QPointF place = m_canvas->dropZones().rectOf(zone).center();
            QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, {});
            QCoreApplication::sendEvent(m_canvas.get(), &event);
            return event.isAccepted();
        };
        for (const auto zone :
             {DropZone::Open, DropZone::AsMap, DropZone::AsMask, DropZone::Upscale}) {
            QVERIFY(drop("/tmp/photo.jpg", zone));
            QCOMPARE(dropped.last()[0].value<DropZone>(), zone);
        }
        QVERIFY(drop("/tmp/model.safetensors", DropZone::Models));
        QCOMPARE(dropped.last()[0].value<DropZone>(), DropZone::Models);
        QCOMPARE(dropped.count(), 5);
        QMimeData text;
        text.setText("words");
        QDragEnterEvent enter({400, 200}, Qt::CopyAction, &text, Qt::LeftButton, {});
        enter.ignore();
        QCoreApplication::sendEvent(m_canvas.get(), &enter);
        QVERIFY(!enter.isAccepted());
    }

    void theWheelZoomsAboutThePointer()
    {
        Document document({128, 128});
        CanvasView canvas;
        canvas.resize(800, 400);
        canvas.setDocument(&document);
        QSignalSpy spy(&canvas, &CanvasView::zoomChanged);
        const QPointF cursor = canvas.mapFromDocument({20, 30});
        QWheelEvent wheel(cursor, cursor, {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&canvas, &wheel);
        QCOMPARE(spy.count(), 1);
        QVERIFY(QLineF(canvas.mapFromDocument({20, 30}), cursor).length() < 1e-6);
    }

    void middleButtonPans()
    {
        Document document({128, 128});
        CanvasView canvas;
        canvas.resize(800, 400);
        canvas.setDocument(&document);
        const QPointF before = canvas.mapFromDocument({0, 0});
        QTest::mousePress(&canvas, Qt::MiddleButton, {}, {100, 100});
        QTest::mouseMove(&canvas, {140, 130});
        QTest::mouseRelease(&canvas, Qt::MiddleButton, {}, {140, 130});
        QCOMPARE((canvas.mapFromDocument({0, 0}) - before).toPoint(), QPoint(40, 30));
        QCOMPARE(document.undoStack().count(), 0);
    }
};

QTEST_MAIN(CanvasViewTest)
#include "canvas_view_test.moc"
