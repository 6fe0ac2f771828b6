// SPDX-License-Identifier: MIT
#include "extend_plugin.h"

#include "extend_mode.h"

namespace extend {

std::unique_ptr<sfumato::CreativeMode> ExtendPlugin::createMode(sfumato::ModeContext& context)
{
    return std::make_unique<ExtendMode>(context);
}

}  // namespace extend
