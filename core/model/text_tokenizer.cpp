// SPDX-License-Identifier: MIT
#include "model/text_tokenizer.h"

#include "condition/clip_tokenizer.h"
#include "condition/scene_tokenizer.h"

namespace ldm::model {

std::unique_ptr<condition::Tokenizer> make_tokenizer(const ModelConfig& config,
                                                     const std::filesystem::path& vocabularies)
{
    const auto& c = config.latent_diffusion().conditioner;
    if (c.kind == ConditionerKind::ClipText)
        return std::make_unique<condition::ClipTokenizer>(vocabularies / "clip-merges.txt");
    if (c.kind != ConditionerKind::Bert || !c.takes_text)
        return nullptr;
    const auto words = config.card.vocabulary.empty() ? vocabularies / "bert-base-uncased.txt"
                                                      : config.card.vocabulary;
    if (config.card.boxes == 0)
        return std::make_unique<condition::WordpieceTokenizer>(words);
    return std::make_unique<condition::SceneTokenizer>(
        condition::SceneTokenizerConfig{.vocabulary = words,
                                        .classes = int(config.card.labels.size()),
                                        .max_boxes = config.card.boxes,
                                        .tokens = c.bert.vocab_size,
                                        .length = c.bert.max_seq_len});
}

}  // namespace ldm::model
