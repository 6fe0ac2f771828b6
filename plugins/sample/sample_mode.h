// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

namespace sfumato::sample {

/// Pick a class, or let chance decide (LDM paper, Sec. 4.1 and 4.3.2).
class SampleMode final : public CreativeMode {
public:
    explicit SampleMode(ModeContext& context) : m_context(context) {}

    QString title() const override;
    QString panelTitle() const override;
    std::vector<ldm::TaskKind> tasks() const override;
    InputKind input() const override { return InputKind::Nothing; }
    LabelPalette palette(const ldm::ModelInfo& model) const override;
    QWidget* createPanel(QWidget* parent) override;
    std::vector<std::unique_ptr<Tool>> createTools() override;
    ldm::Recipe buildRecipe() const override;
    QString obstacle() const override;
    void restore(const ldm::Recipe& recipe) override;

private:
    ModeContext& m_context;
};

}  // namespace sfumato::sample
