// SPDX-License-Identifier: MIT
#include "tool/brush_tool.h"
#include "tool/click_tools.h"
#include "tool/tool_context.h"

#include <QTest>

using namespace sfumato;

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
