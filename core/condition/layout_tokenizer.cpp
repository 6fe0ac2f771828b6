// SPDX-License-Identifier: MIT
#include "condition/layout_tokenizer.h"

#include "ldm/error.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace ldm::condition {

namespace {

bool overlap(const LayoutBox& a, const LayoutBox& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

// The box as shares of `frame`, cut off where it leaves it.
LayoutBox within(const LayoutBox& box, const LayoutBox& frame)
{
    LayoutBox b;
    b.x = std::clamp((box.x - frame.x) / frame.width, 0.0, 1.0);
    b.y = std::clamp((box.y - frame.y) / frame.height, 0.0, 1.0);
    b.width = std::min(box.width / frame.width, 1.0 - b.x);
    b.height = std::min(box.height / frame.height, 1.0 - b.y);
    return b;
}

LayoutBox mirror(LayoutBox box)
{
    box.x = 1.0 - (box.x + box.width);
    return box;
}

}  // namespace

LayoutTokenizerConfig layout_tokens_for(int classes, int vocabulary, int length)
{
    LayoutTokenizerConfig config;
    config.classes = classes;
    config.tokens = vocabulary;
    config.encode_crop = length % 3 == 2;
    config.max_objects = (length - (config.encode_crop ? 2 : 0)) / 3;
    config.group_bit = classes * 2 < vocabulary;
    config.other_bits = classes * 16 < vocabulary;
    return config;
}

LayoutTokenizer::LayoutTokenizer(const LayoutTokenizerConfig& config)
    : config_(config), sections_(int(std::sqrt(double(config.tokens))))
{
    if (config.tokens < 4 || config.classes < 1 || config.classes >= config.tokens ||
        config.max_objects < 1)
        throw Error(ErrorCode::BadArgument,
                    "A layout vocabulary of " + std::to_string(config.tokens) +
                        " tokens cannot hold " + std::to_string(config.classes) + " classes.",
                    "n_embed");
}

std::int64_t LayoutTokenizer::category_token(const LayoutObject& o) const
{
    int bits = config_.group_bit && o.group ? 1 : 0;
    if (config_.other_bits)
        bits += 2 * o.occluded + 4 * o.depiction + 8 * o.inside;
    const std::int64_t token = o.category + std::int64_t(config_.classes) * bits;
    if (o.category < 0 || o.category >= config_.classes || token >= config_.tokens)
        throw Error(ErrorCode::BadArgument,
                    "The layout model has no token for category " + std::to_string(o.category) +
                        " with these marks.",
                    "category");
    return token;
}

std::int64_t LayoutTokenizer::corner_token(double x, double y) const
{
    // Ties go to the even line, as the published code rounds.
    const auto line = [this](double share) {
        return std::int64_t(std::nearbyint(share * (sections_ - 1)));
    };
    return line(y) * sections_ + line(x);
}

void LayoutTokenizer::add_corners(const LayoutBox& box, std::vector<std::int64_t>& tokens) const
{
    tokens.push_back(corner_token(box.x, box.y));
    tokens.push_back(corner_token(box.x + box.width, box.y + box.height));
}

std::vector<std::int64_t> LayoutTokenizer::encode(const std::vector<LayoutObject>& objects,
                                                  const std::optional<LayoutBox>& crop,
                                                  bool mirrored) const
{
    const LayoutBox whole;
    const LayoutBox shown = crop.value_or(whole);
    const auto turned = [mirrored](const LayoutBox& box) { return mirrored ? mirror(box) : box; };
    std::vector<std::int64_t> tokens;
    for (size_t i = 0; i < std::min(objects.size(), size_t(config_.max_objects)); ++i) {
        if (!overlap(objects[i].box, shown))
            continue;
        tokens.push_back(category_token(objects[i]));
        add_corners(turned(within(objects[i].box, config_.encode_crop ? whole : shown)), tokens);
    }
    tokens.resize(size_t(3 * config_.max_objects), config_.tokens - 1);
    if (config_.encode_crop)
        add_corners(turned(shown), tokens);
    return tokens;
}

std::vector<std::int64_t> LayoutTokenizer::crop_tokens(const LayoutBox& crop) const
{
    std::vector<std::int64_t> tokens;
    add_corners(crop, tokens);
    return tokens;
}

LayoutBox LayoutTokenizer::box_between(std::int64_t first, std::int64_t second) const
{
    const auto x = [this](std::int64_t token) {
        return double(token % sections_) / (sections_ - 1);
    };
    const auto y = [this](std::int64_t token) {
        return double(token / sections_) / (sections_ - 1);
    };
    return {x(first), y(first), x(second) - x(first), y(second) - y(first)};
}

Layout LayoutTokenizer::decode(const std::vector<std::int64_t>& tokens) const
{
    const auto known = [this](std::int64_t t) { return t >= 0 && t < config_.tokens; };
    if (int(tokens.size()) != length() || !std::all_of(tokens.begin(), tokens.end(), known))
        throw Error(ErrorCode::BadArgument,
                    "A layout is " + std::to_string(length()) + " tokens below " +
                        std::to_string(config_.tokens) + ".",
                    "tokens");
    const std::int64_t none = config_.tokens - 1;
    Layout layout;
    for (size_t i = 0; i < size_t(3 * config_.max_objects); i += 3)
        if (tokens[i] != none)
            layout.objects.push_back({int(tokens[i]), box_between(tokens[i + 1], tokens[i + 2])});
    if (config_.encode_crop)
        layout.crop = box_between(tokens[tokens.size() - 2], tokens.back());
    return layout;
}

}  // namespace ldm::condition
