// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

namespace sfumato::layout {

/// Drag labelled boxes, get a scene (LDM paper, Sec. 4.3.1).
class LayoutMode final : public CreativeMode {
public:
    explicit LayoutMode(ModeContext& context) : m_context(context) {}

    QString title() const override;
    QString panelTitle() const override;
    std::vector<ldm::TaskKind> tasks() const override;
    InputKind input() const override { return InputKind::Boxes; }
    QWidget* createPanel(QWidget* parent) override;
    std::vector<std::unique_ptr<Tool>> createTools() override;
    ldm::Recipe buildRecipe() const override;
    QString obstacle() const override;

private:
    ModeContext& m_context;
};

}  // namespace sfumato::layout
