// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

#include <QObject>

namespace sfumato::sample {

/// Entry of the plugin: makes the mode of classes and chance.
class SamplePlugin final : public QObject, public CreativeModePlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID SFUMATO_CREATIVE_MODE_IID FILE "sample.json")
    Q_INTERFACES(sfumato::CreativeModePlugin)

public:
    std::unique_ptr<CreativeMode> createMode(ModeContext& context) override;
};

}  // namespace sfumato::sample
