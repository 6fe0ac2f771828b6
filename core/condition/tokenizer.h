// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ldm::condition {

/// A prompt as token ids.
struct Tokens {
    std::vector<std::int64_t> ids;  ///< exactly max_length of them
    std::size_t used = 0;           ///< bytes of the prompt that they stand for
    bool complete = true;           ///< false: the rest of the prompt did not fit
    /// Byte of the prompt after the piece that an id stands for; 0 where it stands for none. May be
    /// shorter than `ids`.
    std::vector<std::size_t> ends;
};

/// Turns a prompt into what a text conditioner takes.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// Cut and padded to `max_length`. Bytes that are no UTF-8 are left out.
    /// @throws Error{BadArgument} for a max_length below 2
    virtual Tokens encode(std::string_view prompt, std::size_t max_length = 77) const = 0;
};

/// One token and where in the prompt it ends.
struct TokenPiece {
    std::int64_t id;
    std::size_t end;  ///< byte of the prompt after it
};

/// What a token sequence begins and ends with, and what fills it up.
struct TokenFrame {
    std::int64_t first, last, padding;
};

/// first pieces last padding…, cut so that `last` is kept.
/// @throws Error{BadArgument} for a max_length below 2
Tokens frame_tokens(const std::vector<TokenPiece>& pieces, std::size_t prompt_bytes,
                    const TokenFrame& frame, std::size_t max_length);

}  // namespace ldm::condition
