// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/attention.h"
#include "task/loaded_model.h"

namespace ldm::task {

/// A word, box or class and the tokens of the context that stand for it.
struct WordTokens {
    std::string word;
    std::vector<std::int64_t> tokens;
};

/// What a recipe's cross-attention looks at, in the order of its context.
/// @throws Error{Unsupported} for a model without cross-attention; Error{BadArgument} for a recipe
///         that tells the model nothing
std::vector<WordTokens> attention_words(const Recipe& recipe, const LoadedModel& model);

/// One map a word. @param shares [S,h,w] of every token, 0 to 1
Attention attention_of(const std::vector<WordTokens>& words, const at::Tensor& shares);

}  // namespace ldm::task
