// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

#include <QPointer>

namespace sfumato::text {

class TextPanel;

/// Write a sentence, get a picture (LDM paper, Sec. 4.3.1).
class TextMode final : public CreativeMode {
public:
    explicit TextMode(ModeContext& context) : m_context(context) {}

    QString title() const override;
    QString panelTitle() const override;
    std::vector<ldm::TaskKind> tasks() const override;
    InputKind input() const override { return InputKind::Nothing; }
    QWidget* createPanel(QWidget* parent) override;
    std::vector<std::unique_ptr<Tool>> createTools() override;
    ldm::Recipe buildRecipe() const override;
    QString obstacle() const override;
    void restore(const ldm::Recipe& recipe) override;

private:
    ModeContext& m_context;
    QPointer<TextPanel> m_panel;  ///< owned by the window that shows it
};

}  // namespace sfumato::text
