// SPDX-License-Identifier: MIT
#pragma once

#include "condition/bert_embedder.h"
#include "condition/clip_text_embedder.h"
#include "condition/spatial_rescaler.h"
#include "diffusion/schedule.h"
#include "firststage/autoencoder_config.h"
#include "firststage/slim_autoencoder.h"
#include "ldm/model_info.h"
#include "nn/unet.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ldm::model {

/// `lossconfig` of a first stage; only training reads it.
struct AutoencoderLossConfig {
    bool vector_quantized = false;
    int disc_start = 0;
    double disc_weight = 1.0;
    double disc_factor = 1.0;
    int disc_num_layers = 3;
    int disc_ndf = 64;
    bool hinge = true;  ///< false: the vanilla loss
    double kl_weight = 1.0;
    double codebook_weight = 1.0;
    double perceptual_weight = 1.0;
    std::vector<std::filesystem::path> perceptual_weights{};  ///< `perceptual_ckpt`; empty: none
};

/// A learning-rate schedule of the published kinds; multipliers on the learning rate.
struct LrScheduleConfig {
    struct Cycle {
        int warm_up_steps = 0;
        double f_start = 1.0;
        double f_max = 1.0;
        double f_min = 1.0;
        double length = 1e13;  ///< steps, warm-up included
    };

    std::vector<Cycle> cycles{};  ///< one after the other; at least one
    bool cosine = false;          ///< after the warm-up; false: linear
};

enum class FirstStageKind { Kl, Vq, Slim, Identity };

struct FirstStageConfig {
    FirstStageKind kind = FirstStageKind::Kl;
    firststage::AutoencoderConfig autoencoder;  ///< Kl and Vq
    firststage::SlimAutoencoderConfig slim;     ///< Slim
    std::optional<AutoencoderLossConfig> loss;
    std::optional<LrScheduleConfig> lr_schedule;  ///< of both optimisers
    double lr_g_factor = 1.0;                     ///< on the generator's learning rate
    std::array<int, 2> batch_resize_range{};      ///< sides that batches are resized to; 0: none
    int channels = 3;                             ///< Identity
    /// `ckpt_path`: where the weights are if the model's file holds none of the first stage, so
    /// that models may share one. As written; read_model_config takes it from the YAML's folder and
    /// leaves it empty where there is no such file.
    std::filesystem::path weights{};
};

enum class ConditionerKind {
    None,
    Identity,
    EnlargedImage,  ///< a small picture, beside the first stage's latent of it enlarged
    FirstStage,
    SpatialRescaler,
    ClassEmbedder,
    Bert,
    ClipText,
};

struct ConditionerConfig {
    ConditionerKind kind = ConditionerKind::None;
    bool smooth_hole = false;  ///< FirstStage: the hole is filled smoothly first (starters)
    condition::SpatialRescalerConfig rescaler;
    condition::BertEmbedderConfig bert;
    condition::ClipTextConfig clip;
    bool takes_text = true;  ///< Bert only: false if it takes the tokens of a layout
    int class_width = 0;
    int classes = 0;
};

/// How a condition reaches the UNet: the published `conditioning_key`.
enum class ConditioningKey { None, Concat, CrossAttention, Hybrid, Adm };

/// `ldm.models.diffusion.ddpm.LatentDiffusion` and its parts.
struct LatentDiffusionConfig {
    diffusion::ScheduleConfig schedule;
    diffusion::Prediction prediction = diffusion::Prediction::Epsilon;
    ConditioningKey key = ConditioningKey::None;
    nn::UnetConfig unet;
    FirstStageConfig first_stage;
    ConditionerConfig conditioner;
    std::string first_stage_key = "image";
    std::string cond_stage_key;
    bool cond_stage_trainable = false;
    bool use_ema = true;
    bool scale_by_std = false;
    double scale_factor = 1.0;
    int image_size = 0;  ///< latent side that the model was trained at
    int channels = 0;    ///< of the latent
    int log_every_t = 100;
    bool l1_loss = false;
    bool mask_first = false;  ///< LatentInpaintDiffusion: mask, then masked picture, neither ±1
    bool learn_logvar = false;
    double logvar_init = 0.0;
    double l_simple_weight = 1.0;
    double original_elbo_weight = 0.0;
    std::optional<LrScheduleConfig> lr_schedule;
};

/// The optional `sfumato:` block: what the published schema has no place for.
struct ModelCard {
    std::string title, licence, attribution;
    std::string source;  ///< where its weights are published
    std::vector<LabelInfo> labels;
    std::filesystem::path labels_file;  ///< beside the YAML; in the place of `labels`
    int native_width = 0, native_height = 0;
    int steps = 0;                         ///< recommended; 0 = unsaid
    std::optional<SamplerKind> sampler{};  ///< recommended
    std::optional<SpacingKind> spacing{};  ///< recommended
    double eta = -1.0;                     ///< recommended; negative = unsaid
    double guidance = -1.0;                ///< recommended; negative = unsaid
    int null_class = -1;  ///< class that stands for none, for guidance; negative = there is none
    std::vector<TaskKind> also{};      ///< what a model of words does beside: class, unconditional
    int boxes = 0;                     ///< that it takes beside words; 0: none
    std::vector<LabelInfo> classes{};  ///< short prompts to choose from
    std::filesystem::path vocabulary{};  ///< a WordPiece table beside the YAML; empty = BERT's
};

/// A published YAML file, read and checked.
struct ModelConfig {
    std::variant<LatentDiffusionConfig, FirstStageConfig> model;
    double base_learning_rate = 0.0;
    ModelCard card;
    std::vector<std::string> unknown;  ///< keys that nothing here reads; never fatal

    bool is_latent_diffusion() const { return model.index() == 0; }
    const LatentDiffusionConfig& latent_diffusion() const;  ///< @throws Error{BadArgument}
    const FirstStageConfig& first_stage() const;  ///< alone, or that of the latent diffusion
};

/// @throws Error{File}, Error{BadArgument} naming the key, Error{Unsupported} naming the target
ModelConfig read_model_config(const std::filesystem::path& file);
ModelConfig parse_model_config(const std::string& yaml, const std::string& name);

}  // namespace ldm::model
