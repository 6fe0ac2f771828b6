// SPDX-License-Identifier: MIT
#include "text_mode.h"

#include "text_panel.h"

#include "tool/tool_sets.h"

#include <QCoreApplication>

namespace sfumato::text {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("TextMode", text);
}

}  // namespace

QString TextMode::title() const
{
    return translated(QT_TRANSLATE_NOOP("TextMode", "Words"));
}

QString TextMode::panelTitle() const
{
    return translated(QT_TRANSLATE_NOOP("TextMode", "Words"));
}

std::vector<ldm::TaskKind> TextMode::tasks() const
{
    return {ldm::TaskKind::Text};
}

QWidget* TextMode::createPanel(QWidget* parent)
{
    m_panel = new TextPanel(m_context, parent);
    return m_panel;
}

std::vector<std::unique_ptr<Tool>> TextMode::createTools()
{
    return sceneTools(m_context.toolContext());
}

ldm::Recipe TextMode::buildRecipe() const
{
    ldm::Recipe recipe = m_context.pictureSettings();
    recipe.task = ldm::TaskKind::Text;
    recipe.prompt = m_panel->prompt().toStdString();
    recipe.negative_prompt = m_panel->negativePrompt().toStdString();
    return recipe;
}

QString TextMode::obstacle() const
{
    if (!m_context.model())
        return translated(QT_TRANSLATE_NOOP(
            "TextMode",
            "Words need a text model; none is installed. Put one into the models folder."));
    if (m_panel->prompt().trimmed().isEmpty())
        return translated(QT_TRANSLATE_NOOP("TextMode", "Write what you want to see first."));
    return {};
}

void TextMode::restore(const ldm::Recipe& recipe)
{
    m_panel->setWords(QString::fromStdString(recipe.prompt),
                      QString::fromStdString(recipe.negative_prompt));
}

}  // namespace sfumato::text
