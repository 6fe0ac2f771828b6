// SPDX-License-Identifier: MIT
#include "inpaint_mode.h"

#include "inpaint_panel.h"

#include "tool/tool_sets.h"

#include <QCoreApplication>

#include <algorithm>

namespace sfumato::inpaint {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("InpaintMode", text);
}

}  // namespace

QString InpaintMode::title() const
{
    return translated(QT_TRANSLATE_NOOP("InpaintMode", "Fill"));
}

QString InpaintMode::panelTitle() const
{
    return translated(QT_TRANSLATE_NOOP("InpaintMode", "Hole"));
}

std::vector<ldm::TaskKind> InpaintMode::tasks() const
{
    return {ldm::TaskKind::Inpaint};
}

QWidget* InpaintMode::createPanel(QWidget* parent)
{
    m_panel = new InpaintPanel(m_context, parent);
    return m_panel;
}

std::vector<std::unique_ptr<Tool>> InpaintMode::createTools()
{
    return holeTools(m_context.toolContext());
}

ldm::Recipe InpaintMode::buildRecipe() const
{
    ldm::Recipe recipe = m_context.pictureSettings();
    recipe.task = ldm::TaskKind::Inpaint;
    recipe.image = m_context.photo();
    recipe.mask = m_context.hole();
    recipe.feather = m_panel->feather();
    if (m_context.model() && m_context.model()->takes_prompt)
        recipe.prompt = m_panel->prompt().toStdString();
    return recipe;
}

QString InpaintMode::obstacle() const
{
    if (!m_context.model())
        return translated(QT_TRANSLATE_NOOP("InpaintMode",
                                            "Filling holes needs an inpainting model; none is "
                                            "installed. Put one into the models folder."));
    if (!m_context.photo())
        return translated(
            QT_TRANSLATE_NOOP("InpaintMode", "There is no photo yet: drop one here or open it."));
    if (!m_context.hasHole())
        return translated(
            QT_TRANSLATE_NOOP("InpaintMode", "Nothing to fill yet: brush over something."));
    const auto hole = m_context.hole();
    if (std::find(hole->pixels.begin(), hole->pixels.end(), 0) == hole->pixels.end())
        return translated(QT_TRANSLATE_NOOP(
            "InpaintMode",
            "The hole covers all of the photo: leave some of it, so that there is something to go "
            "by."));
    return {};
}

void InpaintMode::restore(const ldm::Recipe& recipe)
{
    m_panel->restore(recipe.feather, QString::fromStdString(recipe.prompt));
}

}  // namespace sfumato::inpaint
