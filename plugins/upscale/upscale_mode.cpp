// SPDX-License-Identifier: MIT
#include "upscale_mode.h"

#include "upscale_panel.h"

#include "tool/tool_sets.h"

#include <QCoreApplication>

namespace sfumato::upscale {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("UpscaleMode", text);
}

}  // namespace

QString UpscaleMode::title() const
{
    return translated(QT_TRANSLATE_NOOP("UpscaleMode", "Upscale"));
}

QString UpscaleMode::panelTitle() const
{
    return translated(QT_TRANSLATE_NOOP("UpscaleMode", "Enlarge"));
}

std::vector<ldm::TaskKind> UpscaleMode::tasks() const
{
    return {ldm::TaskKind::Upscale};
}

QWidget* UpscaleMode::createPanel(QWidget* parent)
{
    m_panel = new UpscalePanel(m_context, parent);
    return m_panel;
}

std::vector<std::unique_ptr<Tool>> UpscaleMode::createTools()
{
    return enlargeTools(m_context.toolContext());
}

ldm::Recipe UpscaleMode::buildRecipe() const
{
    ldm::Recipe recipe = m_context.pictureSettings();
    recipe.task = ldm::TaskKind::Upscale;
    recipe.image = m_context.photo();
    recipe.scale = m_panel->scale();
    return recipe;
}

QString UpscaleMode::obstacle() const
{
    if (!m_context.model())
        return translated(QT_TRANSLATE_NOOP("UpscaleMode",
                                            "Enlarging needs an upscaling model; none is "
                                            "installed. Put one into the models folder."));
    if (!m_context.photo())
        return translated(
            QT_TRANSLATE_NOOP("UpscaleMode", "There is no photo yet: drop one here or open it."));
    return {};
}

void UpscaleMode::restore(const ldm::Recipe& recipe)
{
    m_panel->setScale(recipe.scale);
}

}  // namespace sfumato::upscale
