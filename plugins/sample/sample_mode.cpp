// SPDX-License-Identifier: MIT
#include "sample_mode.h"

#include "sample_panel.h"

#include "tool/tool.h"
#include "tool/tool_context.h"

#include <QCoreApplication>

namespace sfumato::sample {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("SampleMode", text);
}

}  // namespace

QString SampleMode::title() const
{
    return translated(QT_TRANSLATE_NOOP("SampleMode", "Surprise"));
}

QString SampleMode::panelTitle() const
{
    return translated(QT_TRANSLATE_NOOP("SampleMode", "Class"));
}

std::vector<ldm::TaskKind> SampleMode::tasks() const
{
    return {ldm::TaskKind::Class, ldm::TaskKind::Unconditional};
}

QWidget* SampleMode::createPanel(QWidget* parent)
{
    return new SamplePanel(m_context, parent);
}

std::vector<std::unique_ptr<Tool>> SampleMode::createTools()
{
    return {};
}

ldm::Recipe SampleMode::buildRecipe() const
{
    ldm::Recipe recipe = m_context.pictureSettings();
    const bool classes = !m_context.palette().isEmpty();
    recipe.task = classes ? ldm::TaskKind::Class : ldm::TaskKind::Unconditional;
    if (classes)
        recipe.class_id = m_context.toolContext().label();
    return recipe;
}

QString SampleMode::obstacle() const
{
    if (!m_context.model())
        return translated(
            QT_TRANSLATE_NOOP("SampleMode",
                              "Surprises need a model of classes or an unconditional one; none is "
                              "installed. Put one into the models folder."));
    return {};
}

void SampleMode::restore(const ldm::Recipe& recipe)
{
    if (recipe.task == ldm::TaskKind::Class)
        m_context.toolContext().setLabel(recipe.class_id);
}

}  // namespace sfumato::sample
