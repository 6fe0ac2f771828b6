// SPDX-License-Identifier: MIT
#pragma once

#include "job/generator.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace sfumato::test {

/// Makes pictures of one colour that depends on the recipe, step by step, without any model.
/// Counts the steps that were run; runs as many as the recipe says.
class FakeGenerator : public Generator {
public:
    std::vector<ldm::ModelInfo> models() override
    {
        ldm::ModelInfo info;
        info.id = "fake";
        info.title = "Fake";
        info.tasks = {ldm::TaskKind::Semantic};
        info.labels = {{"sky", {112, 176, 232}}, {"grass", {104, 176, 60}}, {"sea", {24, 84, 150}}};
        info.steps = 6;
        return {info};
    }

    std::vector<ldm::DeviceInfo> devices() override { return {{"cpu", "Test", 1, 0, false}}; }
    void load(const std::string&, ldm::DType) override {}
    double forecast(const ldm::Recipe&) override { return 0.0; }

    ldm::Picture run(const ldm::Recipe& recipe, ldm::Observer& observer) override
    {
        for (int step = 1; step <= recipe.steps; ++step) {
            while (held)
                std::this_thread::yield();
            std::this_thread::sleep_for(std::chrono::milliseconds(delay));
            ++steps;
            ldm::StepEvent event;
            event.step = step;
            event.total = recipe.steps;
            event.preview = std::make_shared<ldm::Image>(
                ldm::Image{2, 2, 3, std::vector<std::uint8_t>(12, std::uint8_t(step * 10))});
            if (observer.on_step(event) == ldm::Verdict::Cancel)
                throw ldm::Cancelled{};
        }
        if (fail)
            throw ldm::Error(ldm::ErrorCode::OutOfMemory, "There is not enough memory.");
        ldm::Picture picture;
        picture.recipe = recipe;
        const auto shade = std::uint8_t(recipe.seed * 37 + recipe.map->labels.front());
        picture.image = {
            recipe.width, recipe.height, 3,
            std::vector<std::uint8_t>(size_t(recipe.width) * recipe.height * 3, shade)};
        picture.timings.total = 0.1;
        return picture;
    }

    /// As run, with fewer steps.
    ldm::Picture sketch(const ldm::Recipe& recipe, int count, ldm::Observer& observer) override
    {
        auto shorter = recipe;
        shorter.steps = count;
        auto picture = run(shorter, observer);
        picture.recipe = recipe;
        return picture;
    }

    /// The negative.
    ldm::Image roundTrip(const std::string&, const ldm::Image& image, ldm::Observer&) override
    {
        if (fail)
            throw ldm::Error(ldm::ErrorCode::OutOfMemory, "There is not enough memory.");
        auto out = image;
        for (auto& value : out.pixels)
            value = std::uint8_t(255 - value);
        return out;
    }

    /// One word a box, each everywhere.
    ldm::Attention attention(const ldm::Recipe& recipe, ldm::Observer&) override
    {
        if (recipe.boxes.empty())
            throw ldm::Error(ldm::ErrorCode::Unsupported, "There is nothing to look at.");
        ldm::Attention attention;
        for (const auto& box : recipe.boxes) {
            attention.words.push_back("box " + std::to_string(box.label));
            attention.maps.push_back({4, 4, 1, std::vector<std::uint8_t>(16, 255)});
            attention.strength.push_back(1.0);
        }
        return attention;
    }

    std::uintmax_t modelBytes() override { return loaded ? 1000 : 0; }
    void unload() override { loaded = false; }

    static inline std::atomic<int> steps{0};
    static inline std::atomic<bool> held{false};  ///< waits before each step while set
    static inline std::atomic<bool> fail{false};
    static inline std::atomic<bool> loaded{true};
    static inline std::atomic<int> delay{0};  ///< milliseconds a step
};

}  // namespace sfumato::test
