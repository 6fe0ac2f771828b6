// SPDX-License-Identifier: MIT
#include "task/attention_words.h"

#include "ldm/error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>

namespace ldm::task {

namespace {

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The prompt's words with the bytes after them.
std::vector<std::pair<std::string, std::size_t>> words_of(const std::string& prompt)
{
    std::vector<std::pair<std::string, std::size_t>> words;
    for (std::size_t at = 0; at < prompt.size();) {
        const auto begin =
            std::find_if_not(prompt.begin() + std::ptrdiff_t(at), prompt.end(), is_space);
        const auto end = std::find_if(begin, prompt.end(), is_space);
        at = std::size_t(end - prompt.begin());
        if (begin != end)
            words.emplace_back(std::string(begin, end), at);
    }
    return words;
}

// Pieces of one word go together.
void add_words(const std::string& prompt, const condition::Tokens& tokens,
               std::vector<WordTokens>& out)
{
    std::size_t token = 0;
    for (const auto& [word, end] : words_of(prompt)) {
        WordTokens entry{word, {}};
        for (; token < tokens.ends.size() && tokens.ends[token] <= end; ++token)
            if (tokens.ends[token] > 0)
                entry.tokens.push_back(std::int64_t(token));
        if (!entry.tokens.empty())
            out.push_back(std::move(entry));
    }
}

void add_boxes(const Recipe& recipe, const LoadedModel& model, std::int64_t first, int most,
               std::vector<WordTokens>& out)
{
    const auto count = std::min(recipe.boxes.size(), std::size_t(most));
    for (std::size_t i = 0; i < count; ++i) {
        const auto begin = first + 3 * std::int64_t(i);
        out.push_back({model.info.labels.at(std::size_t(recipe.boxes[i].label)).name,
                       {begin, begin + 1, begin + 2}});
    }
}

}  // namespace

std::vector<WordTokens> attention_words(const Recipe& recipe, const LoadedModel& model)
{
    const auto& config = model.model->config();
    if (config.key != model::ConditioningKey::CrossAttention &&
        config.key != model::ConditioningKey::Hybrid)
        throw Error(ErrorCode::Unsupported,
                    "The model '" + model.info.id +
                        "' looks at its map or picture directly, not at words or boxes; there is "
                        "nothing to show.",
                    "model");
    const auto& conditioner = config.conditioner;
    const bool clip = conditioner.kind == model::ConditionerKind::ClipText;
    const auto length =
        std::size_t(clip ? conditioner.clip.max_seq_len : conditioner.bert.max_seq_len);
    const bool of_class = recipe.task == TaskKind::Class;
    const auto& prompt =
        of_class ? model.info.classes.at(std::size_t(recipe.class_id)).name : recipe.prompt;
    std::vector<WordTokens> words;
    if (model.tokenizer)
        add_words(prompt, model.tokenizer->encode(prompt, length), words);
    else if (of_class)
        words.push_back({prompt, {0}});
    if (recipe.task == TaskKind::Layout) {
        const auto* scene = dynamic_cast<const condition::SceneTokenizer*>(model.tokenizer.get());
        const auto layout = condition::layout_tokens_for(int(model.info.labels.size()),
                                                         conditioner.bert.vocab_size, int(length));
        add_boxes(recipe, model, scene ? std::int64_t(scene->word_length()) : 0,
                  scene ? scene->max_boxes() : layout.max_objects, words);
    }
    if (words.empty())
        throw Error(ErrorCode::BadArgument,
                    "There is no word, box or class that could act: write or draw one.", "prompt");
    return words;
}

Attention attention_of(const std::vector<WordTokens>& words, const at::Tensor& shares)
{
    Attention out;
    const auto width = int(shares.size(2)), height = int(shares.size(1));
    for (const auto& [word, tokens] : words) {
        const auto map = shares.index_select(0, at::tensor(tokens, at::kLong)).sum(0);
        const double most = map.max().item<double>();
        const auto levels = (map * (255.0 / std::max(most, 1e-9)))
                                .round()
                                .clamp(0.0, 255.0)
                                .to(at::kByte)
                                .contiguous();
        Image image{width, height, 1, {}};
        image.pixels.resize(std::size_t(levels.numel()));
        std::memcpy(image.pixels.data(), levels.const_data_ptr(), image.pixels.size());
        out.words.push_back(word);
        out.maps.push_back(std::move(image));
        out.strength.push_back(std::min(1.0, most));
    }
    return out;
}

}  // namespace ldm::task
