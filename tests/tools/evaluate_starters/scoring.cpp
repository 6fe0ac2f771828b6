// SPDX-License-Identifier: MIT
#include "scoring.h"

#include "ldm/error.h"

namespace sfumato::evaluate {

namespace {

ldm::EngineOptions engine_options(const ScoringOptions& options)
{
    ldm::EngineOptions engine;
    engine.model_folders = ldm::default_model_folders(options.model_dir);
    engine.threads = options.threads;
    return engine;
}

}  // namespace

Scoring::Scoring(const ScoringOptions& given)
    : options(given),
      engine(engine_options(given)),
      judge(load_judge(given.judge)),
      perceptual(ldm::metric::load_perceptual_distance({given.perceptual}))
{
}

ldm::Recipe Scoring::recipe(const std::string& model, ldm::TaskKind task, int side,
                            std::uint64_t seed) const
{
    const auto info = engine.model(model);
    ldm::Recipe r;
    r.model = model;
    r.task = task;
    r.width = r.height = side;
    r.seed = seed;
    r.steps = options.steps > 0 ? options.steps : info.steps;
    r.spacing = info.spacing;
    r.eta = options.eta >= 0.0 ? options.eta : info.eta;
    r.sampler = options.sampler.empty() ? info.sampler : ldm::sampler_from_name(options.sampler);
    if (info.takes_guidance)
        r.guidance = options.guidance >= 0.0 ? options.guidance : info.guidance;
    return r;
}

ldm::Image Scoring::run(const ldm::Recipe& recipe)
{
    ldm::SilentObserver observer;
    return engine.run(recipe, observer).image;
}

}  // namespace sfumato::evaluate
