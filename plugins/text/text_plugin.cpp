// SPDX-License-Identifier: MIT
#include "text_plugin.h"

#include "text_mode.h"

namespace sfumato::text {

std::unique_ptr<CreativeMode> TextPlugin::createMode(ModeContext& context)
{
    return std::make_unique<TextMode>(context);
}

}  // namespace sfumato::text
