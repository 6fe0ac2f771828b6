// SPDX-License-Identifier: MIT
#include "panel/layers_panel.h"
#include "panel/layers_delegate.h"
#include "panel/layers_model.h"
#include "support/contrast.h"
#include "theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace sfumato;

/// The layers' panel, by mouse and by keys.
class LayersPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Document> m_document;
    std::unique_ptr<LayersPanel> m_panel;

    LayerStack& stack() { return m_document->layers(); }
    QListView* list() { return m_panel->list(); }
    void trigger(const char* name) { m_panel->findChild<QAction*>(name)->trigger(); }
    QRect row(int at) { return list()->visualRect(list()->model()->index(at, 0)); }
    QString nameAt(int at) { return list()->model()->index(at, 0).data().toString(); }

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>(QSize(32, 24));
        m_document->setInputKind(InputKind::Hole);
        m_panel = std::make_unique<LayersPanel>();
        m_panel->setDocument(m_document.get());
        m_panel->resize(280, 320);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        list()->setFocus();
    }

    void cleanup() { m_panel.reset(); }

    void theTopmostComesFirst()
    {
        QAbstractItemModelTester tester(list()->model());
        QCOMPARE(nameAt(0), QString("Picture"));
        QCOMPARE(nameAt(2), QString("Photo"));
        trigger("layerAddPaint");
        QCOMPARE(list()->model()->rowCount(), 4);
        QCOMPARE(list()->currentIndex().data().toString(), stack().active()->name);
        m_document->undoStack().undo();
        QCOMPARE(list()->model()->rowCount(), 3);
    }

    void eyeAndLockAreClicked()
    {
        const int id = list()->model()->index(1, 0).data(LayersModel::IdRole).toInt();
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          LayersDelegate::eyeIn(row(1)).center());
        QVERIFY(!stack().find(id)->visible);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          LayersDelegate::lockIn(row(1)).center());
        QVERIFY(stack().find(id)->locked);
        QCOMPARE(m_document->undoStack().count(), 2);
        QVERIFY(list()
                    ->model()
                    ->index(1, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains("locked"));
    }

    // It stands back, and can be read all the same: 4.5 : 1.
    void theNameOfAHiddenLayerCanBeRead()
    {
        for (const auto kind : {ThemeKind::Light, ThemeKind::Dark}) {
            applyTheme(*qApp, kind);
            const int id = list()->model()->index(1, 0).data(LayersModel::IdRole).toInt();
            stack().setVisible(id, false);
            QCoreApplication::processEvents();
            const QRect words = LayersDelegate::textIn(row(1));
            const double best = test::strongestContrast(
                list()->viewport()->grab().toImage(), words,
                themePalette(kind == ThemeKind::Dark).color(QPalette::Base));
            QVERIFY2(best >= 4.5, qPrintable(QString::number(best)));
        }
    }

    void everythingGoesByKeys()
    {
        QTest::keyClick(list(), Qt::Key_Down);
        const int id = stack().activeId();
        QTest::keyClick(list(), Qt::Key_Space);
        QVERIFY(!stack().find(id)->visible);
        QTest::keyClick(list(), Qt::Key_Space);
        QVERIFY(stack().find(id)->visible);
        QTest::keyClick(list(), Qt::Key_F2);
        auto* editor = list()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClicks(editor, "sky");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(stack().find(id)->name, QString("sky"));
        trigger("layerAddPaint");
        const int paint = stack().activeId();
        const int at = stack().indexOf(paint);
        trigger("layerLower");
        QCOMPARE(stack().indexOf(paint), at - 1);
        trigger("layerAbove");
        QVERIFY(stack().activeId() != paint);
        trigger("layerBelow");
        QCOMPARE(stack().activeId(), paint);
        trigger("layerRemove");
        QVERIFY(!stack().find(paint));
    }

    void draggingChangesTheOrder()
    {
        trigger("layerAddPaint");
        trigger("layerAddPaint");
        auto* model = list()->model();
        const int id = model->index(3, 0).data(LayersModel::IdRole).toInt();
        const std::unique_ptr<QMimeData> data(model->mimeData({model->index(3, 0)}));
        QVERIFY(model->dropMimeData(data.get(), Qt::MoveAction, 1, 0, {}));
        QCOMPARE(model->index(1, 0).data(LayersModel::IdRole).toInt(), id);
        const std::unique_ptr<QMimeData> back(model->mimeData({model->index(1, 0)}));
        QVERIFY(model->dropMimeData(back.get(), Qt::MoveAction, 4, 0, {}));
        QCOMPARE(model->index(3, 0).data(LayersModel::IdRole).toInt(), id);
    }

    void theSliderSetsTheOpacityInOneStep()
    {
        trigger("layerAddPaint");
        auto* slider = m_panel->findChild<QSlider*>();
        const int before = m_document->undoStack().count();
        slider->setSliderDown(true);
        for (int value = 90; value >= 30; value -= 10)
            slider->setValue(value);
        slider->setSliderDown(false);
        QCOMPARE(m_document->undoStack().count(), before + 1);
        QCOMPARE(stack().active()->opacity, 0.3);
        QVERIFY(list()->currentIndex().data(LayersModel::DetailRole).toString().contains("30"));
        m_document->undoStack().undo();
        QCOMPARE(slider->value(), 100);
    }

    void thumbnailsFollowStrokes()
    {
        const auto index = list()->model()->index(1, 0);
        const QImage before = index.data(Qt::DecorationRole).value<QPixmap>().toImage();
        m_document->setPalette({{"keep", QColor(0, 0, 0, 0)}, {"fill", Qt::red}});
        m_document->paintRect({0, 0, 32, 24}, 1);
        QTRY_VERIFY(index.data(Qt::DecorationRole).value<QPixmap>().toImage() != before);
    }

    void everyControlSaysWhatItDoes()
    {
        for (auto* button : m_panel->findChildren<QToolButton*>()) {
            QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->text()));
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->toolTip()));
            QVERIFY(!button->icon().isNull() || button->defaultAction());
        }
        for (const auto& group : m_panel->actionGroups())
            for (const auto* action : group)
                QVERIFY(!action->text().isEmpty() && !action->toolTip().isEmpty());
    }
};

QTEST_MAIN(LayersPanelTest)
#include "layers_panel_test.moc"
