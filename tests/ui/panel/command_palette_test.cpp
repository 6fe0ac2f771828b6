// SPDX-License-Identifier: MIT
#include "panel/command_palette.h"

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QTest>

using namespace sfumato;

/// Commands are found by a few letters and run from the keyboard alone.
class CommandPaletteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersInTheirOrderAreFound()
    {
        QVERIFY(fuzzyScore("Zoom in", "zi") > 0);
        QVERIFY(fuzzyScore("Zoom in", "ZOOM") > 0);
        QCOMPARE(fuzzyScore("Zoom in", "iz"), 0);
        QCOMPARE(fuzzyScore("Zoom in", "zx"), 0);
        QVERIFY(fuzzyScore("Anything", "") > 0);
        // Beginnings of words count more than letters somewhere.
        QVERIFY(fuzzyScore("Save picture", "sp") > fuzzyScore("Grasp it", "sp"));
    }

    void whatIsFoundIsRunByReturn()
    {
        QWidget window;
        window.resize(700, 500);
        QMenu menu("View");
        QStringList done;
        const auto add = [&](const QString& text) {
            return menu.addAction(text, &window, [&done, text] { done.append(text); });
        };
        add("Zoom &in…")->setShortcut(QKeySequence("Ctrl++"));
        add("Zoom out");
        auto* hidden = add("Zoom nowhere");
        hidden->setEnabled(false);
        CommandPalette palette(&window, [&] { return menu.actions(); });
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        palette.open();
        auto* list = palette.findChild<QListWidget*>();
        auto* line = palette.findChild<QLineEdit*>();
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(0)->text(), QString("View › Zoom in    Ctrl++"));
        QTest::keyClicks(line, "zo");
        QTest::keyClick(line, Qt::Key_Down);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(done, QStringList{"Zoom out"});
        QVERIFY(palette.isHidden());

        palette.open();
        QTest::keyClicks(line, "nothing like it");
        QCOMPARE(list->count(), 0);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(done.size(), 1);
        palette.open();
        QCOMPARE(list->count(), 2);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(palette.isHidden());
    }
};

QTEST_MAIN(CommandPaletteTest)
#include "command_palette_test.moc"
