// SPDX-License-Identifier: MIT
#include "plugin_loader.h"
#include "workspace.h"

#include <QComboBox>
#include <QDirIterator>
#include <QProcess>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

using namespace sfumato;

/// The plugin SDK as it is installed: its headers are whole, and the example of the manual builds
/// against it as a project of its own, loads and makes recipes.
class SdkTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<PluginLoader> m_plugins;

    QString path(const QString& name) const { return m_folder.filePath(name); }

    // Runs a program to its end. @return what it said where it failed; empty if it did not
    QByteArray run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setWorkingDirectory(m_folder.path());
        process.start(program, arguments);
        const bool ended = process.waitForFinished(240'000);
        if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
            return {};
        return (program + ' ' + arguments.join(' ')).toUtf8() + ":\n" + process.readAll();
    }

    QByteArray cmake(const QStringList& arguments) { return run(SFUMATO_CMAKE, arguments); }

    // Builds a project there against the installed SDK; its plugins go to `plugins`.
    QByteArray build(const QString& project, const QString& to)
    {
        const QByteArray said = cmake(
            {"-S", project, "-B", to, "-G", SFUMATO_GENERATOR, "-DCMAKE_BUILD_TYPE=Debug",
             "-DCMAKE_CXX_COMPILER=" SFUMATO_COMPILER, "-DCMAKE_PREFIX_PATH=" + path("installed"),
             "-DSFUMATO_PLUGIN_DIR=" + path("plugins")});
        return said.isEmpty() ? cmake({"--build", to}) : said;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char* component : {"libraries", "sdk"}) {
            const QByteArray said = cmake({"--install", SFUMATO_BINARY_DIR, "--prefix",
                                           path("installed"), "--component", component});
            QVERIFY2(said.isEmpty(), said);
        }
        // Nothing may come from the source tree.
        QVERIFY(QDir(m_folder.path()).mkdir("example"));
        QDirIterator files(path("installed/share/doc/sfumato/plugin-example"), QDir::Files);
        while (files.hasNext()) {
            const QString file = files.next();
            QVERIFY(QFile::copy(file, path("example/" + files.fileName())));
        }
    }

    void everyHeaderIsWhole()
    {
        const QDir include(path("installed/include/sfumato"));
        QByteArray all;
        int count = 0;
        QDirIterator headers(include.path(), {"*.h"}, QDir::Files, QDirIterator::Subdirectories);
        while (headers.hasNext()) {
            all += "#include \"" + include.relativeFilePath(headers.next()).toUtf8() + "\"\n";
            ++count;
        }
        QVERIFY(count > 30);
        QVERIFY(QDir(m_folder.path()).mkdir("headers"));
        QFile source(path("headers/all.cpp"));
        QVERIFY(source.open(QIODevice::WriteOnly));
        source.write(all);
        source.close();
        QFile project(path("headers/CMakeLists.txt"));
        QVERIFY(project.open(QIODevice::WriteOnly));
        project.write(
            "cmake_minimum_required(VERSION 3.25)\nproject(Headers LANGUAGES CXX)\n"
            "find_package(Sfumato 0.1 REQUIRED)\n"
            "add_library(headers OBJECT all.cpp)\n"
            "target_link_libraries(headers PRIVATE Sfumato::mode)\n");
        project.close();
        const QByteArray said = build(path("headers"), path("headers-build"));
        QVERIFY2(said.isEmpty(), said);
    }

    void theExampleBuildsAndLoads()
    {
        QByteArray said = build(path("example"), path("example-build"));
        QVERIFY2(said.isEmpty(), said);
        said = cmake({"--install", path("example-build")});
        QVERIFY2(said.isEmpty(), said);
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(path("plugins"));
        QCOMPARE(m_plugins->records().size(), size_t(1));
        const auto record = m_plugins->records().front();
        QVERIFY2(record.plugin, qPrintable(record.problem));
        QCOMPARE(record.id, QString("extend"));

        // The same again from another folder: the first one stays.
        m_plugins->scan(path("plugins"));
        QCOMPARE(m_plugins->records().size(), size_t(2));
        QCOMPARE(m_plugins->records().front().plugin, record.plugin);
        QVERIFY(!m_plugins->records().back().plugin);
        QVERIFY(m_plugins->records().back().problem.contains("extend"));
    }

    // What it makes of a photo in a workspace of the window.
    void theExampleMakesRecipes()
    {
        QVERIFY(m_plugins && m_plugins->records().front().plugin);
        Workspace workspace("extend", m_plugins->records().front().plugin);
        ldm::ModelInfo model;
        model.id = "fill";
        model.tasks = {ldm::TaskKind::Inpaint};
        workspace.setModels({model});
        auto& mode = workspace.mode();
        QVERIFY(mode.obstacle().contains("no photo"));
        QImage photo(100, 60, QImage::Format_RGB888);
        photo.fill(Qt::darkCyan);
        workspace.usePhoto(photo, "open");
        QCOMPARE(mode.obstacle(), QString());
        workspace.panel()->findChild<QSlider*>()->setValue(20);
        workspace.panel()->findChild<QComboBox*>()->setCurrentIndex(4);  // to the right
        const auto recipe = mode.buildRecipe();
        QCOMPARE(recipe.task, ldm::TaskKind::Inpaint);
        QCOMPARE(QSize(recipe.width, recipe.height), QSize(124, 60));
        QCOMPARE(recipe.image->width, 124);
        const auto at = [&](int x) { return recipe.mask->pixels[size_t(30 * 124 + x)]; };
        QCOMPARE(int(at(99)), 0);
        QCOMPARE(int(at(100)), 255);
        QCOMPARE(int(at(123)), 255);
    }

    void cleanupTestCase() { m_plugins.reset(); }
};

QTEST_MAIN(SdkTest)
#include "sdk_test.moc"
