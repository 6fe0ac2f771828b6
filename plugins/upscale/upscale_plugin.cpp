// SPDX-License-Identifier: MIT
#include "upscale_plugin.h"

#include "upscale_mode.h"

namespace sfumato::upscale {

std::unique_ptr<CreativeMode> UpscalePlugin::createMode(ModeContext& context)
{
    return std::make_unique<UpscaleMode>(context);
}

}  // namespace sfumato::upscale
