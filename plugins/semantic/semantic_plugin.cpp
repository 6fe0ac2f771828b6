// SPDX-License-Identifier: MIT
#include "semantic_plugin.h"

#include "semantic_mode.h"

namespace sfumato::semantic {

std::unique_ptr<CreativeMode> SemanticPlugin::createMode(ModeContext& context)
{
    return std::make_unique<SemanticMode>(context);
}

}  // namespace sfumato::semantic
