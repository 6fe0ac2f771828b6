// SPDX-License-Identifier: MIT
#include "sample_mode.h"

#include "sample_panel.h"

#include "tool/tool_context.h"
#include "tool/tool_sets.h"

#include <QCoreApplication>

#include <algorithm>

namespace sfumato::sample {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("SampleMode", text);
}

// How many entries stand before the classes: "anything", where the model does that, too.
int before_classes(const ldm::ModelInfo& model)
{
    const auto& tasks = model.tasks;
    return std::count(tasks.begin(), tasks.end(), ldm::TaskKind::Unconditional) > 0 ? 1 : 0;
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

LabelPalette SampleMode::palette(const ldm::ModelInfo& model) const
{
    auto palette = palette_of(model.classes);
    if (!palette.isEmpty() && before_classes(model))
        palette.prepend(
            {translated(QT_TRANSLATE_NOOP("SampleMode", "anything")), QColor(136, 136, 136)});
    return palette;
}

QWidget* SampleMode::createPanel(QWidget* parent)
{
    return new SamplePanel(m_context, parent);
}

std::vector<std::unique_ptr<Tool>> SampleMode::createTools()
{
    return sceneTools(m_context.toolContext());
}

ldm::Recipe SampleMode::buildRecipe() const
{
    ldm::Recipe recipe = m_context.pictureSettings();
    const auto* model = m_context.model();
    const int number = model ? m_context.toolContext().label() - before_classes(*model) : -1;
    const bool of_class = model && !model->classes.empty() && number >= 0;
    recipe.task = of_class ? ldm::TaskKind::Class : ldm::TaskKind::Unconditional;
    if (of_class)
        recipe.class_id = number;
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
    if (const auto* model = m_context.model())
        m_context.toolContext().setLabel(
            recipe.task == ldm::TaskKind::Class ? recipe.class_id + before_classes(*model) : 0);
}

}  // namespace sfumato::sample
