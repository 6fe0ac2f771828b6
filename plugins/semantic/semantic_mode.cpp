// SPDX-License-Identifier: MIT
#include "semantic_mode.h"

#include "semantic_panel.h"
#include "tool/tool_sets.h"

#include <QCoreApplication>

namespace sfumato::semantic {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("SemanticMode", text);
}

}  // namespace

QString SemanticMode::title() const
{
    return translated(QT_TRANSLATE_NOOP("SemanticMode", "Map"));
}

QString SemanticMode::panelTitle() const
{
    return translated(QT_TRANSLATE_NOOP("SemanticMode", "Labels"));
}

QWidget* SemanticMode::createPanel(QWidget* parent)
{
    return new SemanticPanel(m_context, parent);
}

std::vector<std::unique_ptr<Tool>> SemanticMode::createTools()
{
    return mapTools(m_context.toolContext());
}

ldm::Recipe SemanticMode::buildRecipe() const
{
    ldm::Recipe recipe = m_context.pictureSettings();
    recipe.task = ldm::TaskKind::Semantic;
    recipe.map = m_context.map();
    return recipe;
}

QString SemanticMode::obstacle() const
{
    if (m_context.palette().isEmpty())
        return translated(QT_TRANSLATE_NOOP(
            "SemanticMode", "Painting maps needs a model of semantic maps; none is installed."));
    return {};
}

}  // namespace sfumato::semantic
