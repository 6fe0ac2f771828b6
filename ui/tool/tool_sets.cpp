// SPDX-License-Identifier: MIT
#include "tool/tool_sets.h"

#include "tool/box_tool.h"
#include "tool/brush_tool.h"
#include "tool/click_tools.h"
#include "tool/colour_brush_tool.h"
#include "tool/loupe_tool.h"
#include "tool/move_tool.h"
#include "tool/pin_tool.h"
#include "tool/shape_tools.h"
#include "tool/tool_context.h"
#include "tool/view_tools.h"

namespace sfumato {

namespace {

template <typename... Tools>
void add(ToolSet& set, ToolContext& context)
{
    (set.push_back(std::make_unique<Tools>(context)), ...);
}

}  // namespace

ToolSet mapTools(ToolContext& context)
{
    ToolSet set;
    add<BrushTool, EraserTool, FillTool, LassoTool, PolygonTool, MoveTool, PickerTool, PinTool,
        ColourBrushTool, HandTool, ZoomTool>(set, context);
    return set;
}

ToolSet holeTools(ToolContext& context)
{
    ToolSet set;
    add<MaskBrushTool, EraserTool, FillTool, LassoTool, PolygonTool, MoveTool, ColourBrushTool,
        HandTool, ZoomTool>(set, context);
    return set;
}

ToolSet boxTools(ToolContext& context)
{
    ToolSet set;
    auto box = std::make_unique<BoxTool>(context);
    QObject::connect(&context, &ToolContext::labelChanged, &context,
                     [tool = box.get()](int label) { tool->relabel(label); });
    set.push_back(std::move(box));
    add<PinTool, HandTool, ZoomTool, ColourBrushTool>(set, context);
    return set;
}

ToolSet photoTools(ToolContext& context)
{
    ToolSet set;
    add<HandTool, ZoomTool, ColourBrushTool>(set, context);
    return set;
}

ToolSet enlargeTools(ToolContext& context)
{
    ToolSet set;
    add<LoupeTool, HandTool, ZoomTool, ColourBrushTool>(set, context);
    return set;
}

ToolSet sceneTools(ToolContext& context)
{
    ToolSet set = photoTools(context);
    add<PinTool>(set, context);
    return set;
}

ToolSet viewTools(ToolContext& context)
{
    ToolSet set;
    add<HandTool, ZoomTool>(set, context);
    return set;
}

}  // namespace sfumato
