// SPDX-License-Identifier: MIT
#include "train/first_stage_trainee.h"

#include "firststage/autoencoder_vq.h"
#include "metric/lpips.h"
#include "model/target_registry.h"
#include "nn/layers.h"
#include "runtime/autocast.h"
#include "train/lr_schedule.h"
#include "train/sample_grid.h"
#include "train/starting_weights.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::train {

namespace {

constexpr int kHeldOut = 8;
constexpr std::int64_t kStepsAtFullSize = 5;

model::AutoencoderLossConfig loss_config(const model::FirstStageConfig& config)
{
    return config.loss.value_or(model::AutoencoderLossConfig{});
}

// LPIPS where its weights are named; otherwise nothing, and the loss is L1 alone.
AutoencoderLoss::Perceptual perceptual_distance(const model::AutoencoderLossConfig& config)
{
    if (config.perceptual_weights.empty() || config.perceptual_weight == 0.0)
        return {};
    const auto lpips = metric::load_lpips(config.perceptual_weights);
    return [lpips](const torch::Tensor& x, const torch::Tensor& y) { return lpips->forward(x, y); };
}

torch::Tensor cut(const TrainingBatch& batch)
{
    if (batch.windows.empty())
        return batch.image;
    std::vector<torch::Tensor> crops;
    for (size_t i = 0; i < batch.windows.size(); ++i) {
        const auto& w = batch.windows[i];
        crops.push_back(
            batch.image[std::int64_t(i)].narrow(1, w.top, w.side).narrow(2, w.left, w.side));
    }
    return at::stack(crops);
}

}  // namespace

FirstStageTrainee::FirstStageTrainee(const TrainConfig& config)
    : config_(config),
      description_(config.model.first_stage()),
      stage_(model::make_first_stage(description_)),
      loss_(loss_config(description_), perceptual_distance(loss_config(description_)))
{
    at::manual_seed(config.seed);
    nn::reset_parameters(*stage_);
    loss_.discriminator_net()->reset_parameters();
    if (!config.starting_weights.empty())
        notes_.push_back(take_weights(*stage_, config.starting_weights, true, 0));
    AdamOptions options{.lr = config.learning_rate, .beta1 = 0.5, .beta2 = 0.9};
    critic_ = std::make_unique<Adam>(loss_.discriminator_net()->parameters(), options);
    options.lr *= description_.lr_g_factor;
    generator_ = std::make_unique<Adam>(stage_->parameters(), options);
    state_ = {stage_.get(), "", &loss_, nullptr, {generator_.get(), critic_.get()}, {}, 0, {}};
    phases_.push_back({"generator", generator_.get(), [this](const auto& batch, auto& metrics) {
                           return generator_loss(batch, metrics);
                       }});
    phases_.push_back(
        {"discriminator", critic_.get(),
         [this](const auto& batch, auto& metrics) { return discriminator_loss(batch, metrics); },
         [this](std::int64_t step) { return loss_.adversarial(step); }});
}

std::vector<std::string> FirstStageTrainee::metric_names() const
{
    std::vector<std::string> names{"rec_loss", "total_loss", "nll_loss", "p_loss"};
    const auto more = quantised()
                          ? std::vector<std::string>{"quant_loss", "perplexity", "cluster_usage"}
                          : std::vector<std::string>{"kl_loss", "logvar"};
    names.insert(names.end(), more.begin(), more.end());
    for (const char* name : {"g_loss", "d_weight", "disc_factor", "disc_loss", "logits_real",
                             "logits_fake", "held_out_psnr"})
        names.emplace_back(name);
    return names;
}

bool FirstStageTrainee::quantised() const
{
    return dynamic_cast<const firststage::AutoencoderVq*>(stage_.get()) != nullptr;
}

// The batch's windows, half of them mirrored, at the step's side where sides change.
torch::Tensor FirstStageTrainee::pictures(const TrainingBatch& batch) const
{
    auto image = cut(batch);
    const auto mirrored = sample_chance(config_.seed, batch.samples, Draw::Flip, 0.5);
    image = at::where(mirrored.view({-1, 1, 1, 1}), image.flip({3}), image);
    const auto [lower, upper] = description_.batch_resize_range;
    if (upper > 0) {
        const auto choices = (upper - lower + 31) / 16;
        int side = upper;
        if (state_.step >= kStepsAtFullSize)
            side = lower +
                   16 * int(uniform(config_.seed, state_.step, Draw::Resize) * double(choices));
        if (side != image.size(2))
            image = at::upsample_bicubic2d(image, {side, side}, false);
    }
    return image.contiguous(at::MemoryFormat::ChannelsLast);
}

FirstStageTrainee::Pass FirstStageTrainee::pass(const TrainingBatch& batch,
                                                const torch::Tensor& image, Draw posterior)
{
    const auto encoded = stage_->encode(image);
    if (auto* vq = dynamic_cast<firststage::AutoencoderVq*>(stage_.get())) {
        const auto quantized = vq->quantized(encoded.latent);
        return {stage_->decode(quantized.z, false), quantized.loss, quantized.indices};
    }
    const auto noise =
        sample_normal(config_.seed, batch.samples, posterior, encoded.latent.sizes().slice(1));
    return {stage_->decode(encoded.sample(noise), false), encoded.posterior->kl(), {}};
}

torch::Tensor FirstStageTrainee::generator_loss(const TrainingBatch& batch, Metrics& metrics)
{
    const auto image = pictures(batch);
    const auto p = pass(batch, image, Draw::Posterior);
    const auto loss =
        loss_.generator(image, p.reconstruction, p.regulariser, stage_->last_weight(), state_.step);
    metrics.add("rec_loss", loss.rec);
    metrics.add("total_loss", loss.total.item<double>());
    metrics.add("nll_loss", loss.nll);
    metrics.add("p_loss", loss.perceptual);
    if (p.indices.defined()) {
        const auto usage = codebook_usage(p.indices, description_.autoencoder.n_embed);
        metrics.add("quant_loss", loss.regulariser);
        metrics.add("perplexity", usage.perplexity);
        metrics.add("cluster_usage", double(usage.codes));
    } else {
        metrics.add("kl_loss", loss.regulariser);
        metrics.add("logvar", loss_.logvar());
    }
    metrics.add("g_loss", loss.g_loss);
    metrics.add("d_weight", loss.d_weight);
    metrics.add("disc_factor", loss.disc_factor);
    return loss.total;
}

// Sees what the generator makes after its step, from a latent drawn anew.
torch::Tensor FirstStageTrainee::discriminator_loss(const TrainingBatch& batch, Metrics& metrics)
{
    const auto image = pictures(batch);
    torch::Tensor reconstruction;
    {
        const torch::NoGradGuard no_grad;
        reconstruction = pass(batch, image, Draw::DiscriminatorPosterior).reconstruction;
    }
    const auto loss = loss_.discriminator_loss(image, reconstruction, state_.step);
    metrics.add("disc_loss", loss.total.item<double>());
    metrics.add("logits_real", loss.logits_real);
    metrics.add("logits_fake", loss.logits_fake);
    return loss.total;
}

double FirstStageTrainee::lr_multiplier() const
{
    const double scheduled =
        description_.lr_schedule ? train::lr_multiplier(*description_.lr_schedule, state_.step) : 1;
    return scheduled * final_decay(config_, state_.step);
}

void FirstStageTrainee::draw_images(BatchSource& source, const ImageWriter& write, Metrics& metrics)
{
    const torch::NoGradGuard no_grad;
    if (!held_out_.defined())
        held_out_ = source.held_out(kHeldOut).image;
    const Bf16Autocast autocast(config_.bf16);
    const auto encoded = stage_->encode(held_out_);
    const auto reconstruction = stage_->decode(encoded.latent, true).clamp(-1.0, 1.0);
    const auto mse = ((reconstruction - held_out_) * 127.5).square().mean({1, 2, 3});
    metrics.add("held_out_psnr", (20.0 * at::log10(255.0 / mse.sqrt())).mean().item<double>());
    write("reconstruction", make_grid({held_out_, reconstruction}));
}

}  // namespace ldm::train
