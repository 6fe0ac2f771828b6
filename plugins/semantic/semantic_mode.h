// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

namespace sfumato::semantic {

/// Paint a map of labels, get a landscape (LDM paper, Sec. 4.3.2).
class SemanticMode final : public CreativeMode {
public:
    explicit SemanticMode(ModeContext& context) : m_context(context) {}

    QString title() const override;
    QString panelTitle() const override;
    std::vector<ldm::TaskKind> tasks() const override { return {ldm::TaskKind::Semantic}; }
    InputKind input() const override { return InputKind::Map; }
    QWidget* createPanel(QWidget* parent) override;
    std::vector<std::unique_ptr<Tool>> createTools() override;
    ldm::Recipe buildRecipe() const override;
    QString obstacle() const override;

private:
    ModeContext& m_context;
};

}  // namespace sfumato::semantic
