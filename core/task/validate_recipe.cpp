// SPDX-License-Identifier: MIT
#include "task/validate_recipe.h"

#include "ldm/error.h"
#include "task/limits.h"

#include <algorithm>
#include <cmath>

namespace ldm::task {

namespace {

void require(bool condition, const std::string& sentence, const char* field)
{
    if (!condition)
        throw Error(ErrorCode::BadArgument, sentence, field);
}

bool is_mask(const std::shared_ptr<const Image>& image)
{
    return image && image->width > 0 && image->height > 0 && image->channels == 1 &&
           image->pixels.size() == size_t(image->width) * size_t(image->height);
}

void validate_noise(const Recipe& r)
{
    require(r.noise == NoiseKind::Field || (r.noise_x == 0 && r.noise_y == 0),
            "Noise can be moved only if it is a field; choose the noise 'field'.", "noise_x");
    require(r.blend.size() <= Recipe::kMaxShares && r.reseeded.size() <= Recipe::kMaxShares,
            "At most " + std::to_string(Recipe::kMaxShares) + " seeds can be mixed.", "blend");
    for (const auto& share : r.blend)
        require(share.weight >= 0.0 && share.weight <= 1.0,
                "The weight of a seed must lie between 0 and 1.", "blend");
    for (const auto& patch : r.reseeded)
        require(is_mask(patch.where),
                "A part with another seed needs a mask of one channel that says where it is.",
                "reseeded");
}

void validate_origin(const Recipe& r)
{
    if (!r.origin)
        return;
    require(r.origin->recipe != nullptr,
            "There is no picture to go on from: choose one, or make this one from the start.",
            "origin");
    require(count_origins(r) <= Recipe::kMaxOrigins,
            "This goes back over more than " + std::to_string(Recipe::kMaxOrigins) +
                " pictures; make one from the start first.",
            "origin");
    require(!r.origin->renewed || is_mask(r.origin->renewed),
            "What is to be made anew must be a mask of one channel.", "renewed");
    require(r.sampler == SamplerKind::Ddim && r.origin->recipe->sampler == SamplerKind::Ddim,
            "Going on from another picture works with the sampler ddim only; choose it.",
            "sampler");
    require(r.origin->step >= 0, "The number of steps that are kept cannot be less than 0.",
            "origin");
    const auto twice = [](const Recipe& x) { return x.task == TaskKind::Upscale && x.scale == 8; };
    require(!twice(r) && !twice(*r.origin->recipe),
            "A picture that is enlarged 8 times is made in two runs and cannot go on from another "
            "one; choose 4 times.",
            "scale");
}

}  // namespace

void validate_common(const Recipe& r, const ModelInfo& info)
{
    require(std::find(info.tasks.begin(), info.tasks.end(), r.task) != info.tasks.end(),
            "The model '" + info.id + "' cannot do '" + name_of(r.task) + "'; choose another.",
            "task");
    const auto side = [](int v) { return v >= 1 && v <= kMaxSide; };
    require(side(r.width) && side(r.height),
            "A picture is 1 to " + std::to_string(kMaxSide) + " pixels a side, not " +
                std::to_string(r.width) + "×" + std::to_string(r.height) + ".",
            "size");
    require(r.steps >= 1 && r.steps <= kMaxSteps,
            "The number of steps must be between 1 and " + std::to_string(kMaxSteps) + ".",
            "steps");
    require(std::isfinite(r.eta) && r.eta >= 0.0 && r.eta <= 1.0, "eta must lie between 0 and 1.",
            "eta");
    require(std::isfinite(r.guidance) && r.guidance >= 0.0 && r.guidance <= 100.0,
            "The guidance must lie between 0 and 100.", "guidance");
    require(r.guidance == 1.0 || info.takes_guidance,
            "The model '" + info.id + "' cannot be guided; leave the guidance at 1.", "guidance");
    require(
        std::isfinite(r.guidance_rescale) && r.guidance_rescale >= 0.0 && r.guidance_rescale <= 1.0,
        "The guidance rescale must lie between 0 and 1.", "guidance_rescale");
    require(std::isfinite(r.strength) && r.strength >= 0.0 && r.strength <= 1.0,
            "The strength must lie between 0 and 1.", "strength");
    require(r.feather >= 0 && r.feather <= 1024, "The feather must lie between 0 and 1024 pixels.",
            "feather");
    require(std::isfinite(r.temperature) && r.temperature >= 0.0 && r.temperature <= 10.0,
            "The temperature must lie between 0 and 10.", "temperature");
    validate_noise(r);
    validate_origin(r);
}

}  // namespace ldm::task
