// SPDX-License-Identifier: MIT
#include "layout_mode.h"

#include "layout_panel.h"

#include "tool/tool_sets.h"

#include <QCoreApplication>

namespace sfumato::layout {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("LayoutMode", text);
}

}  // namespace

QString LayoutMode::title() const
{
    return translated(QT_TRANSLATE_NOOP("LayoutMode", "Boxes"));
}

QString LayoutMode::panelTitle() const
{
    return translated(QT_TRANSLATE_NOOP("LayoutMode", "Labels"));
}

std::vector<ldm::TaskKind> LayoutMode::tasks() const
{
    return {ldm::TaskKind::Layout};
}

QWidget* LayoutMode::createPanel(QWidget* parent)
{
    return new LayoutPanel(m_context, parent);
}

std::vector<std::unique_ptr<Tool>> LayoutMode::createTools()
{
    return boxTools(m_context.toolContext());
}

ldm::Recipe LayoutMode::buildRecipe() const
{
    ldm::Recipe recipe = m_context.pictureSettings();
    recipe.task = ldm::TaskKind::Layout;
    recipe.boxes = m_context.boxes();
    return recipe;
}

QString LayoutMode::obstacle() const
{
    if (!m_context.model())
        return translated(QT_TRANSLATE_NOOP(
            "LayoutMode",
            "Boxes need a layout model; none is installed. Put one into the models folder."));
    if (m_context.boxes().empty())
        return translated(
            QT_TRANSLATE_NOOP("LayoutMode", "There is no box yet: choose a label and drag one."));
    return {};
}

}  // namespace sfumato::layout
