// SPDX-License-Identifier: MIT
#pragma once

#include "condition/layout_tokenizer.h"
#include "condition/wordpiece_tokenizer.h"

namespace ldm::condition {

struct SceneTokenizerConfig {
    std::filesystem::path vocabulary;  ///< of the words: a WordPiece table
    int classes = 0;                   ///< what boxes may hold
    int max_boxes = 0;
    int tokens = 0;  ///< words and layout tokens together: the conditioner's vocab_size
    int length = 0;  ///< the conditioner's max_seq_len: the words' part and three tokens a box
};

/// Words and labelled boxes as one token sequence, so that one model takes either, both or none:
/// the words as BERT's tokenizer gives them, then the boxes as LayoutTokenizer does without a crop,
/// in ids above the words'.
class SceneTokenizer final : public Tokenizer {
public:
    /// @throws Error{File}, Error{BadArgument} for numbers that do not fit each other
    explicit SceneTokenizer(const SceneTokenizerConfig& config);

    /// Ids of the words' part; three of each box follow.
    std::size_t word_length() const { return word_length_; }

    int max_boxes() const { return layout_.config().max_objects; }

    /// Words without boxes. `max_length` is that of the whole sequence.
    Tokens encode(std::string_view prompt, std::size_t max_length) const override;

    /// @param shown     part of the picture that is seen; boxes outside it are left out
    /// @param mirrored  left and right exchanged
    Tokens encode(std::string_view prompt, const std::vector<LayoutObject>& objects,
                  const LayoutBox& shown = {}, bool mirrored = false) const;

private:
    WordpieceTokenizer words_;
    LayoutTokenizer layout_;
    std::size_t word_length_;
};

}  // namespace ldm::condition
