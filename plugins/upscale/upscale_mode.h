// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

#include <QPointer>

namespace sfumato::upscale {

class UpscalePanel;

/// A small photo becomes two, four or eight times larger (LDM paper, Sec. 4.4).
class UpscaleMode final : public CreativeMode {
public:
    explicit UpscaleMode(ModeContext& context) : m_context(context) {}

    QString title() const override;
    QString panelTitle() const override;
    std::vector<ldm::TaskKind> tasks() const override;
    InputKind input() const override { return InputKind::Photo; }
    QWidget* createPanel(QWidget* parent) override;
    std::vector<std::unique_ptr<Tool>> createTools() override;
    ldm::Recipe buildRecipe() const override;
    QString obstacle() const override;
    void restore(const ldm::Recipe& recipe) override;

private:
    ModeContext& m_context;
    QPointer<UpscalePanel> m_panel;  ///< owned by the window that shows it
};

}  // namespace sfumato::upscale
