// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace sfumato {

/// One sentence and at most one button above the canvas; never in the way.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    /// @param action  text of the button; empty for none  @param run  what it does
    void show(const QString& sentence, const QString& action = {}, std::function<void()> run = {});

    QString sentence() const;

private:
    QLabel* m_text;
    QPushButton* m_button;
    std::function<void()> m_run;
};

}  // namespace sfumato
