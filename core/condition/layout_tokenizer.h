// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace ldm::condition {

/// A box as shares of the picture: upper left corner and size.
struct LayoutBox {
    double x = 0.0, y = 0.0, width = 1.0, height = 1.0;
};

/// One thing of a layout.
struct LayoutObject {
    int category = 0;
    LayoutBox box;
    bool group = false;  ///< several of its kind
    bool occluded = false;
    bool depiction = false;  ///< a picture of it
    bool inside = false;     ///< seen from within
};

struct LayoutTokenizerConfig {
    int classes = 340;
    int max_objects = 30;
    int tokens = 8192;  ///< size of the vocabulary
    bool encode_crop = true;
    bool group_bit = true;
    bool other_bits = true;  ///< occluded, depiction, inside
};

/// The tokens of a layout model with that many classes, vocabulary and length: a crop at the end if
/// the length leaves room for its two corners, and as many marks as the vocabulary has room for
/// (all sixteen in the published model).
LayoutTokenizerConfig layout_tokens_for(int classes, int vocabulary, int length);

/// What token ids say, as far as they can be read back.
struct Layout {
    struct Entry {
        int category_token;  ///< category + classes × bits
        LayoutBox box;
    };
    std::vector<Entry> objects;
    std::optional<LayoutBox> crop;
};

/// Boxes to the token ids of the published layout models (LDM paper, App. E.2.1; Jahn et al. 2021):
/// three tokens an object (category, upper left and lower right corner on a square grid), padding,
/// then the two corners of the crop.
class LayoutTokenizer {
public:
    /// @throws Error{BadArgument} for a vocabulary too small for its classes
    explicit LayoutTokenizer(const LayoutTokenizerConfig& config);

    const LayoutTokenizerConfig& config() const { return config_; }
    int length() const { return 3 * config_.max_objects + (config_.encode_crop ? 2 : 0); }

    /// @param crop the part of the picture that is shown; objects outside it are dropped
    /// @param mirrored left and right exchanged
    /// @return [length()] ids; objects beyond max_objects are dropped
    /// @throws Error{BadArgument} for a category that has no token
    std::vector<std::int64_t> encode(const std::vector<LayoutObject>& objects,
                                     const std::optional<LayoutBox>& crop = {},
                                     bool mirrored = false) const;

    /// The two tokens that say which part of the picture is shown.
    std::vector<std::int64_t> crop_tokens(const LayoutBox& crop) const;

    /// @throws Error{BadArgument} for a wrong number of tokens or ids outside the vocabulary
    Layout decode(const std::vector<std::int64_t>& tokens) const;

private:
    std::int64_t category_token(const LayoutObject& object) const;
    std::int64_t corner_token(double x, double y) const;
    void add_corners(const LayoutBox& box, std::vector<std::int64_t>& tokens) const;
    LayoutBox box_between(std::int64_t first, std::int64_t second) const;

    LayoutTokenizerConfig config_;
    int sections_;  ///< grid lines a side
};

}  // namespace ldm::condition
