// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

#include <QPointer>

namespace extend {

class ExtendPanel;

/// Gives a photo more room: what is added around it is filled by an inpainting model, and the photo
/// itself stays as it is, pixel for pixel.
class ExtendMode final : public sfumato::CreativeMode {
public:
    explicit ExtendMode(sfumato::ModeContext& context) : m_context(context) {}

    QString title() const override;
    QString panelTitle() const override;
    std::vector<ldm::TaskKind> tasks() const override { return {ldm::TaskKind::Inpaint}; }
    sfumato::InputKind input() const override { return sfumato::InputKind::Photo; }
    QWidget* createPanel(QWidget* parent) override;
    std::vector<std::unique_ptr<sfumato::Tool>> createTools() override;
    ldm::Recipe buildRecipe() const override;
    QString obstacle() const override;

private:
    sfumato::ModeContext& m_context;
    QPointer<ExtendPanel> m_panel;  ///< owned by the window that shows it
};

}  // namespace extend
