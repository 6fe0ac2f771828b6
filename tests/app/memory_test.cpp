// SPDX-License-Identifier: MIT
#include "main_window.h"

#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace sfumato;

namespace {

QString modelFolder()
{
    return QStringLiteral(SFUMATO_SOURCE_DIR "/resources/models");
}

// Bytes of the process that are in memory.
qint64 resident()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

}  // namespace

/// Memory of the real window over many generations with the bundled model: the hundredth leaves it
/// within 5 % of the tenth.
class MemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHundredGenerations()
    {
        if (!QFile::exists(modelFolder() + QStringLiteral("/landscape.safetensors")))
            QSKIP("the bundled model is not in this tree");
        const QTemporaryDir folder;
        QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
        PluginLoader plugins;
        plugins.scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        ldm::EngineOptions options;
        options.model_folders = {modelFolder().toStdString()};
        options.resources = SFUMATO_SOURCE_DIR "/resources";
        MainWindow window(std::make_unique<EngineGenerator>(options), plugins, settings);
        window.setSessionFolder(folder.filePath("session"), 1000);
        QSignalSpy ready(&window, &MainWindow::modelsReady);
        window.show();
        QVERIFY(ready.count() > 0 || ready.wait(20000));
        QVERIFY(window.setMode("semantic"));

        QImage map(64, 64, QImage::Format_Indexed8);
        map.fill(1);
        window.document().replaceMap(map, "map");
        auto recipe = window.picturePanel().recipe();
        recipe.steps = 1;
        recipe.width = recipe.height = 64;
        window.picturePanel().setRecipe(recipe);
        QSignalSpy idle(&window.queue(), &JobQueue::idle);
        qint64 tenth = 0, now = 0, most = 0;
        for (int i = 1; i <= 100; ++i) {
            idle.clear();
            window.document().beginStroke();
            window.document().paintDisc({double(i % 64), 32.0}, 20.0, i % 8);
            window.document().endStroke("stroke");
            window.generate();
            QVERIFY(idle.count() > 0 || idle.wait(60000));
            if (i == 10 || i == 100)
                QTest::qWait(2500);  // the copy for the case of a crash is written meanwhile
            now = resident();
            most = std::max(most, now);
            if (i == 10)
                tenth = now;
        }
        QCOMPARE(window.document().history().size(), 100);
        // The history is there to be gone back to: each of its pictures, as core and as the canvas
        // have it, and its thumbnail are meant to stay.
        constexpr qint64 kKept = 90 * (2 * 64 * 64 * 3 + 96 * 96 * 4);
        const double growth = 100.0 * double(now - tenth - kKept) / double(tenth);
        qInfo(
            "resident after 10 generations %.1f MB, after 100 %.1f MB (%+.1f %% beside the "
            "history), "
            "at most %.1f MB",
            double(tenth) / 1e6, double(now) / 1e6, growth, double(most) / 1e6);
        QVERIFY2(std::abs(growth) < 5.0, qPrintable(QString::number(growth)));
    }
};

QTEST_MAIN(MemoryTest)
#include "memory_test.moc"
