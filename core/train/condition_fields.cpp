// SPDX-License-Identifier: MIT
#include "train/condition_fields.h"

#include "ldm/error.h"
#include "model/text_tokenizer.h"

#include <ATen/ATen.h>

#include <cstring>

namespace ldm::train {

namespace {

using model::ConditionerKind;
using Examples = std::vector<data::Example>;

[[noreturn]] void lacking(const data::Example& example, const std::string& what)
{
    throw Error(ErrorCode::BadArgument,
                "The model is conditioned on " + what + ", but “" + example.key +
                    "” of the training data has none: choose a data set with " + what +
                    " or set the option that gives them.",
                what);
}

// The same part of each example: bytes [height, width, channels] each.
template <typename Part>
torch::Tensor bytes_of(const Examples& examples, const std::string& what, Part part)
{
    std::vector<torch::Tensor> all;
    for (const auto& example : examples) {
        const auto found = part(example);
        if (!found)
            lacking(example, what);
        const auto [pixels, height, width] = *found;
        auto one = at::empty({height, width}, at::kByte);
        std::memcpy(one.mutable_data_ptr(), pixels->data(), pixels->size());
        if (!all.empty() && all.front().sizes() != one.sizes())
            throw Error(ErrorCode::BadArgument,
                        "The training data's " + what + " are not of one size.", what);
        all.push_back(std::move(one));
    }
    return at::stack(all);
}

struct Bytes {
    const std::vector<std::uint8_t>* pixels;
    std::int64_t height, width;
};

torch::Tensor maps_of(const Examples& examples)
{
    return bytes_of(examples, "label maps", [](const data::Example& e) {
        return e.map ? std::optional(Bytes{&e.map->labels, e.map->height, e.map->width})
                     : std::nullopt;
    });
}

torch::Tensor masks_of(const Examples& examples)
{
    const auto bytes = bytes_of(examples, "masks", [](const data::Example& e) {
        return e.mask ? std::optional(Bytes{&e.mask->pixels, e.mask->height, e.mask->width})
                      : std::nullopt;
    });
    return bytes.ge(128).to(at::kFloat).unsqueeze(1);
}

torch::Tensor low_res_of(const Examples& examples)
{
    std::vector<const Image*> pictures;
    for (const auto& example : examples) {
        if (!example.low_res)
            lacking(example, "small pictures (degradation)");
        pictures.push_back(&*example.low_res);
    }
    return signed_pictures(pictures);
}

torch::Tensor rows_of(const std::vector<std::vector<std::int64_t>>& rows)
{
    std::vector<torch::Tensor> all;
    for (const auto& row : rows)
        all.push_back(at::tensor(row, at::kLong));
    return at::stack(all);
}

std::vector<condition::LayoutObject> objects_of(const data::Example& example)
{
    std::vector<condition::LayoutObject> objects;
    for (const auto& b : example.boxes)
        objects.push_back(
            {b.label, {b.x, b.y, b.width, b.height}, b.group, b.occluded, b.depiction, b.inside});
    return objects;
}

// Captions stand under a model's text, boxes under its layout: both are a BERT embedder's input.
bool takes_words(const model::ConditionerConfig& c)
{
    return c.kind == ConditionerKind::ClipText || (c.kind == ConditionerKind::Bert && c.takes_text);
}

bool takes_layouts(const model::ConditionerConfig& c)
{
    return c.kind == ConditionerKind::Bert && !c.takes_text;
}

}  // namespace

std::string field_without(const std::string& field)
{
    return field + ".without";
}

std::string field_of_words(const std::string& field)
{
    return field + ".words";
}

std::string field_of_boxes(const std::string& field)
{
    return field + ".boxes";
}

torch::Tensor signed_pictures(const std::vector<const Image*>& pictures)
{
    std::vector<torch::Tensor> all;
    for (const auto* picture : pictures) {
        if (picture->channels != 3 || picture->width != pictures.front()->width ||
            picture->height != pictures.front()->height)
            throw Error(ErrorCode::BadArgument, "The training pictures are not of one size.",
                        "data");
        auto rgb = at::empty({picture->height, picture->width, 3}, at::kByte);
        std::memcpy(rgb.mutable_data_ptr(), picture->pixels.data(), picture->pixels.size());
        all.push_back(rgb.permute({2, 0, 1}));
    }
    return (at::stack(all).to(at::kFloat) / 127.5 - 1.0).contiguous(at::MemoryFormat::ChannelsLast);
}

ConditionFields::ConditionFields(const model::ModelConfig& config,
                                 const std::filesystem::path& vocabularies)
{
    if (!config.is_latent_diffusion())
        return;
    model_ = config.latent_diffusion();
    const auto& c = model_->conditioner;
    if (c.kind == ConditionerKind::ClipText || takes_words(c)) {
        tokenizer_ = model::make_tokenizer(config, vocabularies);
        scenes_ = std::dynamic_pointer_cast<const condition::SceneTokenizer>(tokenizer_);
        text_length_ = std::size_t(c.kind == ConditionerKind::ClipText ? c.clip.max_seq_len
                                                                       : c.bert.max_seq_len);
    } else if (takes_layouts(c)) {
        if (config.card.labels.empty())
            throw Error(ErrorCode::BadArgument,
                        "A layout model's description must name its labels: labels_file or labels "
                        "in the block sfumato:.",
                        "labels");
        layouts_ = std::make_shared<condition::LayoutTokenizer>(condition::layout_tokens_for(
            int(config.card.labels.size()), c.bert.vocab_size, c.bert.max_seq_len));
    }
}

ConditionFields::Fields ConditionFields::make(const Examples& examples) const
{
    Fields fields;
    if (!model_)
        return fields;
    const auto& key = model_->cond_stage_key;
    const auto& c = model_->conditioner;
    if (c.kind == ConditionerKind::SpatialRescaler)
        fields[key] = maps_of(examples);
    else if (c.kind == ConditionerKind::ClassEmbedder ||
             (c.kind == ConditionerKind::Identity && model_->key == model::ConditioningKey::Adm))
        fields[key] = classes(examples);
    else if (c.kind == ConditionerKind::EnlargedImage ||
             (c.kind == ConditionerKind::Identity && model_->key == model::ConditioningKey::Concat))
        fields[key] = low_res_of(examples);
    else if (scenes_)
        add_scenes(examples, fields);
    else if (tokenizer_)
        add_captions(examples, fields);
    else if (layouts_)
        add_layouts(examples, fields);
    if (c.kind == ConditionerKind::FirstStage || model_->key == model::ConditioningKey::Hybrid)
        fields[kMaskField] = masks_of(examples);
    return fields;
}

torch::Tensor ConditionFields::classes(const Examples& examples) const
{
    const bool adm = model_->key == model::ConditioningKey::Adm;
    const int known = adm ? model_->unet.num_classes : model_->conditioner.classes;
    std::vector<std::int64_t> ids;
    for (const auto& example : examples) {
        if (example.class_id < 0)
            lacking(example, "classes");
        if (example.class_id >= known)
            throw Error(ErrorCode::BadArgument,
                        "“" + example.key + "” is of class " + std::to_string(example.class_id) +
                            ", but the model has " + std::to_string(known) + " classes.",
                        "n_classes");
        ids.push_back(example.class_id);
    }
    return at::tensor(ids, at::kLong);
}

void ConditionFields::add_captions(const Examples& examples, Fields& fields) const
{
    std::vector<std::vector<std::int64_t>> rows;
    for (const auto& example : examples) {
        if (example.caption.empty())
            lacking(example, "captions");
        rows.push_back(tokenizer_->encode(example.caption, text_length_).ids);
    }
    const auto& key = model_->cond_stage_key;
    fields[key] = rows_of(rows);
    fields[field_without(key)] =
        at::tensor(tokenizer_->encode("", text_length_).ids, at::kLong).expand_as(fields[key]);
}

void ConditionFields::add_scenes(const Examples& examples, Fields& fields) const
{
    std::vector<std::vector<std::int64_t>> both, words, boxes;
    for (const auto& example : examples) {
        if (example.caption.empty())
            lacking(example, "captions");
        const auto objects = objects_of(example);
        const condition::LayoutBox shown{example.shown.x, example.shown.y, example.shown.width,
                                         example.shown.height};
        const bool mirrored = example.shown.mirrored;
        both.push_back(scenes_->encode(example.caption, objects, shown, mirrored).ids);
        words.push_back(scenes_->encode(example.caption, {}, shown, mirrored).ids);
        boxes.push_back(scenes_->encode("", objects, shown, mirrored).ids);
    }
    const auto& key = model_->cond_stage_key;
    fields[key] = rows_of(both);
    fields[field_of_words(key)] = rows_of(words);
    fields[field_of_boxes(key)] = rows_of(boxes);
    fields[field_without(key)] =
        at::tensor(scenes_->encode("", 0).ids, at::kLong).expand_as(fields[key]);
}

void ConditionFields::add_layouts(const Examples& examples, Fields& fields) const
{
    std::vector<std::vector<std::int64_t>> rows, empty;
    for (const auto& example : examples) {
        if (example.boxes.empty())
            lacking(example, "boxes");
        const auto objects = objects_of(example);
        const auto& s = example.shown;
        const condition::LayoutBox crop{s.x, s.y, s.width, s.height};
        rows.push_back(layouts_->encode(objects, crop, s.mirrored));
        empty.push_back(layouts_->encode({}, crop, s.mirrored));
    }
    fields[model_->cond_stage_key] = rows_of(rows);
    fields[field_without(model_->cond_stage_key)] = rows_of(empty);
}

}  // namespace ldm::train
