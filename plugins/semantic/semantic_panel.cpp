// SPDX-License-Identifier: MIT
#include "semantic_panel.h"

#include "mode/mode_context.h"
#include "tool/tool_context.h"

namespace sfumato::semantic {

SemanticPanel::SemanticPanel(ModeContext& context, QWidget* parent)
    : LabelList(context.toolContext(), parent)
{
    setPalette(context.palette());
    connect(&context.toolContext(), &ToolContext::paletteChanged, this,
            [this, &context] { setPalette(context.palette()); });
}

}  // namespace sfumato::semantic
