// SPDX-License-Identifier: MIT
#include "sample_plugin.h"

#include "sample_mode.h"

namespace sfumato::sample {

std::unique_ptr<CreativeMode> SamplePlugin::createMode(ModeContext& context)
{
    return std::make_unique<SampleMode>(context);
}

}  // namespace sfumato::sample
