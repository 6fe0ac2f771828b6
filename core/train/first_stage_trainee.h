// SPDX-License-Identifier: MIT
#pragma once

#include "train/autoencoder_loss.h"
#include "train/trainer.h"

namespace ldm::train {

/// The first stage in training: L1, perceptual distance, patch discriminator and regulariser, two
/// optimisers (LDM paper, Sec. 3.1, App. G).
class FirstStageTrainee : public TrainingStage {
public:
    explicit FirstStageTrainee(const TrainConfig& config);

    RunState& state() override { return state_; }
    const std::vector<TrainingPhase>& phases() const override { return phases_; }
    std::vector<std::string> metric_names() const override;
    std::vector<std::string> notes() const override { return notes_; }
    double lr_multiplier() const override;
    void draw_images(BatchSource& source, const ImageWriter& write, Metrics& metrics) override;

    firststage::FirstStage& stage() { return *stage_; }

private:
    struct Pass {
        torch::Tensor reconstruction, regulariser, indices;
    };

    bool quantised() const;
    torch::Tensor pictures(const TrainingBatch& batch) const;
    Pass pass(const TrainingBatch& batch, const torch::Tensor& image, Draw posterior);
    torch::Tensor generator_loss(const TrainingBatch& batch, Metrics& metrics);
    torch::Tensor discriminator_loss(const TrainingBatch& batch, Metrics& metrics);

    const TrainConfig& config_;
    const model::FirstStageConfig& description_;
    std::shared_ptr<firststage::FirstStage> stage_;
    AutoencoderLoss loss_;
    std::unique_ptr<Adam> generator_, critic_;
    RunState state_;
    std::vector<TrainingPhase> phases_;
    std::vector<std::string> notes_;
    torch::Tensor held_out_;
};

}  // namespace ldm::train
