// SPDX-License-Identifier: MIT
#include "tool/tool_sets.h"
#include "tool/pointer_memory.h"
#include "tool/tool_context.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace sfumato;

class ToolSetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Of each set: keys that no two tools share, words, an icon.
    void everyToolCanBeFound_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("map") << 0;
        QTest::newRow("hole") << 1;
        QTest::newRow("boxes") << 2;
        QTest::newRow("view") << 3;
        QTest::newRow("photo") << 4;
        QTest::newRow("enlarge") << 5;
        QTest::newRow("scene") << 6;
    }

    void everyToolCanBeFound()
    {
        QFETCH(int, which);
        ToolContext context;
        const auto make = std::array{mapTools,   holeTools,    boxTools,  viewTools,
                                     photoTools, enlargeTools, sceneTools}[size_t(which)];
        const auto set = make(context);
        QSet<QString> ids, keys;
        for (const auto& tool : set) {
            ids.insert(tool->id());
            keys.insert(tool->shortcut().toString());
            QVERIFY(!tool->text().isEmpty() && !tool->status().isEmpty());
            const QString icon = QStringLiteral(SFUMATO_SOURCE_DIR "/resources/icons/%1.svg");
            QVERIFY2(QFile::exists(icon.arg(tool->id())), qPrintable(tool->id()));
        }
        QCOMPARE(size_t(ids.size()), set.size());
        QCOMPARE(size_t(keys.size()), set.size());
        QVERIFY(ids.contains("hand") && ids.contains("zoom"));
    }

    void eachPointerKeepsItsTool()
    {
        PointerMemory memory;
        memory.use("brush");
        QCOMPARE(memory.change("mouse", false), QString("brush"));
        memory.use("fill");
        QCOMPARE(memory.change("pen", false), QString("fill"));
        memory.use("brush");
        QCOMPARE(memory.change("pen end", true), QString("eraser"));
        QCOMPARE(memory.change("pen", false), QString("brush"));
        QCOMPARE(memory.change("mouse", false), QString("fill"));
        QCOMPARE(memory.change("pen end", true), QString("eraser"));
        memory.use("mask");
        memory.change("pen", false);
        QCOMPARE(memory.change("pen end", true), QString("mask"));
    }
};

QTEST_GUILESS_MAIN(ToolSetsTest)
#include "tool_sets_test.moc"
