// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLineEdit;
class QSpinBox;

namespace sfumato {
class ModeContext;
}

namespace sfumato::inpaint {

/// How old and new meet, and what the hole is to hold where the model takes words.
class InpaintPanel final : public QWidget {
    Q_OBJECT

public:
    InpaintPanel(ModeContext& context, QWidget* parent);

    int feather() const;
    QString prompt() const;
    void restore(int feather, const QString& prompt);

private:
    QSpinBox* m_feather;
    QLineEdit* m_prompt;
};

}  // namespace sfumato::inpaint
