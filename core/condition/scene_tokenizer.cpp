// SPDX-License-Identifier: MIT
#include "condition/scene_tokenizer.h"

#include "ldm/error.h"

namespace ldm::condition {

namespace {

LayoutTokenizerConfig layout_of(const SceneTokenizerConfig& config, std::size_t words)
{
    return {.classes = config.classes,
            .max_objects = config.max_boxes,
            .tokens = config.tokens - int(words),
            .encode_crop = false,
            .group_bit = false,
            .other_bits = false};
}

}  // namespace

SceneTokenizer::SceneTokenizer(const SceneTokenizerConfig& config)
    : words_(config.vocabulary),
      layout_(layout_of(config, words_.size())),
      word_length_(std::size_t(std::max(0, config.length - 3 * config.max_boxes)))
{
    if (word_length_ < 2)
        throw Error(ErrorCode::BadArgument,
                    "The model's sequence of " + std::to_string(config.length) +
                        " tokens has no room for words beside " + std::to_string(config.max_boxes) +
                        " boxes.",
                    "boxes");
}

Tokens SceneTokenizer::encode(std::string_view prompt, std::size_t) const
{
    return encode(prompt, std::vector<LayoutObject>{});
}

Tokens SceneTokenizer::encode(std::string_view prompt, const std::vector<LayoutObject>& objects,
                              const LayoutBox& shown, bool mirrored) const
{
    auto tokens = words_.encode(prompt, word_length_);
    for (const auto id : layout_.encode(objects, shown, mirrored))
        tokens.ids.push_back(id + std::int64_t(words_.size()));
    return tokens;
}

}  // namespace ldm::condition
