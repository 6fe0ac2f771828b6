// SPDX-License-Identifier: MIT
#pragma once

#include "document/label_palette.h"

#include <ldm/recipe.h>

#include <QList>
#include <QString>

#include <memory>

namespace sfumato {

class ToolContext;

/// What a creative mode may see and use of the window and its document.
class ModeContext {
public:
    virtual ~ModeContext() = default;

    /// Label in use, brush size.
    virtual ToolContext& toolContext() = 0;

    /// The labels of the model in use.
    virtual LabelPalette palette() const = 0;

    /// The document's map as core has it.
    virtual std::shared_ptr<const ldm::LabelMap> map() const = 0;

    /// Model, steps, seed, size, sampler, precision as set in the picture panel.
    virtual ldm::Recipe pictureSettings() const = 0;
};

}  // namespace sfumato
