// SPDX-License-Identifier: MIT
#include "semantic_mode.h"

#include "semantic_panel.h"
#include "tool/brush_tool.h"
#include "tool/click_tools.h"

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
    auto& context = m_context.toolContext();
    std::vector<std::unique_ptr<Tool>> tools;
    tools.push_back(std::make_unique<BrushTool>(context));
    tools.push_back(std::make_unique<EraserTool>(context));
    tools.push_back(std::make_unique<FillTool>(context));
    tools.push_back(std::make_unique<PickerTool>(context));
    return tools;
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
