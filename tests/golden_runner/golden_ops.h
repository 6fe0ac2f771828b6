// SPDX-License-Identifier: MIT
#pragma once

#include "golden_case.h"

#include "condition/wordpiece_tokenizer.h"
#include "model/patchwise.h"

#include <functional>
#include <optional>

namespace ldm::golden {

using OpTable = std::map<std::string, std::function<Tensors(const Check&)>>;

/// The op's input of that name; undefined if the check has none.
at::Tensor input(const Check& check, const std::string& name);

/// `c` as the model's UNet takes it.
diffusion::Condition as_condition(const model::LatentDiffusion& model, const at::Tensor& c);

/// The check's `split_input_params`, if it has them.
std::optional<model::PatchOptions> patches_of(const Check& check);

/// The published text models' tokenizer with the bundled vocabulary.
condition::WordpieceTokenizer bert_tokenizer();

/// The case of the metrics. @return what is wrong, empty if nothing
std::string check_metrics(const std::filesystem::path& dir, const Json& file);

/// Ops by area.
const OpTable& first_stage_ops();
const OpTable& sampling_ops();
const OpTable& table_ops();
const OpTable& training_ops();

}  // namespace ldm::golden
