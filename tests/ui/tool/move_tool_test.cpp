// SPDX-License-Identifier: MIT
#include "tool/move_tool.h"
#include "tool/tool_context.h"

#include <QTest>

using namespace sfumato;

class MoveToolTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ToolContext> m_context;

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>(QSize(60, 40));
        m_document->paintRect({10, 10, 5, 5}, 3);
        m_context = std::make_unique<ToolContext>();
        m_context->setDocument(m_document.get());
    }

    void draggingMovesEverythingAsOneStep()
    {
        MoveTool mover(*m_context);
        mover.press({{12, 12}, {}});
        mover.move({{20, 15}, {}});
        QCOMPARE(m_document->labelAt({10, 10}), 3);  // not before it is let go
        mover.release({{32, 17}, {}});
        QCOMPARE(m_document->labelAt({10, 10}), 0);
        QCOMPARE(m_document->labelAt({30, 15}), 3);
        QCOMPARE(m_document->labelAt({34, 19}), 3);
        QCOMPARE(m_document->undoStack().count(), 1);
        m_document->undoStack().undo();
        QCOMPARE(m_document->labelAt({10, 10}), 3);
    }

    void shiftKeepsToOneDirection()
    {
        MoveTool mover(*m_context);
        mover.press({{12, 12}, Qt::ShiftModifier});
        mover.release({{32, 17}, Qt::ShiftModifier});
        QCOMPARE(m_document->labelAt({30, 10}), 3);
    }

    void arrowsMoveByOneOrTen()
    {
        MoveTool mover(*m_context);
        QVERIFY(mover.key(Qt::Key_Right, {}));
        QCOMPARE(m_document->labelAt({15, 10}), 3);
        QVERIFY(mover.key(Qt::Key_Up, Qt::ShiftModifier));
        QCOMPARE(m_document->labelAt({15, 0}), 3);
        QVERIFY(!mover.key(Qt::Key_Return, {}));
    }

    void beyondTheEdgeNothingIsLeft()
    {
        MoveTool mover(*m_context);
        mover.press({{12, 12}, {}});
        mover.release({{900, 12}, {}});
        for (int x = 0; x < 60; ++x)
            QCOMPARE(m_document->labelAt({x, 12}), 0);
    }

    void aCancelledDragMovesNothing()
    {
        MoveTool mover(*m_context);
        mover.press({{12, 12}, {}});
        mover.move({{30, 12}, {}});
        mover.cancel();
        mover.release({{30, 12}, {}});
        QCOMPARE(m_document->undoStack().count(), 0);
    }
};

QTEST_GUILESS_MAIN(MoveToolTest)
#include "move_tool_test.moc"
