// SPDX-License-Identifier: MIT
#include "layout_panel.h"

#include "mode/mode_context.h"
#include "tool/tool_context.h"

namespace sfumato::layout {

LayoutPanel::LayoutPanel(ModeContext& context, QWidget* parent)
    : LabelList(context.toolContext(), parent)
{
    setTexts(tr("Find a label"), tr("Labels"),
             tr("What the next box holds; renames a chosen box."));
    setPalette(context.palette());
    connect(&context.toolContext(), &ToolContext::paletteChanged, this,
            [this, &context] { setPalette(context.palette()); });
}

}  // namespace sfumato::layout
