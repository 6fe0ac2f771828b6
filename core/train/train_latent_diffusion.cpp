// SPDX-License-Identifier: MIT
#include "train/train.h"

#include "diffusion/sample_ddim.h"
#include "io/checkpoint.h"
#include "io/image_file.h"
#include "ldm/error.h"
#include "runtime/autocast.h"
#include "train/adam.h"
#include "train/diffusion_loss.h"
#include "train/ema.h"
#include "train/latent_cache.h"
#include "train/lr_schedule.h"
#include "train/run_folder.h"
#include "train/sample_grid.h"

#include <ATen/ATen.h>

#include <cstdio>

namespace ldm::train {

namespace {

constexpr std::uint64_t kHeldOutSeed = 1'000'000;
constexpr int kSamples = 6;

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

class DiffusionTrainer {
public:
    DiffusionTrainer(const TrainConfig& config, const std::filesystem::path& folder)
        : config_(config),
          diffusion_(config.model.latent_diffusion()),
          folder_(folder),
          model_(std::make_shared<model::LatentDiffusion>(diffusion_)),
          random_(config.seed)
    {
        at::manual_seed(config.seed);
        nn::reset_parameters(*model_);
        load_first_stage();
        freeze(model_->first_stage());
        model_->train();
        wrapper_ = model_->named_children()["model"];
        auto parameters = wrapper_->parameters();
        if (diffusion_.cond_stage_trainable && model_->conditioner())
            for (const auto& p : model_->conditioner()->parameters())
                parameters.push_back(p);
        logvar_ = at::full({diffusion_.schedule.timesteps}, diffusion_.logvar_init);
        optimiser_ = std::make_unique<Adam>(
            parameters, AdamOptions{.lr = config.learning_rate, .weight_decay = 0.01});
        ema_ = std::make_unique<Ema>(*wrapper_, config.ema_decay);
        scale_factor_ = at::tensor(float(diffusion_.scale_factor));
        state_ = {model_.get(), "", nullptr, ema_.get(), {optimiser_.get()}, {}, 0, 0};
        if (diffusion_.scale_by_std)
            state_.buffers.emplace_back("scale_factor", scale_factor_);
    }

    void run_until_done(bool resume, const TrainingObserver& observer)
    {
        const bool resumed = resume && folder_.has_checkpoint();
        if (resumed)
            folder_.restore(state_);
        WorldPool pool(config_.data, state_.rendered);
        LatentCache latents(pool, *model_, config_.data);
        if (diffusion_.scale_by_std && !resumed)
            measure_scale(latents);
        model_->set_scale_factor(scale_factor_.item<double>());
        const auto first_rendered = state_.rendered;
        ProgressMeter meter(state_.step, config_.max_steps);
        bool go_on = true;
        while (go_on && state_.step < config_.max_steps) {
            meter.add(step(latents), config_.batch_size * config_.accumulate);
            ++state_.step;
            state_.rendered = first_rendered + pool.rendered();
            if (state_.step % config_.image_every == 0)
                write_samples();
            if (state_.step % config_.log_every == 0)
                go_on = observer(meter.flush(state_.step, detail(pool)));
            if (state_.step % config_.checkpoint_every == 0)
                folder_.save(state_);
        }
        write_samples();
        observer(meter.flush(state_.step, detail(pool)));
        folder_.save(state_);
    }

private:
    void load_first_stage()
    {
        if (diffusion_.first_stage.kind == model::FirstStageKind::Identity)
            return;
        if (config_.first_stage_weights.empty())
            throw Error(ErrorCode::BadArgument,
                        "The second stage needs a trained first stage: name its checkpoint as "
                        "first_stage_config.params.ckpt_path.",
                        "ckpt_path");
        const auto file = open_checkpoint(config_.first_stage_weights);
        model::load_first_stage(model_->first_stage(), *file)
            .require_complete(config_.first_stage_weights.string());
    }

    // The first batch's latents have unit variance after this (LDM paper, App. G).
    void measure_scale(LatentCache& latents)
    {
        std::vector<torch::Tensor> z;
        for (int i = 0; i < std::max(config_.batch_size, 64); ++i)
            z.push_back(latents.draw(random_).z);
        scale_factor_.fill_(1.0 / at::stack(z).std().item<double>());
    }

    DiffusionBatch batch(LatentCache& latents)
    {
        std::vector<torch::Tensor> z, maps;
        for (int i = 0; i < config_.batch_size; ++i) {
            auto sample = latents.draw(random_);
            z.push_back(std::move(sample.z));
            maps.push_back(std::move(sample.labels));
        }
        DiffusionBatch b;
        b.z = (at::stack(z) * scale_factor_).contiguous(at::MemoryFormat::ChannelsLast);
        b.condition = condition(at::stack(maps));
        b.t = at::randint(diffusion_.schedule.timesteps, {config_.batch_size}, at::kLong);
        b.noise = at::randn_like(b.z);
        return b;
    }

    diffusion::Condition condition(const torch::Tensor& maps)
    {
        if (diffusion_.conditioner.kind == model::ConditionerKind::None)
            return {};
        if (diffusion_.conditioner.kind != model::ConditionerKind::SpatialRescaler)
            throw Error(ErrorCode::Unsupported,
                        "This build trains unconditional models and models of semantic maps.",
                        "cond_stage_config");
        return model_->condition(
            condition::one_hot_map(maps, diffusion_.conditioner.rescaler.in_channels));
    }

    double step(LatentCache& latents)
    {
        optimiser_->zero_grad();
        double sum = 0.0;
        for (int k = 0; k < config_.accumulate; ++k) {
            torch::Tensor loss;
            {
                const Bf16Autocast autocast(config_.bf16);
                const auto b = batch(latents);
                loss = diffusion_loss(model_->network(), model_->schedule(), diffusion_, logvar_, b)
                           .total;
            }
            (loss / config_.accumulate).backward();
            sum += loss.item<double>();
        }
        if (!std::isfinite(sum))
            throw Error(ErrorCode::Internal,
                        "Training stopped at step " + std::to_string(state_.step) +
                            ": the loss is no longer a number; lower the learning rate and resume.",
                        "loss");
        if (config_.gradient_clip > 0.0)
            optimiser_->clip_grad_norm(config_.gradient_clip);
        optimiser_->step(multiplier());
        ema_->update();
        return sum / config_.accumulate;
    }

    double multiplier() const
    {
        return diffusion_.lr_schedule ? lr_multiplier(*diffusion_.lr_schedule, state_.step) : 1.0;
    }

    // Held-out maps, the pictures they came from, and samples under the moving averages.
    void write_samples()
    {
        const torch::NoGradGuard no_grad;
        const EmaScope scope(*wrapper_, *ema_);
        std::vector<torch::Tensor> images, maps, coloured;
        for (int i = 0; i < kSamples; ++i) {
            const auto item = make_world_item(kHeldOutSeed + std::uint64_t(i), config_.data);
            images.push_back(item.image);
            maps.push_back(item.labels);
            coloured.push_back(colour_map(item.labels));
        }
        const auto real = to_signed_float(at::stack(images));
        const Bf16Autocast autocast(config_.bf16);
        diffusion::NetworkDenoiser denoiser(model_->network(), model_->schedule(),
                                            diffusion_.prediction, condition(at::stack(maps)));
        diffusion::FieldNoise noise(config_.seed);
        const auto side = config_.data.size / model_->first_stage().factor();
        const auto x_T = noise.normal({kSamples, diffusion_.channels, side, side});
        const auto z =
            diffusion::sample_ddim(denoiser, model_->schedule(), x_T, {.steps = 20}, noise);
        const auto pictures = model_->decode_first_stage(z);
        write_png(folder_.image("samples", state_.step),
                  make_grid({at::stack(coloured), real, pictures}));
    }

    std::string detail(const WorldPool& pool) const
    {
        char text[96];
        std::snprintf(text, sizeof text, "scale %.4f rendered %llu", scale_factor_.item<double>(),
                      static_cast<unsigned long long>(pool.rendered()));
        return text;
    }

    const TrainConfig& config_;
    const model::LatentDiffusionConfig& diffusion_;
    RunFolder folder_;
    std::shared_ptr<model::LatentDiffusion> model_;
    std::shared_ptr<torch::nn::Module> wrapper_;
    std::mt19937_64 random_;
    torch::Tensor logvar_, scale_factor_;
    std::unique_ptr<Adam> optimiser_;
    std::unique_ptr<Ema> ema_;
    RunState state_;
};

}  // namespace

void train_latent_diffusion(const TrainConfig& config, const std::filesystem::path& folder,
                            bool resume, const TrainingObserver& observer)
{
    DiffusionTrainer(config, folder).run_until_done(resume, observer);
}

void train(const TrainConfig& config, const std::filesystem::path& folder, bool resume,
           const TrainingObserver& observer)
{
    if (config.model.is_latent_diffusion())
        train_latent_diffusion(config, folder, resume, observer);
    else
        train_first_stage(config, folder, resume, observer);
}

}  // namespace ldm::train
