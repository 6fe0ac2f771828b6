// SPDX-License-Identifier: MIT
#include "task/run_chain.h"

#include "ldm/error.h"
#include "task/attention_words.h"
#include "task/run_sampler.h"
#include "task/validate_recipe.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>

namespace ldm::task {

namespace {

constexpr auto kAny = std::numeric_limits<std::uintmax_t>::max();

// True if another picture has a say in this one.
bool needs_origin(const Recipe& r)
{
    return r.origin && r.origin->recipe && (r.origin->step > 0 || r.origin->renewed);
}

// What is asked of a sketch beyond a recipe.
void require_steps(const Recipe& r, int steps)
{
    if (r.sampler != SamplerKind::Ddim)
        throw Error(ErrorCode::Unsupported,
                    "Only the sampler ddim can stop half-way and go on later; choose it.",
                    "sampler");
    if (r.task == TaskKind::Upscale && r.scale == 8)
        throw Error(ErrorCode::Unsupported,
                    "A picture that is enlarged 8 times is made in two runs and cannot be "
                    "sketched; choose 4 times.",
                    "scale");
    if (steps < 1)
        throw Error(ErrorCode::BadArgument, "A sketch takes at least one step.", "steps");
}

}  // namespace

// The runs of a chain as one: their steps are counted together.
class RunChain::Progress {
public:
    explicit Progress(Observer& observer) : observer_(observer) {}

    // One of them.
    class Run final : public Observer {
    public:
        Run(Progress& whole, int after) : whole_(whole), after_(after) {}

        Verdict on_step(const StepEvent& event) override
        {
            auto e = event;
            if (event.phase == Phase::Decoding && after_ > 0)
                return whole_.observer_.cancelled() ? Verdict::Cancel : Verdict::Continue;
            if (event.phase == Phase::Sampling && event.step > 0)
                e.seconds_left += after_ * event.seconds / event.step;
            if (event.phase != Phase::Loading)
                e.step += whole_.done_;
            e.total += whole_.done_ + after_;
            made_ = event.step;
            return whole_.observer_.on_step(e);
        }
        void on_part(const PartEvent& event) override
        {
            auto e = event;
            e.step += whole_.done_;
            e.total += whole_.done_ + after_;
            whole_.observer_.on_part(e);
        }
        bool cancelled() const override { return whole_.observer_.cancelled(); }
        bool wants_preview(int step) const override
        {
            return whole_.observer_.wants_preview(step + whole_.done_);
        }
        void end() { whole_.done_ += made_; }

    private:
        Progress& whole_;
        int after_, made_ = 0;
    };

private:
    Observer& observer_;
    int done_ = 0;
};

// @param after  steps of the runs that follow
Made RunChain::make(const Recipe& recipe, Progress& progress, int after, Continuation c)
{
    {
        auto& loaded = models_(recipe.model, recipe.dtype);
        validate_common(recipe, loaded.info);
        if (needs_origin(recipe)) {
            const int own = planned_steps(recipe, loaded.model->schedule().timesteps());
            c.origin = origin_of(filled_in(recipe, loaded), progress, after + own);
        }
    }
    auto& loaded = models_(recipe.model, recipe.dtype);  // an origin may have needed another one
    const auto key = trajectory_key(filled_in(recipe, loaded));
    if (!c.begun)
        c.begun = store_.find(key);
    if (c.begun && c.begun->complete() && c.stop == 0 && !c.attention)
        c.begun = nullptr;  // made once more, with all that is to be seen of it
    c.keep = std::max(c.keep, store_.budget());
    Progress::Run run(progress, after);
    auto made = make_picture(recipe, loaded, run, limits_, c);
    run.end();
    if (made.trajectory)
        store_.keep(key, made.trajectory);
    return made;
}

std::shared_ptr<const Trajectory> RunChain::origin_of(const Recipe& recipe, Progress& progress,
                                                      int after)
{
    const auto& before = *recipe.origin->recipe;
    if (auto kept = store_.find(trajectory_key(before)); kept && kept->complete())
        return kept;
    // The key says which file and type it was made with; without them a model has to be asked.
    auto& loaded = models_(before.model, before.dtype);
    if (auto kept = store_.find(trajectory_key(filled_in(before, loaded)));
        kept && kept->complete())
        return kept;
    auto made = make(before, progress, after, {.keep = kAny});
    if (!made.trajectory)
        throw Error(ErrorCode::BadArgument,
                    "Going on from another picture works with the sampler ddim only; choose it.",
                    "sampler");
    return made.trajectory;
}

Picture RunChain::run(const Recipe& recipe, Observer& observer)
{
    Progress progress(observer);
    return make(recipe, progress, 0, {}).picture;
}

Picture RunChain::sketch(const Recipe& recipe, int steps, Observer& observer)
{
    require_steps(recipe, steps);
    if (needs_origin(recipe) && steps <= recipe.origin->step) {
        // Up to there both are the same.
        auto picture = sketch(*recipe.origin->recipe, steps, observer);
        picture.recipe = filled_in(recipe, models_(recipe.model, recipe.dtype));
        return picture;
    }
    Progress progress(observer);
    return make(recipe, progress, 0, {.stop = steps}).picture;
}

Attention RunChain::attention(const Recipe& recipe, Observer& observer)
{
    auto& loaded = models_(recipe.model, recipe.dtype);
    const auto words = attention_words(recipe, loaded);
    Progress progress(observer);
    Continuation c;
    if (recipe.sampler == SamplerKind::Ddim) {
        c.begun = store_.find(trajectory_key(filled_in(recipe, loaded)));
        if (!c.begun || !c.begun->complete())
            c.begun = make(recipe, progress, 0, {.keep = kAny}).trajectory;
    }
    constexpr int kSide = 32;
    const int factor = loaded.model->first_stage().factor();
    const int width = std::max(1, recipe.width / factor),
              height = std::max(1, recipe.height / factor);
    const double scale = std::min(1.0, double(kSide) / std::max(width, height));
    nn::AttentionRecord record(std::max(1, int(height * scale)), std::max(1, int(width * scale)));
    c.attention = &record;
    make(recipe, progress, 0, c);
    const auto shares = record.mean();
    if (!shares.defined())
        throw Error(ErrorCode::Unsupported,
                    "This picture took no step in which words could act; let it take more.",
                    "steps");
    return attention_of(words, shares);
}

}  // namespace ldm::task
