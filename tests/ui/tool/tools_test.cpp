// SPDX-License-Identifier: MIT
#include "tool/brush_tool.h"
#include "tool/click_tools.h"
#include "tool/loupe_tool.h"
#include "tool/tool_context.h"
#include "tool/view_tools.h"

#include <QSignalSpy>
#include <QTest>

using namespace sfumato;

namespace {

/// A view that notes what was asked of it.
class NotedView final : public ToolView {
public:
    double zoom() const override { return zoomed; }
    void panBy(QPointF pixels) override { panned += pixels; }
    void zoomAt(QPointF, double factor) override { zoomed *= factor; }

    double zoomed = 1.0;
    QPointF panned;
};

}  // namespace

class ToolsTest : public QObject {
    Q_OBJECT

private:
    static LabelPalette palette()
    {
        LabelPalette labels;
        for (int i = 0; i < 18; ++i)
            labels.append({QString::number(i), QColor(i * 10, i * 5, 100)});
        return labels;
    }

    std::unique_ptr<Document> m_document;
    std::unique_ptr<ToolContext> m_context;

    // Pressed at (10, 10), moved along x, let go; on the screen.
    static void drag(Tool& tool, ToolView& view, double by)
    {
        ToolEvent event{{5.0, 5.0}, Qt::NoModifier};
        event.view = &view;
        event.screen = {10.0, 10.0};
        tool.press(event);
        event.screen = {10.0 + by, 10.0};
        tool.move(event);
        tool.release(event);
    }

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>(QSize(100, 100));
        m_document->setPalette(palette());
        m_context = std::make_unique<ToolContext>();
        m_context->setDocument(m_document.get());
        m_context->setBrushSize(6.0);
    }

    void aStrokeIsOneCommandWithoutGaps()
    {
        BrushTool brush(*m_context);
        m_context->setLabel(3);
        brush.press({{10.0, 50.0}, Qt::NoModifier});
        brush.move({{50.0, 50.0}, Qt::NoModifier});
        brush.release({{90.0, 50.0}, Qt::NoModifier});
        QCOMPARE(m_document->undoStack().count(), 1);
        for (int x = 10; x <= 90; ++x)
            QCOMPARE(m_document->labelAt({x, 50}), 3);
    }

    void shiftClickDrawsAStraightLine()
    {
        BrushTool brush(*m_context);
        m_context->setLabel(4);
        brush.press({{20.0, 20.0}, Qt::NoModifier});
        brush.release({{20.0, 20.0}, Qt::NoModifier});
        brush.press({{20.0, 80.0}, Qt::ShiftModifier});
        brush.release({{20.0, 80.0}, Qt::ShiftModifier});
        QCOMPARE(m_document->labelAt({20, 50}), 4);
    }

    void controlClickPicksInsteadOfPainting()
    {
        m_document->paintRect({0, 0, 50, 100}, 9);
        BrushTool brush(*m_context);
        brush.press({{5.0, 5.0}, Qt::ControlModifier});
        brush.release({{5.0, 5.0}, Qt::ControlModifier});
        QCOMPARE(m_context->label(), 9);
        QCOMPARE(m_document->undoStack().count(), 0);
    }

    void eraserPaintsTheFirstLabel()
    {
        m_document->paintRect({0, 0, 100, 100}, 9);
        EraserTool eraser(*m_context);
        eraser.press({{50.0, 50.0}, Qt::NoModifier});
        eraser.release({{50.0, 50.0}, Qt::NoModifier});
        QCOMPARE(m_document->labelAt({50, 50}), 0);
    }

    void fillAndPickerUseThePixelUnderThePointer()
    {
        m_context->setLabel(5);
        FillTool fill(*m_context);
        fill.press({{99.9, 99.9}, Qt::NoModifier});
        QCOMPARE(m_document->labelAt({0, 0}), 5);
        fill.press({{-1.0, 5.0}, Qt::NoModifier});  // outside: nothing happens
        m_context->setLabel(1);
        PickerTool picker(*m_context);
        picker.press({{50.0, 50.0}, Qt::NoModifier});
        QCOMPARE(m_context->label(), 5);
    }

    void swapGoesBackAndForth()
    {
        m_context->setLabel(2);
        m_context->setLabel(7);
        m_context->swapLabels();
        QCOMPARE(m_context->label(), 2);
        m_context->swapLabels();
        QCOMPARE(m_context->label(), 7);
    }

    void labelsOutsideThePaletteAreRefused()
    {
        m_context->setLabel(2);
        m_context->setLabel(18);
        m_context->setLabel(-1);
        QCOMPARE(m_context->label(), 2);
    }

    void aShakingHandClicksAndALongerWayDrags()
    {
        NotedView view;
        ZoomTool magnifier(*m_context);
        drag(magnifier, view, 3.0);
        QCOMPARE(view.zoomed, 2.0);
        drag(magnifier, view, -50.0);
        QVERIFY(view.zoomed < 2.0 && view.zoomed > 1.0);
        LoupeTool loupe(*m_context);
        QSignalSpy wanted(m_context.get(), &ToolContext::loupeWanted);
        drag(loupe, view, 3.0);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toPointF(), QPointF(5.0, 5.0));
        QCOMPARE(view.panned, QPointF());
        drag(loupe, view, 30.0);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(view.panned, QPointF(30.0, 0.0));
    }

    void aClickThatWasTakenBackIsNone()
    {
        LoupeTool loupe(*m_context);
        QSignalSpy wanted(m_context.get(), &ToolContext::loupeWanted);
        loupe.press({{5.0, 5.0}, Qt::NoModifier});
        loupe.cancel();
        loupe.release({{5.0, 5.0}, Qt::NoModifier});
        QCOMPARE(wanted.count(), 0);
    }

    void changingTheToolEndsTheStroke()
    {
        BrushTool brush(*m_context);
        m_context->setLabel(3);
        brush.press({{10.0, 10.0}, Qt::NoModifier});
        brush.deactivate();
        QCOMPARE(m_document->undoStack().count(), 1);
    }
};

QTEST_GUILESS_MAIN(ToolsTest)
#include "tools_test.moc"
