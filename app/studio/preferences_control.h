// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/system_theme.h"
#include "job/generator.h"
#include "settings/shortcut_map.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QActionGroup;
class QKeyEvent;
class QMenu;

namespace sfumato {

class Desktop;
class Language;
class MainWindow;

/// What the artist prefers, carried from the settings to the parts of the window.
class PreferencesControl : public QObject {
    Q_OBJECT

public:
    using EngineMaker = std::function<std::unique_ptr<Generator>()>;

    /// @param language  null where it cannot be changed
    PreferencesControl(MainWindow& window, QSettings& settings, Language* language);

    // Parts of the program around the window; without them what they do is left out.
    void setSystemTheme(SystemTheme* theme);
    void setDesktop(Desktop* desktop);

    /// Makes the engine that the settings ask for.
    /// @param onProcessor  makes the one that goes on if the graphics card is lost; may be empty
    void setEngineMaker(EngineMaker maker, EngineMaker onProcessor = {});

    /// What pictures are computed with: device and threads.
    QString machine() const;

    ShortcutMap& shortcuts() { return m_shortcuts; }

    /// The entries of the menus.
    void build(QMenu* edit);
    void buildThemes(QMenu* view);

    /// The window is built: it follows the settings from now on.
    void start();

    /// Takes up the keys of a tool in the tool bar.
    void adoptTool(QAction* action);

    /// Digits choose labels or change the view, as the artist has it. @return true if it did
    bool takeDigit(const QKeyEvent& event);

    /// Makes a part of the window follow a setting again; all of it without a key.
    void apply(const QString& key = {});

    void open();

private:
    void followLanguage();
    void adoptCommands();
    void applyEngine();
    void giveFallback();
    void deviceLost();
    void showTheme();
    QString idOf(const QAction& action) const;
    QString sourceOf(const QString& text) const;

    MainWindow& m_window;
    QSettings& m_settings;
    ShortcutMap m_shortcuts;
    Language* m_language;
    QPointer<SystemTheme> m_systemTheme;
    QPointer<Desktop> m_desktop;
    EngineMaker m_maker, m_makerOnProcessor;
    bool m_onProcessor = false;  ///< since the graphics card was lost
    std::vector<ldm::DeviceInfo> m_devices;
    QActionGroup* m_themes = nullptr;
};

}  // namespace sfumato
