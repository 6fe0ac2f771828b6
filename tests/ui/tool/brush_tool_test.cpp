// SPDX-License-Identifier: MIT
#include "tool/brush_tool.h"
#include "tool/tool_context.h"

#include <QTest>

using namespace sfumato;

class BrushToolTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ToolContext> m_context;

    int rowWidth(int x) const
    {
        int count = 0;
        for (int y = 0; y < 200; ++y)
            count += m_document->labelAt({x, y}) == m_context->label();
        return count;
    }

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>(QSize(200, 200));
        LabelPalette labels;
        for (int i = 0; i < 18; ++i)
            labels.append({QString::number(i), QColor(i * 10, i * 5, 100)});
        m_document->setPalette(labels);
        m_context = std::make_unique<ToolContext>();
        m_context->setDocument(m_document.get());
        m_context->setBrushSize(20.0);
        m_context->setLabel(3);
    }

    void pressureGoesOverSmoothlyIntoTheSize()
    {
        BrushTool brush(*m_context);
        brush.press({{20, 100}, {}, 0.0});
        brush.move({{180, 100}, {}, 1.0});
        brush.release({{180, 100}, {}, 0.0});
        QVERIFY(rowWidth(25) < rowWidth(100) && rowWidth(100) < rowWidth(175));
        QVERIFY(rowWidth(175) >= 19);
        m_context->setPressureSizes(false);
        m_context->setLabel(4);
        brush.press({{20, 100}, {}, 0.0});
        brush.release({{20, 100}, {}, 0.0});
        QCOMPARE(rowWidth(20), 20);
    }

    // A disc that lies between pixels is not moved onto them.
    void positionsAreFinerThanPixels()
    {
        m_context->setBrushSize(2.0);
        BrushTool brush(*m_context);
        brush.press({{50.9, 50.9}, {}});
        brush.release({{50.9, 50.9}, {}});
        QCOMPARE(m_document->labelAt({50, 50}), 3);
        QCOMPARE(m_document->labelAt({51, 51}), 3);
        QCOMPARE(m_document->labelAt({49, 49}), 0);
    }

    void shiftAndDragChangesTheSize()
    {
        BrushTool brush(*m_context);
        brush.press({{50, 50}, Qt::ShiftModifier});
        brush.move({{65, 50}, Qt::ShiftModifier});
        QCOMPARE(m_context->brushSize(), 50.0);
        brush.release({{60, 50}, Qt::ShiftModifier});
        QCOMPARE(m_document->undoStack().count(), 0);
        brush.press({{50, 50}, Qt::ShiftModifier});
        brush.move({{90, 50}, Qt::ShiftModifier});
        brush.cancel();
        QCOMPARE(m_context->brushSize(), 50.0);
    }

    void controlAndDragErasesFromWhereItBegan()
    {
        m_document->paintRect({0, 0, 200, 200}, 7);
        BrushTool brush(*m_context);
        brush.press({{50, 50}, Qt::ControlModifier});
        brush.move({{90, 50}, Qt::ControlModifier});
        brush.release({{90, 50}, Qt::ControlModifier});
        QCOMPARE(m_document->labelAt({45, 50}), 0);
        QCOMPARE(m_document->labelAt({90, 50}), 0);
        QCOMPARE(m_context->label(), 3);
    }

    void altTakesUpLabelsAlongTheWay()
    {
        m_document->paintRect({0, 0, 100, 200}, 7);
        m_document->paintRect({100, 0, 100, 200}, 9);
        BrushTool brush(*m_context);
        brush.press({{50, 50}, Qt::AltModifier});
        QCOMPARE(m_context->label(), 7);
        brush.move({{150, 50}, Qt::AltModifier});
        QCOMPARE(m_context->label(), 9);
        brush.release({{150, 50}, Qt::AltModifier});
        QCOMPARE(m_document->undoStack().count(), 0);
    }

    void theEraserAndItsReverse()
    {
        m_document->paintRect({0, 0, 200, 200}, 7);
        EraserTool eraser(*m_context);
        eraser.press({{50, 50}, {}});
        eraser.release({{50, 50}, {}});
        QCOMPARE(m_document->labelAt({50, 50}), 0);
        ToolEvent other{{150, 50}, {}};
        other.reversed = true;
        eraser.press(other);
        eraser.release(other);
        QCOMPARE(m_document->labelAt({150, 50}), 3);
    }

    void theMaskBrushAddsAndTakesBack()
    {
        m_document->setInputKind(InputKind::Hole);
        MaskBrushTool mask(*m_context);
        mask.press({{50, 50}, {}});
        mask.release({{90, 50}, {}});
        QCOMPARE(m_document->labelAt({70, 50}), 1);
        mask.press({{70, 50}, Qt::ControlModifier});  // at once: there is nothing to pick
        QCOMPARE(m_document->labelAt({70, 50}), 0);
        mask.release({{70, 50}, Qt::ControlModifier});
        mask.press({{50, 100}, {}});
        mask.release({{50, 100}, {}});
        mask.press({{150, 100}, Qt::ShiftModifier});
        mask.release({{150, 100}, Qt::ShiftModifier});
        QCOMPARE(m_document->labelAt({100, 100}), 1);
    }

    void theStabiliserEvensOutTremors()
    {
        m_context->setBrushSize(2.0);
        m_context->setStabiliser(12.0);
        BrushTool brush(*m_context);
        brush.press({{20, 100}, {}});
        for (int x = 20; x <= 180; x += 2)
            brush.move({{double(x), 100.0 + (x % 4 ? 3.0 : -3.0)}, {}});
        brush.release({{180, 100}, {}});
        int least = 200, most = 0;
        for (int x = 40; x < 160; ++x)
            for (int y = 0; y < 200; ++y)
                if (m_document->labelAt({x, y}) == 3) {
                    least = std::min(least, y);
                    most = std::max(most, y);
                }
        QVERIFY2(most - least <= 5, qPrintable(QString::number(most - least)));
        QCOMPARE(m_document->labelAt({179, 100}), 3);  // it arrives where the pen was lifted
    }

    void cancellingLeavesNothing()
    {
        BrushTool brush(*m_context);
        brush.press({{50, 50}, {}});
        brush.move({{90, 50}, {}});
        brush.cancel();
        QCOMPARE(m_document->labelAt({70, 50}), 0);
        QVERIFY(!m_document->undoStack().canUndo());
        brush.move({{90, 90}, {}});
        QCOMPARE(m_document->labelAt({90, 90}), 0);
    }
};

QTEST_GUILESS_MAIN(BrushToolTest)
#include "brush_tool_test.moc"
