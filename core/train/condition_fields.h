// SPDX-License-Identifier: MIT
#pragma once

#include "condition/layout_tokenizer.h"
#include "condition/scene_tokenizer.h"
#include "condition/tokenizer.h"
#include "data/dataset.h"
#include "model/model_config.h"

#include <torch/types.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ldm::train {

/// Name of the field with a batch's masks, [B,1,H,W] fp32, 1 = hole.
inline constexpr const char* kMaskField = "mask";

/// Name of the field with what stands for no condition, in the place of another field.
std::string field_without(const std::string& field);

/// Of a model of words and boxes: the names of the fields with one of them alone.
std::string field_of_words(const std::string& field);
std::string field_of_boxes(const std::string& field);

/// What a model's conditioner takes, made of examples, under the model's `cond_stage_key`:
/// label maps as uint8 [B,H,W], class numbers as int64 [B], captions and layouts as token ids int64
/// [B,n] (and those of no caption and no boxes under field_without), low-res pictures as fp32
/// [B,3,h,w] in [-1,1]. Masks are kMaskField.
class ConditionFields {
public:
    /// A first stage's or an unconditional model's: none.
    ConditionFields() = default;

    /// @param vocabularies folder with the tokenizers' tables
    /// @throws Error{File} without the model's table; Error{BadArgument} for a layout model whose
    /// description names no labels
    ConditionFields(const model::ModelConfig& config, const std::filesystem::path& vocabularies);

    using Fields = std::map<std::string, torch::Tensor>;

    /// @throws Error{BadArgument} for examples that lack what the model is conditioned on, or
    /// whose class or label the model does not have
    Fields make(const std::vector<data::Example>& examples) const;

private:
    torch::Tensor classes(const std::vector<data::Example>& examples) const;
    void add_captions(const std::vector<data::Example>& examples, Fields& fields) const;
    void add_layouts(const std::vector<data::Example>& examples, Fields& fields) const;
    void add_scenes(const std::vector<data::Example>& examples, Fields& fields) const;

    std::optional<model::LatentDiffusionConfig> model_;
    std::size_t text_length_ = 0;
    std::shared_ptr<const condition::Tokenizer> tokenizer_;
    std::shared_ptr<const condition::SceneTokenizer> scenes_;
    std::shared_ptr<const condition::LayoutTokenizer> layouts_;
};

/// Pictures of one size as fp32 [B,3,H,W] in [-1,1], channels-last. @throws Error{BadArgument}
torch::Tensor signed_pictures(const std::vector<const Image*>& pictures);

}  // namespace ldm::train
