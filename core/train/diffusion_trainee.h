// SPDX-License-Identifier: MIT
#pragma once

#include "metric/perceptual_distance.h"
#include "train/condition_batch.h"
#include "train/diffusion_loss.h"
#include "train/distillation.h"
#include "train/ema.h"
#include "train/latent_cache.h"
#include "train/trainer.h"

namespace ldm::train {

/// The second stage in training, on the frozen first stage's latents; the conditioner learns along
/// where the description says so (LDM paper, Sec. 3.2, 3.3).
class DiffusionTrainee : public TrainingStage {
public:
    /// @throws Error if the first stage's weights are missing or do not fit
    DiffusionTrainee(const TrainConfig& config, const ProcessGroup& group);

    RunState& state() override { return state_; }
    const std::vector<TrainingPhase>& phases() const override { return phases_; }
    std::vector<std::string> metric_names() const override;
    std::vector<std::string> notes() const override { return notes_; }
    void begin(BatchSource& source, ProcessGroup& group) override;
    double lr_multiplier() const override;
    void after_step() override;
    void draw_images(BatchSource& source, const ImageWriter& write, Metrics& metrics) override;

    model::LatentDiffusion& model() { return *model_; }

private:
    void begin_from(const std::filesystem::path& file);
    void load_first_stage();
    void measure_scale(BatchSource& source, ProcessGroup& group);
    LeftOut left_out(const SampleRange& samples) const;
    torch::Tensor loss(const TrainingBatch& batch, Metrics& metrics);
    torch::Tensor picture_loss(const TrainingBatch& batch, const torch::Tensor& z,
                               const torch::Tensor& start);

    const TrainConfig& config_;
    const model::LatentDiffusionConfig& description_;
    std::shared_ptr<model::LatentDiffusion> model_;
    std::shared_ptr<torch::nn::Module> wrapper_;
    std::filesystem::path first_stage_file_;
    torch::Tensor scale_factor_;
    bool scale_known_ = false;  ///< of the model that the run begins with
    std::unique_ptr<LatentCache> latents_;
    torch::Tensor logvar_;
    torch::Tensor levels_;                 ///< the time steps that are learnt, [n] int64
    metric::PerceptualDistance distance_;  ///< of pictures; empty without a picture loss
    std::unique_ptr<Adam> optimiser_;
    std::unique_ptr<Ema> ema_;
    std::unique_ptr<Teacher> teacher_;  ///< where the model is distilled
    RunState state_;
    std::vector<TrainingPhase> phases_;
    std::vector<std::string> notes_;
};

}  // namespace ldm::train
