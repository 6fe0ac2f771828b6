// SPDX-License-Identifier: MIT
#pragma once

#include "document/input_kind.h"
#include "mode/mode_context.h"

#include <QStringList>
#include <QtPlugin>

#include <memory>
#include <vector>

class QWidget;

namespace sfumato {

class Tool;

/// A way of making pictures: its panel, its tools, and how its inputs become a recipe. Starts no
/// threads, loads no weights, opens no files.
class CreativeMode {
public:
    virtual ~CreativeMode() = default;

    virtual QString title() const = 0;  ///< one word, translated
    virtual QString panelTitle() const = 0;

    /// What it makes; the models that can do one of these are offered.
    virtual std::vector<ldm::TaskKind> tasks() const = 0;

    /// Which of the document's inputs it needs.
    virtual InputKind input() const = 0;

    /// What there is to choose from with a model: its labels, unless the mode has others.
    virtual LabelPalette palette(const ldm::ModelInfo& model) const;

    /// The mode's panel; owned by the caller.
    virtual QWidget* createPanel(QWidget* parent) = 0;

    /// Tools in the order of the tool bar.
    virtual std::vector<std::unique_ptr<Tool>> createTools() = 0;

    /// Everything that decides the picture. @throws nothing; check `obstacle` first
    virtual ldm::Recipe buildRecipe() const = 0;

    /// Why no picture can be made now, as a sentence; empty if one can.
    virtual QString obstacle() const = 0;

    /// Shows in the panel what a recipe says of it: words, a factor. The document's inputs are
    /// restored by the window.
    virtual void restore(const ldm::Recipe& recipe) { Q_UNUSED(recipe) }
};

/// Names and colours as the canvas and lists have them.
LabelPalette palette_of(const std::vector<ldm::LabelInfo>& labels);

/// What a plugin's root object implements. The plugin is a factory; a mode belongs to one window.
class CreativeModePlugin {
public:
    virtual ~CreativeModePlugin() = default;
    virtual std::unique_ptr<CreativeMode> createMode(ModeContext& context) = 0;
};

}  // namespace sfumato

#define SFUMATO_CREATIVE_MODE_IID "sfumato.CreativeMode/3"
Q_DECLARE_INTERFACE(sfumato::CreativeModePlugin, SFUMATO_CREATIVE_MODE_IID)
