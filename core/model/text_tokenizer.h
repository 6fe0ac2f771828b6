// SPDX-License-Identifier: MIT
#pragma once

#include "condition/tokenizer.h"
#include "model/model_config.h"

#include <filesystem>
#include <memory>

namespace ldm::model {

/// The tokenizer of a model that takes words: CLIP's, BERT's, the model's own vocabulary, or a
/// condition::SceneTokenizer where it takes boxes beside words. Null for other models.
/// @param vocabularies folder with CLIP's and BERT's tables
/// @throws Error{File}, Error{BadArgument}
std::unique_ptr<condition::Tokenizer> make_tokenizer(const ModelConfig& config,
                                                     const std::filesystem::path& vocabularies);

}  // namespace ldm::model
