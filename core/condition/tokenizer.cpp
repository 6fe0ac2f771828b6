// SPDX-License-Identifier: MIT
#include "condition/tokenizer.h"

#include "ldm/error.h"

#include <algorithm>

namespace ldm::condition {

Tokens frame_tokens(const std::vector<TokenPiece>& pieces, std::size_t prompt_bytes,
                    const TokenFrame& frame, std::size_t max_length)
{
    if (max_length < 2)
        throw Error(ErrorCode::BadArgument, "A prompt needs room for two tokens at least.",
                    "max_length");
    const auto kept = std::min(pieces.size(), max_length - 2);
    Tokens tokens;
    tokens.complete = kept == pieces.size();
    tokens.used = tokens.complete ? prompt_bytes : kept == 0 ? 0 : pieces[kept - 1].end;
    tokens.ids.push_back(frame.first);
    tokens.ends.push_back(0);
    for (std::size_t i = 0; i < kept; ++i) {
        tokens.ids.push_back(pieces[i].id);
        tokens.ends.push_back(pieces[i].end);
    }
    tokens.ids.push_back(frame.last);
    tokens.ids.resize(max_length, frame.padding);
    tokens.ends.resize(max_length, 0);
    return tokens;
}

}  // namespace ldm::condition
