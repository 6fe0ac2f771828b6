// SPDX-License-Identifier: MIT
#include "document_commands.h"
#include "main_window.h"

#include <ldm/process.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QSettings>
#include <QStandardPaths>

namespace {

// Folder with models and examples: installed beside the program, or the source tree's.
QString resourceFolder()
{
    const QString given = qEnvironmentVariable("SFUMATO_DATA_DIR");
    if (!given.isEmpty())
        return given;
    const QDir installed(QCoreApplication::applicationDirPath() +
                         QStringLiteral("/../share/sfumato"));
    return installed.exists() ? installed.absolutePath() : QStringLiteral(SFUMATO_RESOURCE_DIR);
}

// The program's own modes, then those that the artist has put in beside the models.
QStringList pluginFolders()
{
    return {QCoreApplication::applicationDirPath() + QStringLiteral("/../lib/sfumato/plugins"),
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                QStringLiteral("/sfumato/plugins")};
}

}  // namespace

int main(int argc, char** argv)
{
    ldm::limit_spinning(argv);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("sfumato"));
    QApplication::setOrganizationName(QStringLiteral("sfumato"));
    QApplication::setDesktopFileName(QStringLiteral("org.sfumato.Sfumato"));
    QApplication::setApplicationVersion(QStringLiteral(SFUMATO_VERSION));

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"),
                                 QStringLiteral("A map, or a picture made with Sfumato."));
    const QCommandLineOption modelDir(QStringLiteral("model-dir"),
                                      QStringLiteral("Folder with further models."),
                                      QStringLiteral("folder"));
    parser.addOption(modelDir);
    const QCommandLineOption mode(
        QStringLiteral("mode"),
        QStringLiteral("Mode to begin in: semantic, layout, inpaint, upscale, text, sample."),
        QStringLiteral("mode"));
    parser.addOption(mode);
    parser.process(application);

    QSettings settings;
    sfumato::applyTheme(application,
                        sfumato::ThemeKind(settings.value(QStringLiteral("window/theme")).toInt()));
    application.setWindowIcon(sfumato::themedIcon(QStringLiteral("app")));
    const QString resources = resourceFolder();
    ldm::EngineOptions options;
    for (const QString& folder : parser.values(modelDir))
        options.model_folders.emplace_back(folder.toStdString());
    const std::filesystem::path bundled(resources.toStdString());
    options.resources = bundled;
    for (auto& folder : ldm::default_model_folders(bundled / "models"))
        options.model_folders.push_back(folder);

    sfumato::PluginLoader plugins;
    for (const QString& folder : pluginFolders())
        plugins.scan(folder);
    sfumato::MainWindow window(std::make_unique<sfumato::EngineGenerator>(options), plugins,
                               settings);
    if (parser.isSet(mode) && !window.setMode(parser.value(mode)))
        window.messages().show(
            sfumato::MainWindow::tr("There is no mode “%1”.").arg(parser.value(mode)));
    window.setModelFolder(QString::fromStdString(options.model_folders.back().string()),
                          resources + QStringLiteral("/zoo"));
    window.documents().setExamples(resources + QStringLiteral("/examples/maps"));
    window.setSessionFolder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                            QStringLiteral("/session"));
    const QStringList files = parser.positionalArguments();
    const QString example = resources + QStringLiteral("/examples/lake.png");
    QObject::connect(&window, &sfumato::MainWindow::modelsReady, &window,
                     [&window, files, example, chosen = parser.isSet(mode)] {
                         const bool restored = window.restoreSession();
                         for (const QString& file : files)
                             window.openFile(file);
                         if (files.isEmpty() && !restored && !chosen)
                             window.openExample(example);
                     });
    window.show();
    return QApplication::exec();
}
