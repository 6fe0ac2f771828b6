// SPDX-License-Identifier: MIT
#include "tool/box_tool.h"
#include "tool/tool_context.h"
#include "tool/tool_sets.h"

#include <QTest>

using namespace sfumato;

class BoxToolTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ToolContext> m_context;
    ToolSet m_tools;
    BoxTool* m_box = nullptr;

    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {})
    {
        m_box->press({from, modifiers});
        m_box->move({(from + to) / 2.0, modifiers});
        m_box->release({to, modifiers});
    }

    void click(QPointF at, Qt::KeyboardModifiers modifiers = {})
    {
        m_box->press({at, modifiers});
        m_box->release({at, modifiers});
    }

    QRect rect(int index) const
    {
        const auto& box = m_document->boxes()[size_t(index)];
        return QRectF(box.x * 200, box.y * 100, box.width * 200, box.height * 100).toRect();
    }

    size_t count() const { return m_document->boxes().size(); }

private Q_SLOTS:
    void init()
    {
        m_tools.clear();
        m_document = std::make_unique<Document>(QSize(200, 100));
        m_document->setInputKind(InputKind::Boxes);
        m_document->setPalette({{"sky", Qt::blue},
                                {"person", Qt::red},
                                {"traffic light", Qt::green},
                                {"sea", Qt::cyan}});
        m_context = std::make_unique<ToolContext>();
        m_context->setDocument(m_document.get());
        m_context->setLabel(1);
        m_tools = boxTools(*m_context);
        m_box = static_cast<BoxTool*>(m_tools.front().get());
    }

    void boxesAreDrawnInAnyDirection()
    {
        drag({80, 60}, {20, 10});
        QCOMPARE(rect(0), QRect(20, 10, 60, 50));
        QCOMPARE(m_document->boxes()[0].label, 1);
        QCOMPARE(m_box->chosen(), 0);
        drag({150, 90}, {151, 91});  // a slip of the hand
        QCOMPARE(count(), size_t(1));
    }

    void modifiersShapeThem()
    {
        drag({20, 10}, {60, 30}, Qt::ShiftModifier);
        QCOMPARE(rect(0), QRect(20, 10, 40, 40));
        drag({130, 50}, {150, 60}, Qt::AltModifier);
        QCOMPARE(rect(1), QRect(110, 40, 40, 20));
    }

    void controlSnapsToSidesAndMiddles()
    {
        drag({20, 10}, {60, 30});
        m_box->choose({});
        drag({63, 33}, {97, 96}, Qt::ControlModifier);
        QCOMPARE(rect(1), QRect(60, 30, 40, 70));
    }

    void spaceMovesABoxWhileItIsDrawn()
    {
        m_box->press({{20, 10}, {}});
        m_box->move({{60, 30}, {}});
        ToolEvent moved{{80, 40}, {}};
        moved.spaceHeld = true;
        m_box->move(moved);
        m_box->release({{80, 40}, {}});
        QCOMPARE(rect(0), QRect(40, 20, 40, 20));
    }

    void aBoxCanBeDrawnInsideAnother()
    {
        drag({10, 10}, {190, 90});
        click({195, 95});  // chooses nothing
        QCOMPARE(m_box->chosen(), -1);
        drag({50, 30}, {90, 60});
        QCOMPARE(count(), size_t(2));
        QCOMPARE(rect(1), QRect(50, 30, 40, 30));
        click({60, 40});
        QCOMPARE(m_box->chosen(), 1);  // the smaller one lies above
        click({20, 20});
        QCOMPARE(m_box->chosen(), 0);
    }

    void whatIsChosenMovesAndResizes()
    {
        drag({20, 10}, {60, 50});
        drag({40, 30}, {50, 35});
        QCOMPARE(rect(0), QRect(30, 15, 40, 40));
        drag({70, 55}, {90, 60});  // its lower right corner
        QCOMPARE(rect(0), QRect(30, 15, 60, 45));
        QCOMPARE(m_document->undoStack().count(), 3);
    }

    void severalAreChosenMovedRenamedAndRemoved()
    {
        drag({10, 10}, {40, 40});
        drag({60, 10}, {90, 40});
        drag({110, 10}, {140, 40});
        click({20, 20});
        click({70, 20}, Qt::ShiftModifier);
        QCOMPARE(m_box->allChosen(), (QList<int>{0, 1}));
        drag({70, 20}, {80, 30});
        QCOMPARE(rect(0), QRect(20, 20, 30, 30));
        QCOMPARE(rect(1), QRect(70, 20, 30, 30));
        QCOMPARE(rect(2), QRect(110, 10, 30, 30));
        m_context->setLabel(3);
        QCOMPARE(m_document->boxes()[0].label, 3);
        QCOMPARE(m_document->boxes()[1].label, 3);
        QCOMPARE(m_document->boxes()[2].label, 1);
        QVERIFY(m_box->key(Qt::Key_Delete, {}));
        QCOMPARE(count(), size_t(1));
        QCOMPARE(rect(0), QRect(110, 10, 30, 30));
        m_document->undoStack().undo();
        QCOMPARE(count(), size_t(3));
    }

    void altDragsACopy()
    {
        drag({10, 10}, {40, 40});
        drag({20, 20}, {80, 20}, Qt::AltModifier);
        QCOMPARE(count(), size_t(2));
        QCOMPARE(rect(0), QRect(10, 10, 30, 30));
        QCOMPARE(rect(1), QRect(70, 10, 30, 30));
        QCOMPARE(m_box->chosen(), 1);
    }

    void choosingOneDoesNotRenameAnother()
    {
        drag({10, 10}, {40, 40});
        m_context->setLabel(3);  // renames the one that is chosen
        m_box->choose({});
        m_context->setLabel(1);
        drag({60, 10}, {90, 40});
        click({20, 20});
        QCOMPARE(m_context->label(), 3);
        QCOMPARE(m_document->boxes()[0].label, 3);
        QCOMPARE(m_document->boxes()[1].label, 1);
    }

    void tabWalksInBothDirections()
    {
        for (int i = 0; i < 3; ++i)
            drag({10.0 + 60 * i, 10}, {40.0 + 60 * i, 40});
        m_box->choose({});
        for (const int expected : {0, 1, 2, 0}) {
            QVERIFY(m_box->key(Qt::Key_Tab, {}));
            QCOMPARE(m_box->chosen(), expected);
        }
        m_box->key(Qt::Key_Backtab, {});
        QCOMPARE(m_box->chosen(), 2);
        QCOMPARE(m_box->announcement(), QString("box 3 of 3: person"));
    }

    void lettersNameABox()
    {
        QVERIFY(!m_box->takesLetters());
        drag({10, 10}, {40, 40});
        QVERIFY(m_box->takesLetters());
        for (const auto* letter : {"T", "r", "x"})
            QVERIFY(m_box->type(letter));
        QCOMPARE(m_box->typedLabel(), -1);
        m_box->key(Qt::Key_Backspace, {});
        QCOMPARE(m_box->typedLabel(), 2);
        QVERIFY(m_box->isBusy());
        QVERIFY(m_box->key(Qt::Key_Return, {}));
        QCOMPARE(m_document->boxes()[0].label, 2);
        QVERIFY(!m_box->isBusy());
        QCOMPARE(count(), size_t(1));
        m_box->key(Qt::Key_F2, {});
        m_box->type("s");
        m_box->cancel();
        QCOMPARE(m_document->boxes()[0].label, 2);
    }

    void arrowsNudgeInsideThePicture()
    {
        drag({10, 10}, {40, 40});
        m_box->key(Qt::Key_Right, {});
        m_box->key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(rect(0), QRect(11, 20, 30, 30));
        for (int i = 0; i < 10; ++i)
            m_box->key(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(rect(0), QRect(1, 20, 30, 30));
    }

    void pageKeysChangeTheOrder()
    {
        drag({10, 10}, {40, 40});
        drag({60, 10}, {90, 40});
        QVERIFY(m_box->key(Qt::Key_PageDown, {}));
        QCOMPARE(rect(0), QRect(60, 10, 30, 30));
        QCOMPARE(m_box->chosen(), 0);
        m_box->key(Qt::Key_PageUp, {});
        QCOMPARE(rect(1), QRect(60, 10, 30, 30));
    }

    void undoneBoxesAreNotHeldOnTo()
    {
        drag({10, 10}, {40, 40});
        m_document->undoStack().undo();
        QCOMPARE(m_box->chosen(), -1);
        QVERIFY(!m_box->key(Qt::Key_Delete, {}));
        m_context->setLabel(2);
        QCOMPARE(count(), size_t(0));
    }
};

QTEST_GUILESS_MAIN(BoxToolTest)
#include "box_tool_test.moc"
