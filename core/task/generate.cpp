// SPDX-License-Identifier: MIT
#include "task/task.h"

#include "ldm/error.h"
#include "runtime/device.h"
#include "task/decode_image.h"
#include "task/image_tensor.h"
#include "task/inpaint.h"
#include "task/limits.h"
#include "task/memory_tiles.h"
#include "task/prompted.h"
#include "task/run_sampler.h"
#include "task/semantic.h"
#include "task/upscale.h"

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <chrono>
#include <cmath>

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
}

std::unique_ptr<diffusion::NoiseSource> make_noise(const Recipe& r)
{
    if (r.noise == NoiseKind::Sequence)
        return std::make_unique<diffusion::SequenceNoise>(r.seed);
    return std::make_unique<diffusion::FieldNoise>(r.seed);
}

// Reports to the observer and turns its Cancel into the exception.
class Reporter {
public:
    Reporter(Observer& observer, const LoadedModel& model, Clock::time_point start)
        : observer_(observer), model_(model), start_(start)
    {
    }

    // Between the parts of a step.
    void poll() const
    {
        if (observer_.cancelled())
            throw Cancelled{};
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

DType dtype_of(const LoadedModel& loaded)
{
    switch (loaded.dtype) {
    case at::kFloat: return DType::Fp32;
    case at::kHalf: return DType::Fp16;
    default: return DType::Bf16;
    }
}

bool is_guided(const Recipe& r, const Assignment& a)
{
    const auto& u = a.unconditional;
    return r.guidance != 1.0 && (u.concat.defined() || u.context.defined() || u.y.defined());
}

// A latent that the network cannot meet whole within the memory is sampled in patches.
void keep_within(std::uintmax_t memory, const Recipe& r, const LoadedModel& loaded, Assignment& a)
{
    if (a.patches || a.network)
        return;
    const auto& model = *loaded.model;
    const int factor = loaded.model->first_stage().factor();
    const bool told = a.sampling_patches.has_value();
    a.sampling_patches =
        sampling_patches(model.config().unet, is_guided(r, a) ? 2 : 1, a.height / factor,
                         a.width / factor, c10::elementSize(loaded.dtype), memory);
    if (a.sampling_patches && !told)
        a.notes.push_back(
            "The picture is too large to be sampled at once in the memory allowed; "
            "it was made in overlapping parts of " +
            std::to_string(a.sampling_patches->width * factor) +
            " pixels a side. Allow more memory for one that hangs together better.");
}

// Runs `work(memory)`. Where a GPU's memory does not suffice it is run again with less allowed,
// down to a sixteenth; after that the error stands.
template <typename Work>
auto within_memory(std::uintmax_t memory, const LoadedModel& loaded, const Work& work)
{
    for (int attempt = 0;; ++attempt) {
        try {
            return work(memory);
        } catch (const c10::OutOfMemoryError&) {
            if (attempt == 4 || memory == 0)
                throw;
        }
        release_cached_memory(loaded.device);
        memory /= 2;
    }
}

// The network, where the outcome is known, answers what leads there.
diffusion::Network knowing(diffusion::Network network, const model::LatentDiffusion& model,
                           const at::Tensor& known, const at::Tensor& hole)
{
    return [=, &schedule = model.schedule(), prediction = model.config().prediction](
               const at::Tensor& x_t, const at::Tensor& t, const diffusion::Condition& condition) {
        const auto answer = network(x_t, t, condition);
        const auto noise = schedule.predict_noise_from_start(x_t, t, known);
        return at::where(hole.gt(0.5), answer,
                         schedule.training_target(prediction, known.expand_as(x_t), t, noise));
    };
}

std::unique_ptr<diffusion::Denoiser> make_denoiser(const Recipe& r, LoadedModel& loaded,
                                                   const Assignment& a, const Reporter& reporter)
{
    auto& model = *loaded.model;
    auto network = model.network();
    if (a.network)
        network = a.network(network, [&reporter] { reporter.poll(); });
    else if (const auto& patches = a.patches ? a.patches : a.sampling_patches)
        network = model::patchwise(network, *patches, [&reporter] { reporter.poll(); });
    if (a.known.defined())
        network = knowing(network, model, a.known.to(loaded.device), a.hole.to(loaded.device));
    const auto condition = diffusion::moved_to(a.condition, loaded.device);
    if (is_guided(r, a))
        return std::make_unique<diffusion::GuidedDenoiser>(
            network, model.schedule(), model.config().prediction,
            diffusion::moved_to(a.unconditional, loaded.device), condition, r.guidance,
            r.guidance_rescale);
    return std::make_unique<diffusion::NetworkDenoiser>(network, model.schedule(),
                                                        model.config().prediction, condition);
}

// The latent goes through all steps where the network is; noise is drawn on the processor.
at::Tensor sample(const Recipe& r, LoadedModel& loaded, const Assignment& a, Reporter& reporter,
                  int& steps)
{
    auto& model = *loaded.model;
    const auto there = [&loaded](const at::Tensor& t) {
        return t.defined() ? t.to(loaded.device) : t;
    };
    const int factor = model.first_stage().factor();
    const double decode = loaded.seconds_per_pixel_decode * a.width * a.height;
    const auto denoiser = make_denoiser(r, loaded, a, reporter);
    const auto noise = make_noise(r);
    const auto x_T =
        noise->normal({1, model.config().channels, a.height / factor, a.width / factor});
    const auto z = run_sampler(r, *denoiser, model.schedule(), there(x_T), there(a.start), *noise,
                               [&](const diffusion::SampleStep& s) {
                                   steps = s.total;
                                   wait_for(loaded.device);  // a step counts once it is done
                                   reporter.step(s, decode);
                               });
    return z.to(at::kCPU);
}

// ×8 is ×2 and then ×4: the second pass works on what the first one made clear.
Picture enlarge_twice(const Recipe& recipe, LoadedModel& model, Observer& observer,
                      const Limits& limits)
{
    auto part = recipe;
    part.scale = 2;
    auto first = generate(part, model, observer, limits);
    part.scale = 4;
    part.image = std::make_shared<const Image>(std::move(first.image));
    auto picture = generate(part, model, observer, limits);
    picture.timings.prepare += first.timings.prepare;
    picture.timings.sample += first.timings.sample;
    picture.timings.decode += first.timings.decode;
    picture.timings.total += first.timings.total;
    picture.recipe.scale = recipe.scale;
    picture.recipe.image = recipe.image;
    return picture;
}

}  // namespace

int round_up(int value, int multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

std::unique_ptr<Task> make_task(TaskKind kind)
{
    switch (kind) {
    case TaskKind::Semantic: return std::make_unique<SemanticTask>();
    case TaskKind::Layout: return std::make_unique<LayoutTask>();
    case TaskKind::Inpaint: return std::make_unique<InpaintTask>();
    case TaskKind::Upscale: return std::make_unique<UpscaleTask>();
    case TaskKind::Text: return std::make_unique<TextTask>();
    case TaskKind::Class: return std::make_unique<ClassTask>();
    case TaskKind::Unconditional: break;
    }
    return std::make_unique<UnconditionalTask>();
}

Picture generate(const Recipe& recipe, LoadedModel& loaded, Observer& observer,
                 const Limits& limits)
{
    const auto task = make_task(recipe.task);
    validate_common(recipe, loaded.info);
    task->validate(recipe, loaded.info);
    if (recipe.task == TaskKind::Upscale && recipe.scale == 8)
        return enlarge_twice(recipe, loaded, observer, limits);
    const auto start = Clock::now();

    Picture picture;
    picture.recipe = recipe;
    picture.recipe.model = loaded.info.id;
    picture.recipe.model_hash = loaded.hash;
    picture.recipe.dtype = dtype_of(loaded);
    auto assignment = task->prepare(recipe, loaded);
    picture.timings.prepare = since(start);

    Reporter reporter(observer, loaded, start);
    const auto sampling = Clock::now();
    int steps = 0;
    const auto z = within_memory(limits.memory, loaded, [&](std::uintmax_t memory) {
        keep_within(memory, recipe, loaded, assignment);
        return sample(recipe, loaded, assignment, reporter, steps);
    });
    picture.notes = assignment.notes;
    picture.timings.sample = since(sampling);
    reporter.phase(Phase::Decoding, steps);
    const auto decoding = Clock::now();
    Image computed = assignment.finish ? Image{assignment.width, assignment.height, 3, {}}
                                       : Image{recipe.width, recipe.height, 3, {}};
    const auto averages = within_memory(limits.memory, loaded, [&](std::uintmax_t memory) {
        return decode_into(computed, *loaded.model, z,
                           {.patches = assignment.patches,
                            .memory = memory,
                            .truncate = recipe.reference_rounding,
                            .before_patch = [&reporter] { reporter.poll(); }});
    });
    loaded.preview->learn(z, averages);
    picture.image = assignment.finish ? assignment.finish(std::move(computed)) : computed;
    picture.timings.decode = since(decoding);
    picture.recipe.width = picture.image.width;
    picture.recipe.height = picture.image.height;
    picture.recipe.steps = recipe.sampler == SamplerKind::Ddpm ? steps : recipe.steps;
    const double pixels = double(assignment.width) * assignment.height;
    loaded.seconds_per_pixel_step = picture.timings.sample / std::max(1, steps) / pixels;
    loaded.seconds_per_pixel_decode = picture.timings.decode / pixels;
    picture.timings.total = since(start);
    return picture;
}

}  // namespace ldm::task
