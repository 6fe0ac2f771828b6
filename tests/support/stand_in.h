// SPDX-License-Identifier: MIT
#pragma once

#include "support/fake_generator.h"

#include <ldm/error.h>

#include <optional>

namespace sfumato::test {

/// Stands in for an engine with a model for every mode. Pictures are of one colour; enlarged ones
/// are the photo, pixel by pixel. Fails as it is told to.
class StandIn : public FakeGenerator {
public:
    std::vector<ldm::ModelInfo> models() override
    {
        const std::vector<ldm::LabelInfo> labels{{"sky", {112, 176, 232}},
                                                 {"grass", {104, 176, 60}},
                                                 {"sea", {24, 84, 150}},
                                                 {"tree", {26, 92, 48}}};
        std::vector<ldm::ModelInfo> all;
        for (const auto task :
             {ldm::TaskKind::Semantic, ldm::TaskKind::Layout, ldm::TaskKind::Inpaint,
              ldm::TaskKind::Upscale, ldm::TaskKind::Text, ldm::TaskKind::Class}) {
            ldm::ModelInfo info;
            info.id = info.title = ldm::name_of(task);
            info.tasks = {task};
            info.steps = 6;
            if (task == ldm::TaskKind::Semantic || task == ldm::TaskKind::Layout)
                info.labels = labels;
            if (task == ldm::TaskKind::Class)
                info.classes = labels;
            if (!none)
                all.push_back(info);
        }
        return all;
    }

    ldm::Picture run(const ldm::Recipe& recipe, ldm::Observer& observer) override
    {
        if (failure && (!once || !failed)) {
            failed = true;
            throw *failure;
        }
        for (int step = 1; step <= recipe.steps; ++step) {
            while (held)
                std::this_thread::yield();
            ldm::StepEvent event;
            event.step = step;
            event.total = recipe.steps;
            if (observer.on_step(event) == ldm::Verdict::Cancel)
                throw ldm::Cancelled{};
        }
        ldm::Picture picture;
        picture.recipe = recipe;
        picture.timings.total = 0.1;
        picture.timings.sample = 0.1;
        picture.image = imageOf(recipe);
        picture.recipe.width = picture.image.width;
        picture.recipe.height = picture.image.height;
        return picture;
    }

    /// What every run ends with; `once`: the first only.
    static inline std::optional<ldm::Error> failure;
    static inline bool once = false;
    static inline std::atomic<bool> failed{false};
    static inline bool none = false;  ///< no model is installed

private:
    static ldm::Image imageOf(const ldm::Recipe& recipe)
    {
        if (!recipe.image)
            return {recipe.width, recipe.height, 3,
                    std::vector<std::uint8_t>(size_t(recipe.width) * size_t(recipe.height) * 3,
                                              std::uint8_t(90 + recipe.seed))};
        const auto& from = *recipe.image;
        const int factor = recipe.task == ldm::TaskKind::Upscale ? recipe.scale : 1;
        ldm::Image out{from.width * factor, from.height * factor, from.channels, {}};
        for (int y = 0; y < out.height; ++y)
            for (int x = 0; x < out.width; ++x) {
                const auto at = size_t(y / factor) * size_t(from.width) + size_t(x / factor);
                for (int c = 0; c < from.channels; ++c)
                    out.pixels.push_back(recipe.mask && recipe.mask->pixels[at] >= 128
                                             ? std::uint8_t(200)
                                             : from.pixels[at * size_t(from.channels) + size_t(c)]);
            }
        return out;
    }
};

}  // namespace sfumato::test
