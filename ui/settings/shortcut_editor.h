// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace sfumato {

class ShortcutMap;

/// Every command with its keys: found, changed, taken back. Keys that two commands share are shown.
class ShortcutEditor : public QWidget {
    Q_OBJECT

public:
    explicit ShortcutEditor(ShortcutMap& map, QWidget* parent = nullptr);

    /// Chooses a command of the list. @return false if there is none of that id
    bool choose(const QString& id);

private:
    void build();
    void fill();
    void filter();
    void showChosen();
    void showConflicts();
    void assign();
    QString chosen() const;

    ShortcutMap& m_map;
    QLineEdit* m_search;
    QTreeWidget* m_list;
    QKeySequenceEdit* m_keys;
    QPushButton *m_assign, *m_clear, *m_reset;
    QLabel* m_conflict;
};

}  // namespace sfumato
