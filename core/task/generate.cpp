// SPDX-License-Identifier: MIT
#include "task/task.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"
#include "task/limits.h"
#include "task/run_sampler.h"
#include "task/semantic.h"
#include "task/unconditional.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>

namespace ldm::task {

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void require(bool condition, const std::string& sentence, const char* field)
{
    if (!condition)
        throw Error(ErrorCode::BadArgument, sentence, field);
}

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
    require(std::isfinite(r.temperature) && r.temperature >= 0.0 && r.temperature <= 10.0,
            "The temperature must lie between 0 and 10.", "temperature");
}

int round_up(int value, int multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

std::unique_ptr<diffusion::NoiseSource> make_noise(const Recipe& r)
{
    if (r.noise == NoiseKind::Sequence)
        return std::make_unique<diffusion::SequenceNoise>(r.seed);
    return std::make_unique<diffusion::FieldNoise>(r.seed);
}

Image to_image(const at::Tensor& bytes)
{
    Image image{int(bytes.size(1)), int(bytes.size(0)), 3, {}};
    const auto packed = bytes.contiguous();
    image.pixels.resize(size_t(packed.numel()));
    std::memcpy(image.pixels.data(), packed.const_data_ptr(), image.pixels.size());
    return image;
}

// Reports to the observer and turns its Cancel into the exception.
class Reporter {
public:
    Reporter(Observer& observer, const LoadedModel& model, Clock::time_point start)
        : observer_(observer), model_(model), start_(start)
    {
    }

    void step(const diffusion::SampleStep& s, double decode_forecast)
    {
        StepEvent event;
        event.step = s.step;
        event.total = s.total;
        event.seconds = since(start_);
        event.seconds_left = event.seconds / s.step * (s.total - s.step) + decode_forecast;
        if (observer_.wants_preview(s.step))
            event.preview =
                std::make_shared<const Image>(to_image(model_.preview->render(s.pred_x0)));
        send(event);
    }

    void phase(Phase phase, int total)
    {
        StepEvent event;
        event.phase = phase;
        event.step = phase == Phase::Decoding ? total : 0;
        event.total = total;
        event.seconds = since(start_);
        send(event);
    }

private:
    void send(const StepEvent& event)
    {
        if (observer_.on_step(event) == Verdict::Cancel)
            throw Cancelled{};
    }

    Observer& observer_;
    const LoadedModel& model_;
    Clock::time_point start_;
};

at::Tensor sample(const Recipe& r, LoadedModel& loaded, const diffusion::Condition& condition,
                  at::IntArrayRef shape, const diffusion::StepCallback& on_step)
{
    auto& model = *loaded.model;
    diffusion::NetworkDenoiser denoiser(model.network(), model.schedule(),
                                        model.config().prediction, condition);
    const auto noise = make_noise(r);
    const auto x_T = noise->normal(shape);
    return run_sampler(r, denoiser, model.schedule(), x_T, *noise, on_step);
}

}  // namespace

std::unique_ptr<Task> make_task(TaskKind kind)
{
    if (kind == TaskKind::Semantic)
        return std::make_unique<SemanticTask>();
    return std::make_unique<UnconditionalTask>();
}

Picture generate(const Recipe& recipe, LoadedModel& loaded, Observer& observer)
{
    const auto task = make_task(recipe.task);
    validate_common(recipe, loaded.info);
    task->validate(recipe, loaded.info);
    const auto start = Clock::now();
    const int multiple = loaded.model->size_multiple();
    const int width = round_up(recipe.width, multiple), height = round_up(recipe.height, multiple);
    const double pixels = double(width) * height;
    const int factor = loaded.model->first_stage().factor();

    Picture picture;
    picture.recipe = recipe;
    picture.recipe.model = loaded.info.id;
    picture.recipe.model_hash = loaded.hash;
    picture.recipe.dtype = loaded.dtype == at::kFloat ? DType::Fp32 : DType::Bf16;
    const auto condition = task->condition(recipe, loaded, width, height);
    picture.timings.prepare = since(start);

    Reporter reporter(observer, loaded, start);
    const auto sampling = Clock::now();
    int steps = 0;
    const auto z = sample(recipe, loaded, condition,
                          {1, loaded.model->config().channels, height / factor, width / factor},
                          [&](const diffusion::SampleStep& s) {
                              steps = s.total;
                              reporter.step(s, loaded.seconds_per_pixel_decode * pixels);
                          });
    picture.timings.sample = since(sampling);
    reporter.phase(Phase::Decoding, steps);
    const auto decoding = Clock::now();
    const auto decoded = loaded.model->decode_first_stage(z);
    const auto bytes =
        ((decoded[0].clamp(-1.0, 1.0) + 1.0) * 127.5).round().to(at::kByte).permute({1, 2, 0});
    picture.image = to_image(bytes.narrow(0, 0, recipe.height).narrow(1, 0, recipe.width));
    picture.timings.decode = since(decoding);
    loaded.preview->learn(z, decoded);
    picture.recipe.steps = recipe.sampler == SamplerKind::Ddpm ? steps : recipe.steps;
    loaded.seconds_per_pixel_step = picture.timings.sample / steps / pixels;
    loaded.seconds_per_pixel_decode = picture.timings.decode / pixels;
    picture.timings.total = since(start);
    return picture;
}

}  // namespace ldm::task
