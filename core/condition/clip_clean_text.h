// SPDX-License-Identifier: MIT
#pragma once

#include "condition/characters.h"

namespace ldm::condition {

/// A prompt as CLIP's tokenizer reads it: character references resolved (twice, as published),
/// quotes, ligatures and full-width letters plain, composed (NFC), lower case, control characters
/// gone, every run of white space one space.
std::vector<Character> clip_clean_text(std::string_view prompt);

bool is_white_space(std::int32_t code);

}  // namespace ldm::condition
