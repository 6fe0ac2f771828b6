// SPDX-License-Identifier: MIT
#include "layout_plugin.h"

#include "layout_mode.h"

namespace sfumato::layout {

std::unique_ptr<CreativeMode> LayoutPlugin::createMode(ModeContext& context)
{
    return std::make_unique<LayoutMode>(context);
}

}  // namespace sfumato::layout
