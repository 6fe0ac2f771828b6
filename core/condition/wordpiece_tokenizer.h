// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ldm::condition {

/// A prompt as token ids.
struct Tokens {
    std::vector<std::int64_t> ids;  ///< exactly max_length of them
    std::size_t used = 0;           ///< bytes of the prompt that they stand for
    bool complete = true;           ///< false: the rest of the prompt did not fit
};

/// BERT's WordPiece tokenizer for uncased vocabularies (Devlin et al. 2019), as the published text
/// models use it: lower case, no accents, Chinese characters and punctuation apart, longest match.
class WordpieceTokenizer {
public:
    /// @param vocabulary one piece a line, its number the id
    /// @throws Error{File} if it cannot be read, Error{BadArgument} without [CLS], [SEP], [UNK],
    /// [PAD]
    explicit WordpieceTokenizer(const std::filesystem::path& vocabulary);

    /// [CLS] pieces [SEP], cut and padded to `max_length`. Bytes that are no UTF-8 are left out.
    /// @throws Error{BadArgument} for a max_length below 2
    Tokens encode(std::string_view prompt, std::size_t max_length = 77) const;

private:
    struct Piece {
        std::int64_t id;
        std::size_t end;  ///< byte of the prompt after it
    };
    struct Character {
        std::int32_t code;
        std::size_t end;  ///< byte of the prompt after it
    };
    using Word = std::vector<Character>;

    std::int64_t id_of(const std::string& piece) const;  ///< -1 if unknown
    void add_text(std::string_view text, std::size_t begin, std::vector<Piece>& pieces) const;
    void add_word(const Word& word, std::vector<Piece>& pieces) const;

    std::unordered_map<std::string, std::int64_t> ids_;
    std::int64_t cls_, sep_, unk_, pad_;
};

}  // namespace ldm::condition
