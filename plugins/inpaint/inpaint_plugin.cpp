// SPDX-License-Identifier: MIT
#include "inpaint_plugin.h"

#include "inpaint_mode.h"

namespace sfumato::inpaint {

std::unique_ptr<CreativeMode> InpaintPlugin::createMode(ModeContext& context)
{
    return std::make_unique<InpaintMode>(context);
}

}  // namespace sfumato::inpaint
