// SPDX-License-Identifier: MIT
#include "preferences_control.h"

#include "desktop/desktop.h"
#include "main_window.h"
#include "settings/language.h"
#include "settings/preferences.h"
#include "settings/preferences_dialog.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QMenu>

namespace sfumato {

namespace {

constexpr double kTurn = 15.0;
constexpr int kSecond = 1000;

bool isOneOf(const QString& key, std::initializer_list<const char*> keys)
{
    return key.isEmpty() || std::any_of(keys.begin(), keys.end(), [&key](const char* one) {
               return key == QLatin1String(one);
           });
}

}  // namespace

PreferencesControl::PreferencesControl(MainWindow& window, QSettings& settings, Language* language)
    : QObject(&window),
      m_window(window),
      m_settings(settings),
      m_shortcuts(settings),
      m_language(language)
{
    followLanguage();
    connect(
        &window.queue(), &JobQueue::modelsListed, this,
        [this](const auto&, const std::vector<ldm::DeviceInfo>& devices) { m_devices = devices; });
    connect(&window.queue(), &JobQueue::deviceLost, this, &PreferencesControl::deviceLost);
}

void PreferencesControl::followLanguage()
{
    if (!m_language)
        return;
    connect(m_language, &Language::changed, this, [this] {
        const auto renamed = [this](const QString& name) {
            return m_language->texts().again(name, {"sfumato::Document"}).value_or(name);
        };
        for (auto* w : m_window.sessions().workspaces())
            w->document().layers().renameBases(renamed);
        m_window.languageChanged();
    });
}

void PreferencesControl::setSystemTheme(SystemTheme* theme)
{
    m_systemTheme = theme;
    connect(theme, &SystemTheme::changed, this, &PreferencesControl::showTheme);
}

void PreferencesControl::setDesktop(Desktop* desktop)
{
    m_desktop = desktop;
    desktop->setNotifies(kNotify.get(m_settings));
}

void PreferencesControl::setEngineMaker(EngineMaker maker, EngineMaker onProcessor)
{
    m_maker = std::move(maker);
    m_makerOnProcessor = std::move(onProcessor);
    giveFallback();
}

void PreferencesControl::giveFallback()
{
    m_onProcessor = false;
    m_window.queue().setFallback(m_makerOnProcessor ? m_makerOnProcessor() : nullptr);
}

// The run has begun anew already. The setting stays: the next start tries the card again.
void PreferencesControl::deviceLost()
{
    m_onProcessor = true;
    m_window.messages().show(tr("The graphics card stopped answering. The picture begins anew on "
                                "the processor; the next "
                                "ones are made there, too."),
                             tr("Use the card again"), [this] { applyEngine(); });
}

QString PreferencesControl::machine() const
{
    QStringList parts{m_onProcessor ? QStringLiteral("cpu") : kDevice.get(m_settings)};
    for (const auto& device : m_devices)
        parts << QString::fromStdString(device.name).simplified();
    if (!m_devices.empty())
        parts << QString::number(m_devices.front().threads);
    return parts.join(QStringLiteral(", "));
}

void PreferencesControl::build(QMenu* edit)
{
    auto* action = edit->addAction(tr("Preferences…"), this, &PreferencesControl::open);
    action->setShortcut(QKeySequence(QStringLiteral("Ctrl+,")));
    action->setMenuRole(QAction::PreferencesRole);
}

void PreferencesControl::buildThemes(QMenu* view)
{
    auto* menu = view->addMenu(tr("Theme"));
    m_themes = new QActionGroup(this);
    int number = 0;
    for (const QString& name : {tr("As the system"), tr("Light"), tr("Dark")}) {
        auto* action = menu->addAction(name, this, [this, number] {
            kTheme.set(m_settings, number);
            showTheme();
        });
        ++number;
        action->setCheckable(true);
        action->setActionGroup(m_themes);
    }
    m_themes->actions().at(std::clamp(kTheme.get(m_settings), 0, 2))->setChecked(true);
}

void PreferencesControl::open()
{
    auto* dialog = new PreferencesDialog(m_settings, m_shortcuts, m_devices, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::changed, this, &PreferencesControl::apply);
    connect(dialog, &PreferencesDialog::wasReset, this, [this] { apply(); });
    dialog->open();
}

void PreferencesControl::apply(const QString& key)
{
    const auto is = [&key](const auto&... settings) { return isOneOf(key, {settings.key...}); };
    auto& queue = m_window.queue();
    if (is(kPreviews, kPreviewsPerSecond))
        queue.setPreviews(kPreviews.get(m_settings), kPreviewsPerSecond.get(m_settings));
    if (is(kWheelScrolls))
        m_window.canvas().setWheelScrolls(kWheelScrolls.get(m_settings));
    if (is(kAutosaveSeconds))
        m_window.sessions().setInterval(kAutosaveSeconds.get(m_settings) * kSecond);
    if (is(kPrecision))
        for (auto* w : m_window.sessions().workspaces())
            w->picturePanel()->setPrecision(kPrecision.get(m_settings));
    if (is(kNotify) && m_desktop)
        m_desktop->setNotifies(kNotify.get(m_settings));
    if (is(kTheme))
        showTheme();
    if (is(kLanguage) && m_language)
        m_language->use(kLanguage.get(m_settings));
    if (is(kDevice, kMemoryMegabytes, kThreads, kModelFolders))
        applyEngine();
}

// At the next idle moment: the job that runs ends with the engine that it began with.
void PreferencesControl::applyEngine()
{
    if (!m_maker)
        return;
    m_window.queue().replaceGenerator(m_maker());
    giveFallback();
    m_window.queue().requestModels();
}

void PreferencesControl::showTheme()
{
    const int theme = std::clamp(kTheme.get(m_settings), 0, 2);
    applyTheme(*qApp, ThemeKind(theme),
               m_systemTheme ? m_systemTheme->isDark() : std::optional<bool>());
    if (m_themes)
        m_themes->actions().at(theme)->setChecked(true);
}

QString PreferencesControl::sourceOf(const QString& text) const
{
    return m_language ? m_language->texts().sourceOf(text) : text;
}

// What a command is known by in the settings: its English text and the menu that it is at home in,
// so that it is the same in every language.
QString PreferencesControl::idOf(const QAction& action) const
{
    if (const auto* dock = qobject_cast<const QDockWidget*>(action.parent()))
        return QStringLiteral("dock/") + dock->objectName();
    QString id = action.objectName().isEmpty() ? sourceOf(action.text()) : action.objectName();
    for (const auto* object : action.associatedObjects())
        if (const auto* menu = qobject_cast<const QMenu*>(object))
            id.prepend(sourceOf(menu->title()) + QLatin1Char('/'));
    return id.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

void PreferencesControl::start()
{
    adoptCommands();
    for (const char* key : {kPreviews.key, kWheelScrolls.key})
        apply(QString::fromLatin1(key));
    m_window.sessions().forEachWorkspace(
        [this](Workspace& w) { w.picturePanel()->setPrecision(kPrecision.get(m_settings)); });
}

// All commands that the window has now, and the tools of all modes.
void PreferencesControl::adoptCommands()
{
    for (auto* action : m_window.findChildren<QAction*>())
        if (!action->text().isEmpty() && !action->isSeparator() && !action->menu() &&
            !m_window.isTool(*action))
            m_shortcuts.adopt(idOf(*action), action);
    for (const auto& w : m_window.workspaces())
        for (const auto& tool : w->toolList())
            m_shortcuts.declare(QStringLiteral("tool/") + tool->id(), tool->text(),
                                tool->shortcut(), w->id());
}

void PreferencesControl::adoptTool(QAction* action)
{
    m_shortcuts.adopt(QStringLiteral("tool/") + action->data().toString(), action);
}

bool PreferencesControl::takeDigit(const QKeyEvent& event)
{
    const int key = event.key() - Qt::Key_0;
    if (key < 0 || key > 9)
        return false;
    const bool krita = kKritaKeys.get(m_settings);
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const auto kind = m_window.document().inputKind();
    if (modifiers == (krita ? Qt::AltModifier : Qt::NoModifier)) {
        if (kind != InputKind::Map && kind != InputKind::Boxes)
            return false;
        m_window.workspace().tools().setLabel((key + 9) % 10);
        return true;
    }
    if (!krita || modifiers != Qt::NoModifier)
        return false;
    auto& canvas = m_window.canvas();
    switch (key) {
    case 1: canvas.actualSize(); return true;
    case 2: canvas.fit(); return true;
    case 3: canvas.setZoom(2.0); return true;
    case 4: canvas.rotateBy(-kTurn); return true;
    case 5: canvas.resetRotation(); return true;
    case 6: canvas.rotateBy(kTurn); return true;
    default: return false;
    }
}

}  // namespace sfumato
