// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QPlainTextEdit;

namespace sfumato {
class ModeContext;
}

namespace sfumato::text {

/// What is to be seen, and what is not.
class TextPanel final : public QWidget {
    Q_OBJECT

public:
    TextPanel(ModeContext& context, QWidget* parent);

    QString prompt() const;
    QString negativePrompt() const;
    void setWords(const QString& prompt, const QString& negative);

private:
    QPlainTextEdit* m_prompt;
    QPlainTextEdit* m_negative;
};

}  // namespace sfumato::text
