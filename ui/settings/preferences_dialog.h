// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/model_info.h>

#include <QDialog>
#include <QSettings>

#include <vector>

class QTabWidget;

namespace sfumato {

class SettingsForm;
class ShortcutMap;

/// Edit > Preferences. What is changed holds at once; what needs the engine to be made anew is
/// said so on its page.
class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    PreferencesDialog(QSettings& store, ShortcutMap& shortcuts,
                      const std::vector<ldm::DeviceInfo>& devices, QWidget* parent = nullptr);

    /// A page by its number, as the tabs have it.
    void showPage(int page);

Q_SIGNALS:
    /// A setting, by its key, has another value now.
    void changed(const QString& key);

    /// All settings have their defaults.
    void wasReset();

private:
    SettingsForm* addPage(const QString& title);
    void buildComputing(const std::vector<ldm::DeviceInfo>& devices);
    void buildFiles();
    void buildLook();
    void buildHands();
    void resetAll();

    QSettings& m_store;
    ShortcutMap& m_shortcuts;
    QTabWidget* m_tabs;
    QList<SettingsForm*> m_forms;
};

}  // namespace sfumato
