// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

#include <QObject>

namespace extend {

/// Entry of the plugin: makes the mode that gives photos more room.
class ExtendPlugin final : public QObject, public sfumato::CreativeModePlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID SFUMATO_CREATIVE_MODE_IID FILE "extend.json")
    Q_INTERFACES(sfumato::CreativeModePlugin)

public:
    std::unique_ptr<sfumato::CreativeMode> createMode(sfumato::ModeContext& context) override;
};

}  // namespace extend
