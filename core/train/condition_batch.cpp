// SPDX-License-Identifier: MIT
#include "train/condition_batch.h"

#include "ldm/error.h"
#include "model/masked_condition.h"
#include "train/condition_fields.h"

#include <ATen/ATen.h>

namespace ldm::train {

namespace {

const torch::Tensor& field(const TrainingBatch& batch, const std::string& name)
{
    const auto found = batch.fields.find(name);
    if (found == batch.fields.end())
        throw Error(ErrorCode::BadArgument,
                    "The training data has no '" + name + "', which the model is conditioned on.",
                    name);
    return found->second;
}

// Each sample's window of maps or pictures [B,…,H,W].
torch::Tensor cut(const torch::Tensor& whole, const std::vector<CropWindow>& windows)
{
    if (windows.empty())
        return whole;
    const auto y = whole.dim() - 3;  // of one sample
    std::vector<torch::Tensor> cuts;
    for (size_t i = 0; i < windows.size(); ++i)
        cuts.push_back(whole[std::int64_t(i)]
                           .narrow(y, windows[i].top, windows[i].side)
                           .narrow(y + 1, windows[i].left, windows[i].side));
    return at::stack(cuts);
}

// `value` where a sample is learnt without its condition.
torch::Tensor replaced(const torch::Tensor& input, const torch::Tensor& without, double value)
{
    std::vector<std::int64_t> shape(size_t(input.dim()), 1);
    shape[0] = input.size(0);
    return input.masked_fill(without.view(shape), value);
}

// Token ids without what is left out.
torch::Tensor tokens(const TrainingBatch& batch, const std::string& key, const LeftOut& left_out)
{
    auto ids = field(batch, key);
    const auto replace = [&](const torch::Tensor& where, const std::string& name) {
        ids = at::where(where.unsqueeze(1), field(batch, name), ids);
    };
    if (batch.fields.count(field_of_words(key))) {
        replace(left_out.words, field_of_boxes(key));
        replace(left_out.boxes, field_of_words(key));
    }
    replace(left_out.all, field_without(key));
    return ids;
}

diffusion::Condition conditioner_answer(model::LatentDiffusion& model, const model::ModelCard& card,
                                        const TrainingBatch& batch, const LeftOut& left_out)
{
    const auto& config = model.config();
    const auto& without = left_out.all;
    const auto input = [&] { return field(batch, config.cond_stage_key); };
    switch (config.conditioner.kind) {
    case model::ConditionerKind::None: return {};
    case model::ConditionerKind::SpatialRescaler:
        return model.condition(
            replaced(condition::one_hot_map(cut(input(), batch.windows),
                                            config.conditioner.rescaler.in_channels),
                     without, 0.0));
    case model::ConditionerKind::ClassEmbedder: {
        if (card.null_class < 0 && without.any().item<bool>())
            throw Error(ErrorCode::BadArgument,
                        "Leaving conditions out needs a class that stands for none: null_class in "
                        "the description's block sfumato:.",
                        "null_class");
        return model.condition(replaced(input().to(at::kLong), without, card.null_class));
    }
    case model::ConditionerKind::EnlargedImage:
        return model.condition(replaced(cut(input(), batch.windows), without, 0.0));
    case model::ConditionerKind::Identity:
        if (config.key == model::ConditioningKey::CrossAttention)
            throw Error(ErrorCode::Unsupported,
                        "Models of CLIP's picture embeddings are not trained here: no data set "
                        "gives them.",
                        "cond_stage_config");
        if (config.key == model::ConditioningKey::Adm)
            return model.condition(input());
        return model.condition(replaced(cut(input(), batch.windows), without, 0.0));
    case model::ConditionerKind::Bert:
    case model::ConditionerKind::ClipText:
        return model.condition(tokens(batch, config.cond_stage_key, left_out));
    case model::ConditionerKind::FirstStage: break;
    }
    return {};
}

// The picture around the hole, for a model that fills it.
torch::Tensor around_hole(model::LatentDiffusion& model, const TrainingBatch& batch,
                          const torch::Tensor& without)
{
    const torch::NoGradGuard first_stage_is_frozen;
    // A model that takes words learns to do without those; the picture stays.
    const bool words = model.config().key == model::ConditioningKey::Hybrid;
    const auto& given = field(batch, kMaskField);
    const auto mask = cut(words ? given : replaced(given, without, 1.0), batch.windows);
    return model::masked_image_condition(model, (learnt_pictures(batch) + 1.0) / 2.0, mask);
}

// What is outside the hole is known when sampling; a little of it keeps the net steady.
constexpr double kOutsideHole = 0.05;

}  // namespace

torch::Tensor learnt_pictures(const TrainingBatch& batch)
{
    return cut(batch.image, batch.windows);
}

torch::Tensor learnt_holes(const model::LatentDiffusion& model, const TrainingBatch& batch)
{
    if (!model.config().conditioner.smooth_hole)
        return {};
    return cut(field(batch, kMaskField), batch.windows);
}

torch::Tensor loss_weight(model::LatentDiffusion& model, const TrainingBatch& batch)
{
    const auto holes = learnt_holes(model, batch);
    if (!holes.defined())
        return {};
    const auto hole = model::hole_in_latent(holes, model.first_stage().factor());
    return kOutsideHole + (1.0 - kOutsideHole) * hole;
}

LeftOut nothing_left_out(std::int64_t count)
{
    const auto none = [count] { return at::zeros({count}, at::kBool); };
    return {none(), none(), none()};
}

diffusion::Condition batch_condition(model::LatentDiffusion& model, const model::ModelCard& card,
                                     const TrainingBatch& batch, const LeftOut& left_out)
{
    auto condition = conditioner_answer(model, card, batch, left_out);
    const auto& config = model.config();
    if (config.conditioner.kind == model::ConditionerKind::FirstStage ||
        config.key == model::ConditioningKey::Hybrid)
        condition.concat = around_hole(model, batch, left_out.all);
    return condition;
}

}  // namespace ldm::train
