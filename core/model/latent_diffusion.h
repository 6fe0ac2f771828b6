// SPDX-License-Identifier: MIT
#pragma once

#include "condition/conditioner.h"
#include "diffusion/denoiser.h"
#include "firststage/first_stage.h"
#include "io/checkpoint.h"
#include "model/load_report.h"
#include "model/model_config.h"
#include "model/patchwise.h"
#include "nn/unet.h"
#include "runtime/step_graph.h"

#include <memory>

namespace ldm::model {

/// Which of a checkpoint's two sets of UNet weights to take.
enum class WeightSet {
    Auto,  ///< as the reference: the moving averages if the model keeps them and the file has them
    Raw,
    Ema,
};

/// First stage, UNet, conditioner and schedule of one model (LDM paper, Fig. 3). Built without
/// memory, then filled from a checkpoint without a second copy. Module names are checkpoint names.
class LatentDiffusion : public torch::nn::Module {
public:
    /// @throws Error{BadArgument} for a configuration that cannot be built
    explicit LatentDiffusion(const LatentDiffusionConfig& config);

    /// Puts the file's tensors in place. Incomplete files are reported, not refused.
    LoadReport load(const Checkpoint& checkpoint, WeightSet weights = WeightSet::Auto);

    /// Converts weights for running: convolutions and matrices to `dtype`, channels-last, on a
    /// device. The functions below take tensors from any device and answer where their first one
    /// was; a sampling whose tensors are there spares the way to and fro.
    void prepare(torch::ScalarType dtype, c10::Device device = c10::kCPU);

    /// The UNet with its condition, as samplers need it. Of starters that are told a rough version
    /// of the latent to come (an enlarged picture, a smoothly filled hole) the UNet's answer is
    /// what is added to the answer that would lead there. Remembers what cross-attention made of
    /// the last context; take a new one after the weights have changed. On a GPU the step is
    /// recorded once a shape and replayed, where our CUDA library is there and `recorded` is true.
    /// @param attention  told what cross-attention looks at; outlives the network
    diffusion::Network network(bool recorded = true, nn::AttentionRecord* attention = nullptr);

    /// scale_factor · (posterior sample or unquantised latent). @param noise for KL stages
    torch::Tensor encode_first_stage(const torch::Tensor& image, const torch::Tensor& noise);

    /// The first stage's latent as it comes (KL: the posterior's mode), as concatenated conditions
    /// are.
    torch::Tensor encode_unscaled(const torch::Tensor& image);

    /// Picture of a latent, about [-1,1]. @param z [B,C,h,w] as the sampler returns it
    torch::Tensor decode_first_stage(const torch::Tensor& z, bool quantize = true);

    /// The conditioner's answer under the model's conditioning key. `input` is what the conditioner
    /// takes: a one-hot map, class ids, token ids, a small picture [B,3,h,w]. Under `hybrid` this
    /// is the context; what is concatenated beside it is the caller's.
    diffusion::Condition condition(const torch::Tensor& input, const PatchWatch& watch = {});

    /// The conditioner's answer alone. @param tokens as it takes them
    torch::Tensor embed(const torch::Tensor& tokens);

    c10::Device device() const { return device_; }
    const LatentDiffusionConfig& config() const { return config_; }
    const diffusion::Schedule& schedule() const { return schedule_; }
    firststage::FirstStage& first_stage() { return *first_stage_model; }
    condition::Conditioner* conditioner() { return cond_stage_model.get(); }
    nn::Unet& unet() { return diffusion_model; }
    double scale_factor() const { return scale_factor_; }
    void set_scale_factor(double factor) { scale_factor_ = factor; }

    /// Sides of a picture must be multiples of this: first-stage factor × the UNet's.
    int size_multiple() const;

private:
    diffusion::Network cpu_network(nn::AttentionRecord* attention);
    diffusion::Network device_network(bool recorded, nn::AttentionRecord* attention);

    LatentDiffusionConfig config_;
    c10::Device device_ = c10::kCPU;
    diffusion::Schedule schedule_;
    double scale_factor_ = 1.0;
    nn::Unet diffusion_model{nullptr};
    std::shared_ptr<firststage::FirstStage> first_stage_model;
    std::shared_ptr<condition::Conditioner> cond_stage_model;
    std::shared_ptr<StepGraph> graph_;  ///< of the UNet, on a GPU
};

/// Whether a file is a whole model's, with its first stage.
bool holds_first_stage(const Checkpoint& checkpoint);

/// Fills a first stage from a file of its own (no prefix) or from a whole model's file.
LoadReport load_first_stage(firststage::FirstStage& stage, const Checkpoint& checkpoint);

/// Name of a parameter's moving average in a checkpoint: `model_ema.` and the name without dots.
std::string ema_key(const std::string& name_in_wrapper);

}  // namespace ldm::model
