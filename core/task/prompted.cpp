// SPDX-License-Identifier: MIT
#include "task/prompted.h"

#include "condition/layout_tokenizer.h"
#include "condition/scene_tokenizer.h"
#include "ldm/error.h"
#include "model/patchwise_layout.h"
#include "task/boxes_map.h"
#include "task/image_tensor.h"
#include "task/semantic.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::task {

namespace {

// The size that the recipe asks for, as the model can compute it.
Assignment sized(const Recipe& recipe, const LoadedModel& model)
{
    Assignment a;
    const int multiple = model.model->size_multiple();
    a.width = round_up(recipe.width, multiple);
    a.height = round_up(recipe.height, multiple);
    return a;
}

std::string length_note(const std::string& prompt, const condition::Tokens& tokens)
{
    constexpr std::size_t kShown = 40;
    auto begin = tokens.used > kShown ? tokens.used - kShown : 0;
    while (begin < tokens.used && (prompt[begin] & 0xC0) == 0x80)
        ++begin;  // not in the middle of a character
    return "The prompt is too long for this model; it was read up to \"" +
           std::string(begin > 0 ? "…" : "") + prompt.substr(begin, tokens.used - begin) +
           "\", the rest was left out.";
}

std::vector<condition::LayoutObject> objects_of(const Recipe& recipe)
{
    std::vector<condition::LayoutObject> objects;
    for (const auto& b : recipe.boxes)
        objects.push_back(
            {b.label, {b.x, b.y, b.width, b.height}, b.group, b.occluded, b.depiction, b.inside});
    return objects;
}

void note_boxes_left_out(const Recipe& recipe, std::size_t most, Assignment& a)
{
    if (recipe.boxes.size() > most)
        a.notes.push_back("This model takes " + std::to_string(most) + " boxes; the last " +
                          std::to_string(recipe.boxes.size() - most) + " were left out.");
}

// The tokenizer that fits the model's vocabulary and length.
condition::LayoutTokenizer layout_tokenizer(const LoadedModel& model)
{
    const auto& bert = model.model->config().conditioner.bert;
    return condition::LayoutTokenizer(condition::layout_tokens_for(
        int(model.info.labels.size()), bert.vocab_size, bert.max_seq_len));
}

// Boxes, and words where there are any, for a model that takes both.
Assignment scene(const Recipe& recipe, LoadedModel& model,
                 const condition::SceneTokenizer& tokenizer)
{
    auto a = sized(recipe, model);
    note_boxes_left_out(recipe, size_t(tokenizer.max_boxes()), a);
    const auto tokens = tokenizer.encode(recipe.prompt, objects_of(recipe));
    if (!tokens.complete)
        a.notes.push_back(length_note(recipe.prompt, tokens));
    a.condition.context = model.model->embed(at::tensor(tokens.ids, at::kLong).unsqueeze(0));
    if (recipe.guidance != 1.0)
        a.unconditional.context = text_context(model, recipe.negative_prompt, a.notes);
    return a;
}

}  // namespace

at::Tensor text_context(LoadedModel& model, const std::string& prompt,
                        std::vector<std::string>& notes)
{
    constexpr std::size_t kKept = 8;
    const auto& config = model.model->config().conditioner;
    const bool clip = config.kind == model::ConditionerKind::ClipText;
    const auto length = std::size_t(clip ? config.clip.max_seq_len : config.bert.max_seq_len);
    const auto tokens = model.tokenizer->encode(prompt, length);
    if (!tokens.complete)
        notes.push_back(length_note(prompt, tokens));
    if (const auto known = model.contexts.find(prompt); known != model.contexts.end())
        return known->second;
    if (model.contexts.size() >= kKept)
        model.contexts.clear();
    const auto context = model.model->embed(at::tensor(tokens.ids, at::kLong).unsqueeze(0));
    return model.contexts[prompt] = context;
}

void TextTask::validate(const Recipe& recipe, const ModelInfo&) const
{
    if (recipe.image && recipe.sampler != SamplerKind::Ddim)
        throw Error(ErrorCode::BadArgument,
                    "Starting from a picture works with the sampler ddim only; choose it.",
                    "sampler");
    if (recipe.prompt.size() > 100000)
        throw Error(ErrorCode::BadArgument, "The prompt is too long; shorten it.", "prompt");
}

Assignment TextTask::prepare(const Recipe& recipe, LoadedModel& model,
                             const model::PatchWatch&) const
{
    auto a = sized(recipe, model);
    a.condition.context = text_context(model, recipe.prompt, a.notes);
    if (recipe.guidance != 1.0)
        a.unconditional.context = text_context(model, recipe.negative_prompt, a.notes);
    if (recipe.image) {
        const auto image =
            to_tensor(resized(*recipe.image, recipe.width, recipe.height, Resampling::Lanczos));
        const auto wide = extended(2.0 * image - 1.0, a.height, a.width);
        const int factor = model.model->first_stage().factor();
        // The posterior's mode: its spread is far below a grey level.
        const auto no_noise =
            at::zeros({1, model.model->config().channels, a.height / factor, a.width / factor});
        a.start = model.model->encode_first_stage(wide, no_noise);
    }
    return a;
}

void ClassTask::validate(const Recipe& recipe, const ModelInfo& info) const
{
    if (recipe.class_id < 0 || size_t(recipe.class_id) >= info.classes.size())
        throw Error(ErrorCode::BadArgument,
                    "The model '" + info.id + "' knows the classes 0 to " +
                        std::to_string(info.classes.size() - 1) + ", not " +
                        std::to_string(recipe.class_id) + ".",
                    "class");
}

Assignment ClassTask::prepare(const Recipe& recipe, LoadedModel& model,
                              const model::PatchWatch&) const
{
    auto a = sized(recipe, model);
    if (model.info.takes_prompt) {
        a.condition.context =
            text_context(model, model.info.classes.at(size_t(recipe.class_id)).name, a.notes);
        if (recipe.guidance != 1.0)
            a.unconditional.context = text_context(model, "", a.notes);
        return a;
    }
    const auto id = [](int number) { return at::full({1}, number, at::kLong); };
    a.condition = model.model->condition(id(recipe.class_id));
    if (recipe.guidance != 1.0)
        a.unconditional = model.model->condition(id(model.info.null_class));
    return a;
}

void LayoutTask::validate(const Recipe& recipe, const ModelInfo& info) const
{
    if (recipe.boxes.empty())
        throw Error(ErrorCode::BadArgument, "There is no box yet: draw one or open a layout.",
                    "boxes");
    for (const auto& box : recipe.boxes) {
        if (box.label < 0 || size_t(box.label) >= info.labels.size())
            throw Error(ErrorCode::BadArgument,
                        "A box has label " + std::to_string(box.label) + ", but the model '" +
                            info.id + "' knows " + std::to_string(info.labels.size()) + " labels.",
                        "boxes");
        const bool inside = box.x < 1.0 && box.y < 1.0 && box.x + box.width > 0.0 &&
                            box.y + box.height > 0.0 && box.width > 0.0 && box.height > 0.0;
        if (!inside)
            throw Error(ErrorCode::BadArgument,
                        "A box with label '" + info.labels[size_t(box.label)].name +
                            "' lies outside the picture or is empty; move or remove it.",
                        "boxes");
    }
}

Assignment LayoutTask::prepare(const Recipe& recipe, LoadedModel& model,
                               const model::PatchWatch&) const
{
    if (const auto* both = dynamic_cast<const condition::SceneTokenizer*>(model.tokenizer.get()))
        return scene(recipe, model, *both);
    if (model.model->config().conditioner.kind == model::ConditionerKind::SpatialRescaler)
        return paint_map(boxes_to_map(recipe.boxes, recipe.width, recipe.height), recipe, model);
    auto a = sized(recipe, model);
    const auto tokenizer = layout_tokenizer(model);
    note_boxes_left_out(recipe, size_t(tokenizer.config().max_objects), a);
    const auto objects = objects_of(recipe);
    const auto tokens =
        at::tensor(tokenizer.encode(objects, condition::LayoutBox{}), at::kLong).unsqueeze(0);
    a.condition = model.model->condition(tokens);
    if (recipe.guidance != 1.0)
        a.unconditional = model.model->condition(
            at::tensor(tokenizer.encode({}, condition::LayoutBox{}), at::kLong).unsqueeze(0));
    // Larger than it learnt: in patches, each told which part of the whole it is.
    const int native = model.model->config().unet.image_size;
    const int factor = model.model->first_stage().factor();
    const int largest = std::max(a.width, a.height) / factor;
    if (tokenizer.config().encode_crop && native > 0 && 2 * largest > 3 * native &&
        recipe.guidance == 1.0)
        a.network = [tokens, tokenizer, native, loaded = &model](diffusion::Network network,
                                                                 model::PatchWatch watch) {
            model::PatchOptions patches;
            patches.height = patches.width = native;
            patches.stride_y = patches.stride_x = native / 2;
            return model::patchwise_layout(std::move(network), patches, tokens, tokenizer,
                                           *loaded->model->conditioner(), loaded->device,
                                           std::move(watch));
        };
    return a;
}

void UnconditionalTask::validate(const Recipe& recipe, const ModelInfo& info) const
{
    if (!recipe.embedding.empty() && (!info.takes_guidance || info.takes_prompt))
        throw Error(ErrorCode::BadArgument,
                    "The model '" + info.id + "' takes no embedding; leave it out.", "embedding");
}

Assignment UnconditionalTask::prepare(const Recipe& recipe, LoadedModel& model,
                                      const model::PatchWatch&) const
{
    auto a = sized(recipe, model);
    if (model.info.takes_prompt) {
        a.condition.context = text_context(model, "", a.notes);
        return a;
    }
    const auto& config = model.model->config();
    if (config.key != model::ConditioningKey::CrossAttention)
        return a;
    const int width = config.unet.context_dim;
    const auto rows = std::int64_t(recipe.embedding.size()) / width;
    if (rows * width != std::int64_t(recipe.embedding.size()))
        throw Error(ErrorCode::BadArgument,
                    "An embedding for this model is rows of " + std::to_string(width) +
                        " numbers; " + std::to_string(recipe.embedding.size()) + " are given.",
                    "embedding");
    const auto given = at::tensor(recipe.embedding, at::kFloat).view({1, rows, width});
    a.condition.context = rows > 0 ? given : at::zeros({1, 1, width});
    if (recipe.guidance != 1.0)
        a.unconditional.context = at::zeros_like(a.condition.context);
    return a;
}

}  // namespace ldm::task
