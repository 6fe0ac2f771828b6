// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/observer.h"
#include "ldm/picture.h"
#include "model/patchwise.h"
#include "task/loaded_model.h"
#include "task/trajectory_store.h"

#include <functional>
#include <memory>
#include <optional>

namespace ldm::task {

/// What a task asks of the model for one picture.
struct Assignment {
    int width = 0, height = 0;  ///< of the picture to compute; sides are made multiples
    /// Where it lies in the picture that the recipe's masks are stretched over, and how large that
    /// one is; 0 = as the recipe says.
    int left = 0, top = 0, picture_width = 0, picture_height = 0;
    diffusion::Condition condition;
    diffusion::Condition unconditional;  ///< what guidance leads away from; may be empty
    at::Tensor start;                    ///< latent [1,C,h,w] to start from; undefined = noise
    /// Latent [1,C,h,w] that is to come out where `hole` [1,1,h,w] is 0; undefined = nowhere.
    at::Tensor known, hole;
    std::optional<model::PatchOptions> patches;  ///< work on patches of the latent, as published
    std::optional<model::PatchOptions> sampling_patches;  ///< sample in patches, to save memory
    /// How the network meets the latent, where it is neither whole nor in patches.
    std::function<diffusion::Network(diffusion::Network, model::PatchWatch)> network;
    std::function<Image(Image)> finish;  ///< from computed to finished picture; may be empty
    std::vector<std::string> notes;      ///< for the artist
};

/// One way of making a picture: checks a recipe against a model and says what the network is told.
/// Everything else is the same for all (`generate`).
class Task {
public:
    virtual ~Task() = default;

    /// @throws Error{BadArgument} naming the field of the recipe that does not fit
    virtual void validate(const Recipe& recipe, const ModelInfo& info) const = 0;

    /// The recipe has been validated. @param watch  told of what is done in patches
    virtual Assignment prepare(const Recipe& recipe, LoadedModel& model,
                               const model::PatchWatch& watch) const = 0;
};

std::unique_ptr<Task> make_task(TaskKind kind);

struct Limits {
    std::uintmax_t memory = 0;  ///< bytes that a step or decoding may take at once; 0 = any
};

/// What of a run is there already, and what else is wanted of it.
struct Continuation {
    std::shared_ptr<const Trajectory> origin = {};  ///< of the recipe's origin, complete
    std::shared_ptr<const Trajectory> begun = {};   ///< of the recipe itself: goes on from there
    int stop = 0;             ///< ends behind so many of its steps, undecoded; 0 = decoded
    std::uintmax_t keep = 0;  ///< bytes up to which a trajectory is left behind
    nn::AttentionRecord* attention = nullptr;  ///< told of the last step; nothing is decoded then
};

/// A picture and how it came about.
struct Made {
    Picture picture;  ///< what is foreseen, at a preview's size, if it was not decoded
    std::shared_ptr<const Trajectory> trajectory;  ///< null: too large, or not ddim
};

/// Recipe to picture as `generate`, which this is in full.
/// @throws Error{BadArgument} also for an origin that does not fit
Made make_picture(const Recipe& recipe, LoadedModel& model, Observer& observer,
                  const Limits& limits, const Continuation& continuation);

/// Recipe to picture: noise, condition, sampling with previews, decoding, cropping. A size that is
/// no multiple of the model's is computed larger and cropped.
/// @throws Error{BadArgument}; Cancelled within one step of the observer's Cancel
Picture generate(const Recipe& recipe, LoadedModel& model, Observer& observer,
                 const Limits& limits = {});

/// The recipe with what a run with this model fills in.
Recipe filled_in(const Recipe& recipe, const LoadedModel& model);

/// `value`, or the next multiple above it.
int round_up(int value, int multiple);

}  // namespace ldm::task
