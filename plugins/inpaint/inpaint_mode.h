// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

#include <QPointer>

namespace sfumato::inpaint {

class InpaintPanel;

/// Brush a hole into a photo, have it filled (LDM paper, Sec. 4.5).
class InpaintMode final : public CreativeMode {
public:
    explicit InpaintMode(ModeContext& context) : m_context(context) {}

    QString title() const override;
    QString panelTitle() const override;
    std::vector<ldm::TaskKind> tasks() const override;
    InputKind input() const override { return InputKind::Hole; }
    QWidget* createPanel(QWidget* parent) override;
    std::vector<std::unique_ptr<Tool>> createTools() override;
    ldm::Recipe buildRecipe() const override;
    QString obstacle() const override;
    void restore(const ldm::Recipe& recipe) override;

private:
    ModeContext& m_context;
    QPointer<InpaintPanel> m_panel;  ///< owned by the window that shows it
};

}  // namespace sfumato::inpaint
