// SPDX-License-Identifier: MIT
#include "plugin_loader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using sfumato::PluginLoader;

class PluginLoaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBundledModesLoad()
    {
        PluginLoader loader;
        loader.scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        QVERIFY(!loader.records().empty());
        for (const auto& record : loader.records())
            QVERIFY2(record.plugin, qPrintable(record.file + ": " + record.problem));
    }

    void brokenPluginsAreListedWithTheirReason()
    {
        QTemporaryDir folder;
        QFile garbage(folder.filePath("garbage.so"));
        QVERIFY(garbage.open(QIODevice::WriteOnly));
        garbage.write("not a library");
        garbage.close();
        // A library, but no plugin.
        QVERIFY(QFile::copy(QStringLiteral(SFUMATO_BINARY_DIR "/lib/libsfumato_ui.so"),
                            folder.filePath("library.so")));
        // A plugin cut short.
        QFile whole(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins/semantic.so"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QFile cut(folder.filePath("cut.so"));
        QVERIFY(cut.open(QIODevice::WriteOnly));
        cut.write(whole.read(whole.size() / 2));
        cut.close();
        QFile text(folder.filePath("readme.txt"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        PluginLoader loader;
        loader.scan(folder.path());
        QCOMPARE(loader.records().size(), size_t(3));
        for (const auto& record : loader.records()) {
            QVERIFY(!record.plugin);
            QVERIFY2(!record.problem.isEmpty(), qPrintable(record.file));
        }
    }

    void aMissingFolderIsEmpty()
    {
        PluginLoader loader;
        loader.scan(QStringLiteral("/no/such/folder"));
        QVERIFY(loader.records().empty());
    }
};

QTEST_GUILESS_MAIN(PluginLoaderTest)
#include "plugin_loader_test.moc"
