// SPDX-License-Identifier: MIT
#include "task/task.h"

#include "ldm/error.h"
#include "runtime/device.h"
#include "runtime/memory_policy.h"
#include "task/image_tensor.h"
#include "task/inpaint.h"
#include "task/prompted.h"
#include "task/renew_picture.h"
#include "task/sample_latent.h"
#include "task/semantic.h"
#include "task/upscale.h"
#include "task/validate_recipe.h"

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

#include <algorithm>

namespace ldm::task {

namespace {

DType dtype_of(const LoadedModel& loaded)
{
    switch (loaded.dtype) {
    case at::kFloat: return DType::Fp32;
    case at::kHalf: return DType::Fp16;
    default: return DType::Bf16;
    }
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

// What is foreseen half-way, without what was only computed to fill up a multiple.
Image small_picture(const Recipe& r, const LoadedModel& loaded, const Assignment& a,
                    const at::Tensor& latent)
{
    const auto image = to_image(loaded.preview->render(latent));
    if (a.picture_width > 0)
        return image;
    const auto part = [](int side, int wanted, int computed) {
        return std::max(1, int(std::int64_t(side) * wanted / computed));
    };
    return cropped(image, 0, 0, part(image.width, r.width, a.width),
                   part(image.height, r.height, a.height));
}

// The speed of whole pictures, for forecasts.
void learn_speed(const Timings& timings, int steps, double pixels, LoadedModel& loaded)
{
    loaded.seconds_per_pixel_step = timings.sample / std::max(1, steps) / pixels;
    loaded.seconds_per_pixel_decode = timings.decode / pixels;
}

Image decode(const Recipe& recipe, LoadedModel& loaded, const Assignment& a, const Sampled& sampled,
             const Continuation& c, const DecodeOptions& options)
{
    Image computed =
        a.finish ? Image{a.width, a.height, 3, {}} : Image{recipe.width, recipe.height, 3, {}};
    if (sampled.renewed.defined())
        return renewed_picture(c.origin->computed, computed.width, computed.height,
                               {*loaded.model, sampled.z, sampled.renewed, options});
    loaded.preview->learn(sampled.z, decode_into(computed, *loaded.model, sampled.z, options));
    return computed;
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

Recipe filled_in(const Recipe& recipe, const LoadedModel& loaded)
{
    auto r = recipe;
    r.model = loaded.info.id;
    r.model_hash = loaded.hash;
    r.dtype = dtype_of(loaded);
    if (r.sampler == SamplerKind::Ddpm)
        r.steps = loaded.model->schedule().timesteps();
    if (r.image && (r.task == TaskKind::Inpaint || r.task == TaskKind::Upscale)) {
        const int scale = r.task == TaskKind::Upscale ? r.scale : 1;
        r.width = r.image->width * scale;
        r.height = r.image->height * scale;
    }
    if (!r.origin || !r.origin->recipe)
        return r;
    auto origin = *r.origin;
    const auto& before = *origin.recipe;
    const bool same_model = before.model == recipe.model || before.model == loaded.info.id;
    const bool same_type = before.dtype == DType::Auto || before.dtype == r.dtype;
    if (same_model && same_type)
        origin.recipe = std::make_shared<const Recipe>(filled_in(before, loaded));
    r.origin = std::make_shared<const Origin>(std::move(origin));
    return r;
}

Made make_picture(const Recipe& recipe, LoadedModel& loaded, Observer& observer,
                  const Limits& limits, const Continuation& c)
{
    const auto task = make_task(recipe.task);
    validate_common(recipe, loaded.info);
    task->validate(recipe, loaded.info);
    if (recipe.task == TaskKind::Upscale && recipe.scale == 8)
        return {enlarge_twice(recipe, loaded, observer, limits), nullptr};
    const auto start = Clock::now();

    Made made;
    auto& picture = made.picture;
    picture.recipe = filled_in(recipe, loaded);
    Reporter reporter(observer, loaded, start);
    const auto watch = [&reporter](std::int64_t done, std::int64_t all) {
        reporter.part(done, all);
    };
    auto assignment = task->prepare(recipe, loaded, watch);
    give_back_freed_memory();
    picture.timings.prepare = since(start);

    const auto sampling = Clock::now();
    auto sampled = within_memory(limits.memory, loaded, [&](std::uintmax_t memory) {
        keep_within(memory, recipe, loaded, assignment);
        return sample_latent(recipe, loaded, assignment, reporter, c);
    });
    picture.notes = assignment.notes;
    picture.timings.sample = since(sampling);
    made.trajectory = sampled.trajectory;
    if (c.stop > 0 || c.attention) {
        picture.image = small_picture(recipe, loaded, assignment, sampled.pred_x0);
        picture.timings.total = since(start);
        return made;
    }
    // A very large picture takes the room of all that is not needed any more.
    assignment.condition = assignment.unconditional = {};
    sampled.pred_x0.reset();
    give_back_freed_memory();
    reporter.begin_decoding();
    const auto decoding = Clock::now();
    auto computed = within_memory(limits.memory, loaded, [&](std::uintmax_t memory) {
        return decode(recipe, loaded, assignment, sampled, c,
                      {.patches = assignment.patches,
                       .memory = memory,
                       .truncate = recipe.reference_rounding,
                       .watch = watch});
    });
    if (sampled.trajectory)
        sampled.trajectory->computed = computed;
    picture.image =
        assignment.finish ? assignment.finish(std::move(computed)) : std::move(computed);
    picture.timings.decode = since(decoding);
    picture.timings.total = since(start);
    if (!c.origin && !c.begun)
        learn_speed(picture.timings, sampled.steps, double(assignment.width) * assignment.height,
                    loaded);
    return made;
}

Picture generate(const Recipe& recipe, LoadedModel& loaded, Observer& observer,
                 const Limits& limits)
{
    return make_picture(recipe, loaded, observer, limits, {}).picture;
}

}  // namespace ldm::task
