// SPDX-License-Identifier: MIT
#include "train/diffusion_trainee.h"

#include "diffusion/sample_ddim.h"
#include "io/checkpoint.h"
#include "ldm/error.h"
#include "metric/random_view.h"
#include "model/masked_condition.h"
#include "nn/layers.h"
#include "runtime/autocast.h"
#include "runtime/hash.h"
#include "train/condition_batch.h"
#include "train/latent_store.h"
#include "train/lr_schedule.h"
#include "train/sample_grid.h"
#include "train/starting_weights.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::train {

namespace {

constexpr int kSamples = 6;
constexpr int kSampleSteps = 20;
constexpr int kScaleSamples = 64;
constexpr double kSmallestDistance = 1e-4;  // a power below 1 is steep near 0

void freeze(torch::nn::Module& module)
{
    for (auto& parameter : module.parameters())
        parameter.set_requires_grad(false);
}

// Exchanges a module's parameters with their moving averages while it lives.
class EmaScope {
public:
    EmaScope(torch::nn::Module& module, Ema& ema) : module_(module), ema_(ema) { swap(); }
    ~EmaScope() { swap(); }
    EmaScope(const EmaScope&) = delete;
    EmaScope& operator=(const EmaScope&) = delete;

private:
    void swap()
    {
        const torch::NoGradGuard no_grad;
        const auto parameters = module_.named_parameters();
        for (const auto& [name, shadow] : ema_.shadows()) {
            const auto parameter = parameters[name].detach();
            const auto kept = parameter.clone();
            parameter.copy_(shadow);
            shadow.copy_(kept);
        }
    }

    torch::nn::Module& module_;
    Ema& ema_;
};

}  // namespace

DiffusionTrainee::DiffusionTrainee(const TrainConfig& config, const ProcessGroup& group)
    : config_(config),
      description_(config.model.latent_diffusion()),
      model_(std::make_shared<model::LatentDiffusion>(description_)),
      first_stage_file_(config.first_stage_weights),
      scale_factor_(at::tensor(float(description_.scale_factor)))
{
    at::manual_seed(config.seed);
    nn::reset_parameters(*model_);
    if (!config.starting_weights.empty())
        begin_from(config.starting_weights);
    if (config.distillation)
        teacher_ = std::make_unique<Teacher>(*config.distillation, config.model);
    if (config.picture_loss)
        distance_ = metric::load_perceptual_distance(config.picture_loss->weights);
    load_first_stage();
    freeze(model_->first_stage());
    model_->train();
    wrapper_ = model_->named_children()["model"];
    auto parameters = wrapper_->parameters();
    if (auto* conditioner = model_->conditioner()) {
        if (!description_.cond_stage_trainable)
            freeze(*conditioner);
        for (const auto& p : conditioner->parameters())
            if (p.requires_grad())
                parameters.push_back(p);
    }
    const int all = description_.schedule.timesteps;
    levels_ = config.levels == 0
                  ? at::arange(all, at::kLong)
                  : at::tensor(diffusion::trailing_timesteps(config.levels, all), at::kLong);
    logvar_ = at::full({description_.schedule.timesteps}, description_.logvar_init);
    if (description_.learn_logvar)
        parameters.push_back(logvar_.requires_grad_());
    optimiser_ = std::make_unique<Adam>(
        parameters, AdamOptions{.lr = config.learning_rate, .weight_decay = 0.01});
    if (description_.use_ema)
        ema_ = std::make_unique<Ema>(*wrapper_, config.ema_decay);
    state_ = {model_.get(), "", nullptr, ema_.get(), {optimiser_.get()}, {}, 0, {}};
    if (description_.scale_by_std)
        state_.buffers.emplace_back("scale_factor", scale_factor_);
    if (description_.learn_logvar)
        state_.buffers.emplace_back("logvar", logvar_);
    phases_.push_back({"diffusion", optimiser_.get(),
                       [this](const auto& batch, auto& metrics) { return loss(batch, metrics); }});
    std::unique_ptr<LatentStore> store;
    if (!config.latent_cache.empty() && !first_stage_file_.empty())
        store = std::make_unique<LatentStore>(config.latent_cache, sha256_file(first_stage_file_),
                                              group.rank());
    latents_ = std::make_unique<LatentCache>(*model_, size_t(config.data.pool), std::move(store));
}

// As published: a whole model's own first stage comes after the file that the description names for
// it, and its scale is not measured again.
void DiffusionTrainee::begin_from(const std::filesystem::path& path)
{
    notes_.push_back(take_weights(*model_, path, false, description_.channels));
    const auto file = open_checkpoint(path);
    if (model::holds_first_stage(*file))
        first_stage_file_ = path;
    if (description_.scale_by_std && file->contains("scale_factor")) {
        scale_factor_.fill_(file->tensor("scale_factor").to(at::kDouble).item<double>());
        scale_known_ = true;
    }
}

void DiffusionTrainee::load_first_stage()
{
    if (description_.first_stage.kind == model::FirstStageKind::Identity)
        return;
    if (first_stage_file_.empty())
        throw Error(ErrorCode::BadArgument,
                    "The second stage needs a trained first stage: name its checkpoint as "
                    "first_stage_config.params.ckpt_path, or a whole model's as "
                    "model.params.ckpt_path.",
                    "ckpt_path");
    model::load_first_stage(model_->first_stage(), *open_checkpoint(first_stage_file_))
        .require_complete(first_stage_file_.string());
    // A model file may be in half precision.
    for (auto& p : model_->first_stage().parameters())
        p.set_data(p.to(at::kFloat));
}

std::vector<std::string> DiffusionTrainee::metric_names() const
{
    std::vector<std::string> names{"loss", "loss_simple", "loss_vlb"};
    if (description_.learn_logvar)
        names.insert(names.end(), {"loss_gamma", "logvar"});
    if (distance_)
        names.emplace_back("p_loss");
    return names;
}

void DiffusionTrainee::begin(BatchSource& source, ProcessGroup& group)
{
    if (description_.scale_by_std && !scale_known_ && state_.step == 0)
        measure_scale(source, group);
    model_->set_scale_factor(scale_factor_.item<double>());
}

// The first batches' latents have unit variance after this (LDM paper, App. G).
void DiffusionTrainee::measure_scale(BatchSource& source, ProcessGroup& group)
{
    // Sum, sum of squares and count add up over processes.
    auto sums = at::zeros({3}, at::kDouble);
    const auto mine = std::max(1, kScaleSamples / (group.size() * config_.batch_size));
    for (int b = 0; b < mine; ++b) {
        const auto z = latents_->draw(source.batch(b), config_.seed).to(at::kDouble);
        sums += at::stack(
            {z.sum(), z.square().sum(), at::scalar_tensor(double(z.numel()), at::kDouble)});
    }
    group.sum(sums);
    const double count = sums[2].item<double>(), mean = sums[0].item<double>() / count;
    const double variance = sums[1].item<double>() / count - mean * mean;
    scale_factor_.fill_(1.0 / std::sqrt(std::max(1e-12, variance)));
}

LeftOut DiffusionTrainee::left_out(const SampleRange& samples) const
{
    auto out = nothing_left_out(samples.count);
    out.all = sample_chance(config_.seed, samples, Draw::Dropout, config_.unconditional);
    for (int i = 0; i < samples.count; ++i) {
        const double part = uniform(config_.seed, samples.first + i, Draw::Part);
        out.words[i] = part < config_.boxes_alone;
        out.boxes[i] =
            part >= config_.boxes_alone && part < config_.boxes_alone + config_.words_alone;
    }
    return out;
}

torch::Tensor DiffusionTrainee::loss(const TrainingBatch& batch, Metrics& metrics)
{
    DiffusionBatch b;
    b.z = (latents_->draw(batch, config_.seed) * scale_factor_)
              .contiguous(at::MemoryFormat::ChannelsLast);
    b.condition = batch_condition(*model_, config_.model.card, batch, left_out(batch.samples));
    b.t = sample_integers(config_.seed, batch.samples, Draw::Timestep, levels_.size(0));
    b.t = levels_.index_select(0, b.t);
    b.noise = sample_normal(config_.seed, batch.samples, Draw::Noise, b.z.sizes().slice(1));
    if (teacher_)
        teacher_->instruct(b, batch, config_.seed);
    b.weight = loss_weight(*model_, batch);
    auto loss = diffusion_loss(model_->network(), model_->schedule(), description_, logvar_, b);
    if (distance_) {
        const auto apart = picture_loss(batch, b.z, loss.start);
        metrics.add("p_loss", apart.item<double>());
        loss.total = loss.total + config_.picture_loss->factor * apart;
    }
    metrics.add("loss", loss.total.item<double>());
    metrics.add("loss_simple", loss.simple.item<double>());
    metrics.add("loss_vlb", loss.vlb.item<double>());
    if (description_.learn_logvar) {
        metrics.add("loss_gamma", loss.gamma.item<double>());
        metrics.add("logvar", logvar_.mean().item<double>());
    }
    return loss.total;
}

// How far what the network takes the clean latents to be is from the pictures, decoded. Around a
// hole the picture is as given.
torch::Tensor DiffusionTrainee::picture_loss(const TrainingBatch& batch, const torch::Tensor& z,
                                             const torch::Tensor& start)
{
    const auto holes = learnt_holes(*model_, batch);
    auto latents = start;
    if (holes.defined())
        latents = at::where(model::hole_in_latent(holes, model_->first_stage().factor()).gt(0.5),
                            start, z);
    // One view for the whole step, in every process.
    const auto bits = mixed(config_.seed, state_.step, Draw::View);
    const auto view = [bits](const torch::Tensor& x) {
        return x.defined() ? metric::random_view(x, bits) : x;
    };
    const auto apart = distance_(view(model_->decode_first_stage(latents)),
                                 view(learnt_pictures(batch)), view(holes));
    return apart.clamp_min(kSmallestDistance).pow(config_.picture_loss->power).mean();
}

double DiffusionTrainee::lr_multiplier() const
{
    const double scheduled =
        description_.lr_schedule ? train::lr_multiplier(*description_.lr_schedule, state_.step) : 1;
    return scheduled * final_decay(config_, state_.step);
}

void DiffusionTrainee::after_step()
{
    if (ema_)
        ema_->update();
}

// What the condition was, the pictures that it came from, and samples under the moving averages.
void DiffusionTrainee::draw_images(BatchSource& source, const ImageWriter& write, Metrics&)
{
    const torch::NoGradGuard no_grad;
    std::optional<EmaScope> scope;
    if (ema_)
        scope.emplace(*wrapper_, *ema_);
    auto batch = source.held_out(kSamples);
    const Bf16Autocast autocast(config_.bf16);
    diffusion::NetworkDenoiser denoiser(
        model_->network(), model_->schedule(), description_.prediction,
        batch_condition(*model_, config_.model.card, batch, nothing_left_out(kSamples)));
    diffusion::FieldNoise noise(config_.seed);
    const auto factor = model_->first_stage().factor();
    const auto x_T = noise.normal({kSamples, description_.channels, batch.image.size(2) / factor,
                                   batch.image.size(3) / factor});
    const auto z =
        diffusion::sample_ddim(denoiser, model_->schedule(), x_T, {.steps = kSampleSteps}, noise);
    std::vector<torch::Tensor> rows{batch.image, model_->decode_first_stage(z)};
    if (const auto map = batch.fields.find("segmentation"); map != batch.fields.end()) {
        std::vector<torch::Tensor> colours;
        for (const auto& labels : map->second.unbind())
            colours.push_back(colour_map(labels));
        rows.insert(rows.begin(), at::stack(colours));
    }
    write("samples", make_grid(rows));
}

}  // namespace ldm::train
