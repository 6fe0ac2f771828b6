// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QPointer>

#include <functional>

class QAction;
class QLineEdit;
class QListWidget;

namespace sfumato {

/// How well `text` answers what was typed: the letters occur in this order, best at the beginnings
/// of words and side by side. @return 0 if they do not
int fuzzyScore(const QString& text, const QString& typed);

/// Everything the window can do, found by typing a few letters. Return runs it, Escape closes.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    /// @param commands  asked each time the palette opens; what has no text or is disabled is not
    /// shown
    CommandPalette(QWidget* window, std::function<QList<QAction*>()> commands);

    /// Opens above the window's middle with nothing typed.
    void open();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find(const QString& typed);
    void run();

    std::function<QList<QAction*>()> m_commands;
    QLineEdit* m_line;
    QListWidget* m_list;
    QList<QPointer<QAction>> m_found;
    QPointer<QWidget> m_focusBefore;
};

}  // namespace sfumato
