// SPDX-License-Identifier: MIT
#pragma once

#include "condition/conditioner.h"
#include "firststage/first_stage.h"
#include "model/model_config.h"

#include <memory>

namespace ldm::model {

/// The module that a configuration describes, on the meta device.
/// @throws Error{BadArgument} for values that do not fit together
std::shared_ptr<firststage::FirstStage> make_first_stage(const FirstStageConfig& config);

/// Null for unconditional models and for those whose conditioner is the first stage itself.
std::shared_ptr<condition::Conditioner> make_conditioner(const ConditionerConfig& config);

}  // namespace ldm::model
