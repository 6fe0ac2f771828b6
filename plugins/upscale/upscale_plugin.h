// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

#include <QObject>

namespace sfumato::upscale {

/// Entry of the plugin: makes the mode of enlarging.
class UpscalePlugin final : public QObject, public CreativeModePlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID SFUMATO_CREATIVE_MODE_IID FILE "upscale.json")
    Q_INTERFACES(sfumato::CreativeModePlugin)

public:
    std::unique_ptr<CreativeMode> createMode(ModeContext& context) override;
};

}  // namespace sfumato::upscale
