// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ldm {

/// What is made of what (LDM paper, Sec. 4.3).
enum class TaskKind { Semantic, Layout, Inpaint, Upscale, Text, Class, Unconditional };

/// The stepping rule; each is described where it is made, in core/diffusion/sample_*.h.
/// `Ddpm` goes through every noise level of the model, whatever the number of steps says.
enum class SamplerKind { Ddim, Plms, Ddpm, DpmSolverPp2M, DpmSolverPp2MSde, Heun, UniPc };

/// Where the noise levels of the solvers (DPM-Solver++, Heun, UniPC) lie: evenly in time, or denser
/// near the picture (Karras et al. 2022). The published samplers have spacings of their own; DDIM
/// knows `Trailing` beside it, which begins at pure noise and suits runs of few steps (Lin et al.
/// 2024).
enum class SpacingKind { Uniform, Karras, Trailing };

/// How the start noise is drawn.
/// `Field`: a counter-based generator keyed by seed, channel and latent position, so that a larger
/// canvas keeps what was there. `Sequence`: one stream in order, as the published scripts do.
enum class NoiseKind { Field, Sequence };

/// Compute type of the network; fp16 on GPUs only. The sampler's arithmetic is fp32 always.
enum class DType { Auto, Fp32, Bf16, Fp16 };

/// A semantic map: one label a pixel, row by row. A label is an index into the model's list.
struct LabelMap {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> labels;  ///< height × width

    bool operator==(const LabelMap&) const = default;
};

/// A labelled box of a layout, in shares of the picture's width and height.
struct LabelledBox {
    int label = 0;  ///< index into the model's list
    double x = 0.0, y = 0.0, width = 1.0, height = 1.0;
    bool group = false;  ///< several of its kind
    bool occluded = false;
    bool depiction = false;  ///< a picture of it
    bool inside = false;     ///< seen from within

    bool operator==(const LabelledBox&) const = default;
};

/// A share of another seed's noise, mixed into the noise one after the other:
/// noise = slerp(noise, noise of that seed, weight). Seeds count as directions at right angles, so
/// that the mixture is noise of the same strength, position by position.
struct SeedShare {
    std::uint64_t seed = 0;
    double weight = 0.0;  ///< 0 = nothing of it … 1 = nothing else

    bool operator==(const SeedShare&) const = default;
};

/// Noise of another seed where a mask says so.
struct SeedPatch {
    std::uint64_t seed = 0;
    std::shared_ptr<const Image> where;  ///< one channel, any size; 128 and above = here
};

struct Recipe;

/// What a picture goes on from: another picture's denoising.
struct Origin {
    std::shared_ptr<const Recipe> recipe;
    int step = 0;  ///< steps of it that are kept; from there on the new recipe goes on
    /// One channel, stretched over the picture; 128 and above = made anew, elsewhere the origin's
    /// denoising is followed at every step. Null = anew everywhere.
    std::shared_ptr<const Image> renewed;
};

/// Everything that decides a picture. A plain value: the window, the command line, history and
/// tests share it, and it travels inside the saved PNG. The same recipe on the same kind of device
/// gives the same bytes in fp32.
struct Recipe {
    static constexpr int kVersion = 1;
    static constexpr int kMaxOrigins = 8;  ///< origins that may lie behind each other
    static constexpr int kMaxShares = 64;  ///< entries of `blend`, and of `reseeded`

    TaskKind task = TaskKind::Semantic;
    std::string model;       ///< id in the model library, or a path
    std::string model_hash;  ///< SHA-256 of the weights file; filled in by Engine::run
    int width = 256;         ///< of the finished picture, in pixels
    int height = 256;
    std::uint64_t seed = 0;
    int steps = 20;
    SamplerKind sampler = SamplerKind::Ddim;
    SpacingKind spacing = SpacingKind::Uniform;
    double eta = 0.0;          ///< DDIM: 0 = no fresh noise, 1 = as much as DDPM; in [0, 1]
    double temperature = 1.0;  ///< scales the fresh noise of a step, where there is any
    NoiseKind noise = NoiseKind::Field;
    DType dtype = DType::Auto;
    /// How far the prompt, class or layout is followed: 1 = as the model says, more = beyond it
    /// (classifier-free guidance; Ho & Salimans 2021). At most 100.
    double guidance = 1.0;
    double guidance_rescale = 0.0;  ///< share of the contrast that guidance adds taken back, 0 to 1
    /// Text with an image: share of the way back to noise that the image is sent, 0 to 1.
    double strength = 0.75;
    int scale = 4;    ///< Upscale: 2, 4 or 8 times the image
    int feather = 8;  ///< Inpaint: pixels over which new and old blend outside the hole
    bool reference_rounding = false;  ///< cut off to whole grey levels, as the published scripts do

    std::string prompt;                   ///< Text; Inpaint with a model that takes words
    std::string negative_prompt;          ///< what guidance leads away from
    int class_id = 0;                     ///< Class: index into the model's list
    std::vector<LabelledBox> boxes;       ///< Layout
    std::shared_ptr<const LabelMap> map;  ///< Semantic
    std::shared_ptr<const Image> image;   ///< Inpaint, Upscale; Text: the picture to start from
    std::shared_ptr<const Image> mask;    ///< Inpaint: one channel, 128 and above = to be filled
    /// Unconditional, for models that take CLIP embeddings (rdm768): rows of the model's width.
    std::vector<float> embedding;

    std::vector<SeedShare> blend;
    std::vector<SeedPatch> reseeded;  ///< of overlapping ones the last counts
    /// Field noise: where the picture's upper left corner lies, in pixels. Whole cells of the
    /// latent count, rounded down. A scrolled or enlarged canvas keeps the noise that was there.
    int noise_x = 0, noise_y = 0;
    std::shared_ptr<const Origin> origin;
};

/// True if both recipes describe the same picture (maps and images compared by content).
bool operator==(const Recipe& a, const Recipe& b);

/// How many origins lie behind each other.
int count_origins(const Recipe& recipe);

/// The recipe as JSON; map, image and mask are inside, deflated and base64-coded, each with its
/// SHA-256.
std::string to_json(const Recipe& recipe);

/// @throws Error{BadArgument} naming the field that is missing, of the wrong type or out of range.
Recipe recipe_from_json(std::string_view json);

/// Names used in JSON and on the command line: "semantic", "unconditional", "ddim", "auto" …
const char* name_of(TaskKind task);
const char* name_of(SamplerKind sampler);
const char* name_of(SpacingKind spacing);
const char* name_of(NoiseKind noise);
const char* name_of(DType dtype);

/// @throws Error{BadArgument} listing the known names.
TaskKind task_from_name(std::string_view name);
SamplerKind sampler_from_name(std::string_view name);
SpacingKind spacing_from_name(std::string_view name);
NoiseKind noise_from_name(std::string_view name);
DType dtype_from_name(std::string_view name);

}  // namespace ldm
