// SPDX-License-Identifier: MIT
#include "tool/shape_tools.h"
#include "tool/polygon_spans.h"
#include "tool/tool_context.h"

#include <QTest>

using namespace sfumato;

class ShapeToolsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ToolContext> m_context;

    int count(int label) const
    {
        int found = 0;
        for (int y = 0; y < 100; ++y)
            for (int x = 0; x < 100; ++x)
                found += m_document->labelAt({x, y}) == label;
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>(QSize(100, 100));
        LabelPalette labels;
        for (int i = 0; i < 18; ++i)
            labels.append({QString::number(i), QColor(i * 10, i * 5, 100)});
        m_document->setPalette(labels);
        m_context = std::make_unique<ToolContext>();
        m_context->setDocument(m_document.get());
        m_context->setLabel(5);
    }

    void spansCoverThePixelsInside()
    {
        const QRect bounds(0, 0, 100, 100);
        const auto square = spansOf(QPolygonF{{10, 10}, {20, 10}, {20, 30}, {10, 30}}, bounds);
        QCOMPARE(square, QList<QRect>{QRect(10, 10, 10, 20)});
        QVERIFY(spansOf(QPolygonF{{1, 1}, {5, 5}}, bounds).isEmpty());
        qint64 area = 0;
        for (const auto& span : spansOf(QPolygonF{{0, 0}, {80, 0}, {0, 60}}, bounds))
            area += span.width() * span.height();
        QVERIFY(std::abs(area - 2400) < 40);
    }

    // Two loops that overlap: what is inside both is outside, as on paper.
    void loopsThatCrossLeaveAHole()
    {
        const QPolygonF rings{{10, 10}, {60, 10}, {60, 60}, {10, 60}, {10, 10},
                              {30, 30}, {40, 30}, {40, 40}, {30, 40}, {30, 30}};
        qint64 area = 0;
        for (const auto& span : spansOf(rings, QRect(0, 0, 100, 100)))
            area += span.width() * span.height();
        QCOMPARE(area, qint64(2400));
    }

    void theLassoFillsWhatItGoesAround()
    {
        LassoTool lasso(*m_context);
        lasso.press({{20, 20}, {}});
        for (const QPointF p : {QPointF(60, 20), QPointF(60, 60), QPointF(20, 60)})
            lasso.move({p, {}});
        lasso.release({{20, 20}, {}});
        QCOMPARE(count(5), 1600);
        QCOMPARE(m_document->undoStack().count(), 1);
        QVERIFY(!lasso.isBusy());
        lasso.press({{20, 20}, Qt::ControlModifier});
        for (const QPointF p : {QPointF(40, 20), QPointF(40, 60), QPointF(20, 60)})
            lasso.move({p, Qt::ControlModifier});
        lasso.release({{20, 20}, Qt::ControlModifier});
        QCOMPARE(count(5), 800);
    }

    void aPolygonIsClosedAtItsFirstCorner()
    {
        PolygonTool polygon(*m_context);
        for (const QPointF p :
             {QPointF(10, 10), QPointF(90, 10), QPointF(90, 50), QPointF(10, 50)}) {
            polygon.press({p, {}});
            polygon.release({p, {}});
        }
        QVERIFY(polygon.isBusy());
        QCOMPARE(count(5), 0);
        polygon.press({{12, 12}, {}});
        polygon.release({{12, 12}, {}});
        QCOMPARE(count(5), 80 * 40);
        QVERIFY(!polygon.isBusy());
    }

    void keysCloseItAndTakeCornersBack()
    {
        PolygonTool polygon(*m_context);
        QVERIFY(!polygon.key(Qt::Key_Return, {}));
        for (const QPointF p :
             {QPointF(10, 10), QPointF(90, 10), QPointF(90, 90), QPointF(55, 5)}) {
            polygon.press({p, {}});
            polygon.release({p, {}});
        }
        QVERIFY(polygon.key(Qt::Key_Backspace, {}));
        QVERIFY(polygon.key(Qt::Key_Return, {}));
        QVERIFY(std::abs(count(5) - 3200) < 60);
        polygon.press({{10, 10}, {}});
        polygon.cancel();
        QVERIFY(!polygon.isBusy());
    }

    void shiftKeepsToEighthsOfATurn()
    {
        PolygonTool polygon(*m_context);
        const auto click = [&](QPointF p, Qt::KeyboardModifiers modifiers) {
            polygon.press({p, modifiers});
            polygon.release({p, modifiers});
        };
        click({10, 10}, {});
        click({60, 13}, Qt::ShiftModifier);  // becomes straight to the right
        click({62, 50}, Qt::ShiftModifier);  // straight down
        polygon.key(Qt::Key_Return, {});
        QCOMPARE(m_document->labelAt({58, 11}), 5);
        QCOMPARE(m_document->labelAt({61, 30}), 0);
    }
};

QTEST_GUILESS_MAIN(ShapeToolsTest)
#include "shape_tools_test.moc"
