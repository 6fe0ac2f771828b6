// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"
#include "document/document.h"
#include "tool/brush_tool.h"
#include "tool/tool_context.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace sfumato;

class CanvasViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMousePaintsWhereItPoints()
    {
        Document document({128, 128});
        document.setPalette({{"sky", Qt::blue}, {"grass", Qt::green}});
        ToolContext context;
        context.setDocument(&document);
        context.setLabel(1);
        context.setBrushSize(5.0);
        BrushTool brush(context);
        CanvasView canvas;
        canvas.resize(800, 400);
        canvas.setDocument(&document);
        canvas.setTool(&brush);
        const auto at = [&](double x, double y) {
            return canvas.mapFromDocument({x, y}).toPoint();
        };
        QTest::mousePress(&canvas, Qt::LeftButton, {}, at(30, 64));
        QTest::mouseMove(&canvas, at(90, 64));
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at(90, 64));
        QCOMPARE(document.labelAt({30, 64}), 1);
        QCOMPARE(document.labelAt({60, 64}), 1);
        QCOMPARE(document.labelAt({60, 90}), 0);
        canvas.setTool(nullptr);
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

QTEST_MAIN(CanvasViewTest)
#include "canvas_view_test.moc"
