// SPDX-License-Identifier: MIT
#include "train/train.h"

#include "firststage/autoencoder_vq.h"
#include "io/image_file.h"
#include "metric/lpips.h"
#include "model/target_registry.h"
#include "runtime/autocast.h"
#include "train/adam.h"
#include "train/autoencoder_loss.h"
#include "train/run_folder.h"
#include "train/sample_grid.h"
#include "train/world_pool.h"

#include <ATen/ATen.h>

#include <cstdio>

namespace ldm::train {

namespace {

constexpr std::uint64_t kHeldOutSeed = 1'000'000;
constexpr int kHeldOut = 8;

struct Pass {
    torch::Tensor reconstruction, regulariser;
};

// One trip through the first stage as the trainer needs it.
Pass run(firststage::FirstStage& stage, const torch::Tensor& image)
{
    const auto encoded = stage.encode(image);
    if (auto* vq = dynamic_cast<firststage::AutoencoderVq*>(&stage)) {
        const auto quantized = vq->quantized(encoded.latent);
        return {stage.decode(quantized.z, false), quantized.loss};
    }
    const auto z = encoded.sample(at::randn_like(encoded.latent));
    return {stage.decode(z, false), encoded.posterior->kl()};
}

model::AutoencoderLossConfig loss_config(const TrainConfig& config)
{
    return config.model.first_stage().loss.value_or(model::AutoencoderLossConfig{});
}

// LPIPS where its weights are named; otherwise nothing, and the loss is L1 alone.
AutoencoderLoss::Perceptual perceptual_distance(const model::AutoencoderLossConfig& config)
{
    if (config.perceptual_weights.empty() || config.perceptual_weight == 0.0)
        return {};
    const auto lpips = metric::load_lpips(config.perceptual_weights);
    return [lpips](const torch::Tensor& x, const torch::Tensor& y) { return lpips->forward(x, y); };
}

class FirstStageTrainer {
public:
    FirstStageTrainer(const TrainConfig& config, const std::filesystem::path& folder)
        : config_(config),
          folder_(folder),
          stage_(model::make_first_stage(config.model.first_stage())),
          loss_(loss_config(config), perceptual_distance(loss_config(config))),
          random_(config.seed)
    {
        at::manual_seed(config.seed);
        nn::reset_parameters(*stage_);
        loss_.discriminator_net()->reset_parameters();
        const AdamOptions options{.lr = config.learning_rate, .beta1 = 0.5, .beta2 = 0.9};
        generator_ = std::make_unique<Adam>(stage_->parameters(), options);
        critic_ = std::make_unique<Adam>(loss_.discriminator_net()->parameters(), options);
        state_ = {stage_.get(), "", &loss_, nullptr, {generator_.get(), critic_.get()}, {}, 0, 0};
    }

    void run_until_done(bool resume, const TrainingObserver& observer)
    {
        if (resume && folder_.has_checkpoint())
            folder_.restore(state_);
        WorldPool pool(config_.data, state_.rendered);
        const auto first_rendered = state_.rendered;
        ProgressMeter meter(state_.step, config_.max_steps);
        bool go_on = true;
        while (go_on && state_.step < config_.max_steps) {
            meter.add(step(pool), config_.batch_size);
            ++state_.step;
            state_.rendered = first_rendered + pool.rendered();
            if (state_.step % config_.image_every == 0)
                check_held_out();
            if (state_.step % config_.log_every == 0)
                go_on = observer(meter.flush(state_.step, detail()));
            if (state_.step % config_.checkpoint_every == 0)
                folder_.save(state_);
        }
        check_held_out();
        observer(meter.flush(state_.step, detail()));
        folder_.save(state_);
    }

private:
    torch::Tensor batch(WorldPool& pool)
    {
        std::vector<torch::Tensor> crops;
        const int64_t crop = config_.data.crop;
        std::uniform_int_distribution<int64_t> offset(0, config_.data.size - crop);
        for (int i = 0; i < config_.batch_size; ++i)
            crops.push_back(pool.draw(random_)
                                .second.image.narrow(1, offset(random_), crop)
                                .narrow(2, offset(random_), crop));
        auto images = at::stack(crops);
        if (random_() & 1)
            images = images.flip({3});
        return to_signed_float(images);
    }

    double step(WorldPool& pool)
    {
        const auto image = batch(pool);
        generator_->zero_grad();
        Pass pass;
        {
            const Bf16Autocast autocast(config_.bf16);
            pass = run(*stage_, image);
            last_ = loss_.generator(image, pass.reconstruction, pass.regulariser,
                                    stage_->last_weight(), state_.step);
        }
        last_.total.backward();
        generator_->step(multiplier());
        if (loss_.adversarial(state_.step))
            discriminator_step(image, pass.reconstruction);
        return last_.rec;
    }

    void discriminator_step(const torch::Tensor& image, const torch::Tensor& reconstruction)
    {
        critic_->zero_grad();
        DiscriminatorLoss loss;
        {
            const Bf16Autocast autocast(config_.bf16);
            loss = loss_.discriminator_loss(image, reconstruction, state_.step);
        }
        loss.total.backward();
        critic_->step(multiplier());
        d_loss_ = loss.total.item<double>();
    }

    // Without a schedule of its own a run ends with its last tenth at a falling rate.
    double multiplier() const
    {
        const double left = 1.0 - double(state_.step) / double(config_.max_steps);
        return std::min(1.0, std::max(0.02, left * 10.0));
    }

    void check_held_out()
    {
        const torch::NoGradGuard no_grad;
        if (!held_out_.defined()) {
            std::vector<torch::Tensor> images;
            for (int i = 0; i < kHeldOut; ++i)
                images.push_back(
                    make_world_item(kHeldOutSeed + std::uint64_t(i), config_.data).image);
            held_out_ = to_signed_float(at::stack(images));
        }
        const Bf16Autocast autocast(config_.bf16);
        const auto encoded = stage_->encode(held_out_);
        const auto rec = stage_->decode(encoded.latent, true).clamp(-1.0, 1.0);
        const auto mse = ((rec - held_out_) * 127.5).square().mean({1, 2, 3});
        psnr_ = (20.0 * at::log10(255.0 / mse.sqrt())).mean().item<double>();
        write_png(folder_.image("reconstruction", state_.step), make_grid({held_out_, rec}));
    }

    std::string detail() const
    {
        char text[160];
        std::snprintf(text, sizeof text,
                      "rec %.4f lpips %.3f reg %.1f g %.3f d %.3f w %.3g held-out %.2f dB",
                      last_.rec, last_.perceptual, last_.regulariser, last_.g_loss, d_loss_,
                      last_.d_weight, psnr_);
        return text;
    }

    const TrainConfig& config_;
    RunFolder folder_;
    std::shared_ptr<firststage::FirstStage> stage_;
    AutoencoderLoss loss_;
    std::mt19937_64 random_;
    std::unique_ptr<Adam> generator_, critic_;
    RunState state_;
    GeneratorLoss last_;
    double d_loss_ = 0.0, psnr_ = 0.0;
    torch::Tensor held_out_;
};

}  // namespace

void train_first_stage(const TrainConfig& config, const std::filesystem::path& folder, bool resume,
                       const TrainingObserver& observer)
{
    FirstStageTrainer(config, folder).run_until_done(resume, observer);
}

}  // namespace ldm::train
