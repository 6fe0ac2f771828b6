// SPDX-License-Identifier: MIT
#pragma once

#include "condition/characters.h"
#include "condition/tokenizer.h"

#include <filesystem>
#include <string>
#include <unordered_map>

namespace ldm::condition {

/// CLIP's byte-pair encoding (Radford et al. 2021, Sec. 2.4; Sennrich et al. 2016), as Stable
/// Diffusion v1 uses it. Prompts are cleaned first: character references, curly quotes, ligatures
/// and full-width letters become plain, white space single, letters lower case.
class ClipTokenizer final : public Tokenizer {
public:
    static constexpr std::int64_t kStart = 49406;
    static constexpr std::int64_t kEnd = 49407;

    /// @param merges the 48 894 rules, most frequent pair first, two symbols a line
    /// @throws Error{File} if it cannot be read, Error{BadArgument} if it is no table of merges
    explicit ClipTokenizer(const std::filesystem::path& merges);

    /// start pieces end end…
    Tokens encode(std::string_view prompt, std::size_t max_length = 77) const override;

private:
    using Pair = std::uint64_t;  ///< ids of two neighbours
    static Pair pair_of(std::int64_t left, std::int64_t right);

    void add_word(const Character* begin, const Character* end,
                  std::vector<TokenPiece>& pieces) const;

    std::unordered_map<Pair, std::int64_t> merged_;  ///< to the id of the joined symbol
};

}  // namespace ldm::condition
