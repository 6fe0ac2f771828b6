// SPDX-License-Identifier: MIT
#pragma once

#include "settings/setting.h"

#include <QWidget>

#include <functional>
#include <utility>

class QFormLayout;

namespace sfumato {

/// Rows of controls, each bound to a setting: shows its value and writes it as soon as it is
/// changed.
class SettingsForm : public QWidget {
    Q_OBJECT

public:
    explicit SettingsForm(QSettings& store, QWidget* parent = nullptr);

    struct Words {
        QString label, tip;
    };
    struct Range {
        int least, most;
        QString suffix = {};
        QString least_means = {};  ///< what the least value says instead of a number
    };

    void addCheck(const Setting<bool>& setting, const Words& words);
    void addNumber(const Setting<int>& setting, const Words& words, const Range& range);

    /// @param choices  value and how it is called
    void addChoice(const Setting<QString>& setting, const Words& words,
                   const QList<std::pair<QString, QString>>& choices);

    /// The value is the place in the list.
    void addChoice(const Setting<int>& setting, const Words& words, const QStringList& choices);

    /// @param standard  the folder where none is set
    void addFolder(const Setting<QString>& setting, const Words& words, const QString& standard);
    void addFolders(const Setting<QStringList>& setting, const Words& words);

    /// A sentence below what was added.
    void addNote(const QString& text);

    /// Shows what is stored: something else changed it.
    void refresh();

Q_SIGNALS:
    void changed(const QString& key);

private:
    void add(const Words& words, QWidget* control);

    QSettings& m_store;
    QFormLayout* m_form;
    QList<std::function<void()>> m_refreshers;
    bool m_refreshing = false;

    template <typename T>
    void write(const Setting<T>& setting, const T& value)
    {
        if (m_refreshing || setting.get(m_store) == value)
            return;
        setting.set(m_store, value);
        Q_EMIT changed(QString::fromLatin1(setting.key));
    }
};

}  // namespace sfumato
