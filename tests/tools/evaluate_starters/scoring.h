// SPDX-License-Identifier: MIT
#pragma once

#include "judge.h"
#include "ldm/engine.h"
#include "metric/perceptual_distance.h"

#include <filesystem>
#include <string>
#include <vector>

namespace sfumato::evaluate {

/// What to score and with what; models and settings not named are the bundled ones.
struct ScoringOptions {
    std::filesystem::path model_dir;   ///< searched before the usual folders
    std::filesystem::path judge;       ///< what `train_judge` wrote
    std::filesystem::path perceptual;  ///< network of the perceptual distance
    std::filesystem::path materials;   ///< folder of `./dev data`; empty = drawn by code
    std::filesystem::path photos;      ///< its photographs; `test` and `val` are held out
    std::filesystem::path sheets;      ///< folder that gets a contact sheet each; empty = none
    int count = 100;                   ///< of pictures, of each kind of score
    int steps = 0;                     ///< of the sampler; 0 = as the model recommends
    std::string sampler;               ///< name; empty = as the model recommends
    double eta = -1.0;                 ///< negative = as the model recommends
    double guidance = -1.0;            ///< negative = as the model recommends
    int threads = 0;                   ///< 0 = one a physical core
};

/// The engine and the judge, ready.
struct Scoring {
    explicit Scoring(const ScoringOptions& options);

    /// A recipe with the model's or the given settings.
    ldm::Recipe recipe(const std::string& model, ldm::TaskKind task, int side,
                       std::uint64_t seed) const;
    ldm::Image run(const ldm::Recipe& recipe);

    ScoringOptions options;
    ldm::Engine engine;
    Judge judge;
    ldm::metric::PerceptualDistance perceptual;
};

/// Do landscapes match their maps? mIoU of what the judge sees in generated and in real pictures,
/// and their ratio.
void score_landscape(Scoring& scoring);

/// Held-out photographs made small and bad (BSR, light) and four times larger again, beside bicubic
/// interpolation.
void score_upscale(Scoring& scoring);

/// Holes in held-out photographs and landscapes, beside OpenCV's two ways of filling them.
void score_fill(Scoring& scoring);

/// Does the judge find in generated boxes what they were drawn for, as often as in real pictures?
void score_boxes(Scoring& scoring);

/// Pictures of words and of nothing: does the judge tell the caption from another, and how far are
/// the pictures as a set from real ones?
void score_scene(Scoring& scoring);

}  // namespace sfumato::evaluate
