// SPDX-License-Identifier: MIT
#pragma once

#include "document/label_palette.h"

#include <ldm/model_info.h>

#include <QObject>
#include <QSize>

#include <functional>
#include <memory>
#include <vector>

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

    /// The model in use; null if there is none.
    virtual const ldm::ModelInfo* model() const = 0;

    // The document's inputs as core has them; null where there is none.
    virtual std::shared_ptr<const ldm::LabelMap> map() const = 0;
    virtual std::shared_ptr<const ldm::Image> photo() const = 0;
    virtual std::shared_ptr<const ldm::Image> hole() const = 0;  ///< 255 = to be filled
    virtual const std::vector<ldm::LabelledBox>& boxes() const = 0;

    /// Is any of the photo to be filled?
    virtual bool hasHole() const = 0;

    /// The photo without a hole, or with all but the hole as hole; undoable.
    virtual void clearHole() = 0;
    virtual void invertHole() = 0;

    /// Tells what listens that the model changed. @param receiver ends the connection when it goes
    virtual void onModelChanged(QObject* receiver, std::function<void()> run) = 0;

    /// Model, steps, seed, size, sampler, precision as set in the picture panel.
    virtual ldm::Recipe pictureSettings() const = 0;
};

}  // namespace sfumato
