// SPDX-License-Identifier: MIT
#include "document_commands.h"
#include "main_window.h"

#include "desktop/desktop.h"
#include "desktop/power_saver.h"
#include "desktop/session_bus.h"
#include "desktop/system_theme.h"
#include "help_control.h"
#include "live_manners.h"
#include "preferences_control.h"
#include "settings/language.h"
#include "settings/preferences.h"

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

// @param given  folders named on the command line
ldm::EngineOptions engineOptions(const QSettings& settings, const QStringList& given,
                                 const QString& resources)
{
    constexpr std::uintmax_t kMegabyte = 1 << 20;
    ldm::EngineOptions options;
    for (const QString& folder : given + sfumato::kModelFolders.get(settings))
        options.model_folders.emplace_back(folder.toStdString());
    options.resources = std::filesystem::path(resources.toStdString());
    for (auto& folder : ldm::default_model_folders(options.resources / "models"))
        options.model_folders.push_back(folder);
    options.device = sfumato::kDevice.get(settings).toStdString();
    options.threads = std::max(0, sfumato::kThreads.get(settings));
    options.memory_budget =
        std::uintmax_t(std::max(0, sfumato::kMemoryMegabytes.get(settings))) * kMegabyte;
    return options;
}

struct Arguments {
    QStringList files, modelFolders;
    QString mode;
};

Arguments readArguments(const QApplication& application)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("main", text); };
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("file"),
        say(QT_TRANSLATE_NOOP("main", "A map, or a picture made with Sfumato.")));
    const QCommandLineOption modelDir(QStringLiteral("model-dir"),
                                      say(QT_TRANSLATE_NOOP("main", "Folder with further models.")),
                                      QStringLiteral("folder"));
    const QCommandLineOption mode(
        QStringLiteral("mode"),
        say(QT_TRANSLATE_NOOP(
            "main", "Mode to begin in: semantic, layout, inpaint, upscale, text, sample.")),
        QStringLiteral("mode"));
    parser.addOptions({modelDir, mode});
    parser.process(application);
    return {parser.positionalArguments(), parser.values(modelDir), parser.value(mode)};
}

// What is open at the start: files that were named, what was not saved, or the example.
void openFirst(sfumato::MainWindow& window, const Arguments& arguments, const QString& resources)
{
    const bool restored = window.restoreSession();
    for (const QString& file : arguments.files)
        window.openFile(file);
    if (arguments.files.isEmpty() && !restored && arguments.mode.isEmpty()) {
        window.openExample(resources + QStringLiteral("/examples/lake.png"));
        window.help().introduce();
    }
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
    QSettings settings;
    sfumato::Language language;
    language.use(sfumato::kLanguage.get(settings));
    const Arguments arguments = readArguments(application);

    sfumato::applyTheme(application, sfumato::ThemeKind(sfumato::kTheme.get(settings)));
    application.setWindowIcon(sfumato::themedIcon(QStringLiteral("app")));
    const QString resources = resourceFolder();
    const auto makeEngine = [&settings, &arguments, &resources] {
        return std::make_unique<sfumato::EngineGenerator>(
            engineOptions(settings, arguments.modelFolders, resources));
    };
    const auto makeOnProcessor = [&settings, &arguments, &resources] {
        auto options = engineOptions(settings, arguments.modelFolders, resources);
        options.device = "cpu";
        return std::make_unique<sfumato::EngineGenerator>(options);
    };

    sfumato::PluginLoader plugins;
    for (const QString& folder : pluginFolders())
        plugins.scan(folder);
    sfumato::MainWindow window(makeEngine(), plugins, settings, &language);
    sfumato::SessionBus bus;
    sfumato::SystemTheme systemTheme(bus);
    sfumato::PowerSaver powerSaver(bus);
    sfumato::Desktop desktop(bus, window.queue(), &window);
    sfumato::LiveManners manners(window.live(), window, window.messages(), powerSaver);
    window.preferences().setSystemTheme(&systemTheme);
    window.preferences().setDesktop(&desktop);
    window.preferences().setEngineMaker(makeEngine, makeOnProcessor);
    window.help().setExamples(resources + QStringLiteral("/examples"));
    if (!arguments.mode.isEmpty() && !window.setMode(arguments.mode))
        window.messages().show(
            sfumato::MainWindow::tr("There is no mode “%1”.").arg(arguments.mode));
    const auto options = engineOptions(settings, arguments.modelFolders, resources);
    window.setModelFolder(QString::fromStdString(options.model_folders.back().string()),
                          resources + QStringLiteral("/zoo"));
    window.documents().setExamples(resources + QStringLiteral("/examples/maps"));
    window.setSessionFolder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                                QStringLiteral("/session"),
                            sfumato::kAutosaveSeconds.get(settings) * 1000);
    // Once: models are listed again when the settings change.
    QObject::connect(
        &window, &sfumato::MainWindow::modelsReady, &window,
        [&window, &arguments, &resources] { openFirst(window, arguments, resources); },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    window.show();
    return QApplication::exec();
}
