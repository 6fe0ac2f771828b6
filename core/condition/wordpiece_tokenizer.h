// SPDX-License-Identifier: MIT
#pragma once

#include "condition/characters.h"
#include "condition/tokenizer.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ldm::condition {

/// BERT's WordPiece tokenizer for uncased vocabularies (Devlin et al. 2019), as the published text
/// models use it: lower case, no accents, Chinese characters and punctuation apart, longest match.
class WordpieceTokenizer final : public Tokenizer {
public:
    /// @param vocabulary one piece a line, its number the id
    /// @throws Error{File} if it cannot be read, Error{BadArgument} without [CLS], [SEP], [UNK],
    /// [PAD]
    explicit WordpieceTokenizer(const std::filesystem::path& vocabulary);

    /// [CLS] pieces [SEP] [PAD]…
    Tokens encode(std::string_view prompt, std::size_t max_length = 77) const override;

    std::size_t size() const { return ids_.size(); }  ///< pieces of the vocabulary

private:
    using Word = std::vector<Character>;

    std::int64_t id_of(const std::string& piece) const;  ///< -1 if unknown
    void add_text(std::string_view text, std::size_t begin, std::vector<TokenPiece>& pieces) const;
    void add_word(const Word& word, std::vector<TokenPiece>& pieces) const;

    std::unordered_map<std::string, std::int64_t> ids_;
    std::int64_t cls_, sep_, unk_, pad_;
};

}  // namespace ldm::condition
