// SPDX-License-Identifier: MIT
#include "ldm/world_data.h"

#include "data/world/labels.h"
#include "data/world/materials.h"
#include "data/world/scene.h"
#include "data/world/world.h"
#include "io/atomic_file.h"
#include "io/image_file.h"
#include "ldm/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <mutex>
#include <thread>

namespace ldm {

namespace {

namespace fs = std::filesystem;

std::vector<Rgb> palette()
{
    std::vector<Rgb> colours;
    for (const auto& label : world::labels())
        colours.push_back(label.rgb);
    return colours;
}

void write_text(const fs::path& file, const std::string& text)
{
    AtomicFile out(file);
    out.write(text);
    out.commit();
}

template <typename Name>
int number_of(const std::string& wanted, int count, Name name, const char* option)
{
    std::string known;
    for (int i = 0; i < count; ++i) {
        if (wanted == name(i))
            return i;
        known += (i == 0 ? "" : ", ") + std::string(name(i));
    }
    if (wanted.empty())
        return -1;
    throw Error(ErrorCode::BadArgument,
                "There is no '" + wanted + "' in the world; choose one of " + known + ".", option);
}

void write_one(const WorldExport& options, const world::WorldOptions& look, std::uint64_t seed)
{
    const auto picture = world::render(seed, look);
    char name[32];
    std::snprintf(name, sizeof name, "%08llu", static_cast<unsigned long long>(seed));
    const auto base = options.folder / name;
    write_png(base.string() + ".png", {picture.width, picture.height, 3, picture.rgb});
    write_index_png(base.string() + "_map.png", {picture.width, picture.height, picture.labels},
                    palette());
    auto objects = nlohmann::ordered_json::array();
    for (const auto& o : picture.objects)
        objects.push_back({{"label", o.label}, {"x", o.x}, {"y", o.y}, {"w", o.w}, {"h", o.h}});
    const nlohmann::ordered_json facts{
        {"seed", seed},         {"caption", picture.caption}, {"class", picture.class_id},
        {"kind", picture.kind}, {"light", picture.light},     {"objects", objects}};
    write_text(base.string() + ".json", facts.dump(1) + "\n");
}

void write_labels(const fs::path& folder)
{
    auto list = nlohmann::ordered_json::array();
    for (const auto& label : world::labels())
        list.push_back({{"name", label.name}, {"rgb", label.rgb}});
    write_text(folder / "labels.json", list.dump(1) + "\n");
}

}  // namespace

double write_world(const WorldExport& options, const std::function<bool(int)>& progress)
{
    std::error_code problem;
    fs::create_directories(options.folder, problem);
    if (problem)
        throw Error(
            ErrorCode::File,
            "The folder " + options.folder.string() + " cannot be made: " + problem.message() + ".",
            options.folder.string());
    write_labels(options.folder);
    const auto materials =
        options.materials.empty() ? nullptr : world::shared_materials(options.materials);
    const world::WorldOptions look{
        options.size, options.supersample, materials.get(),
        number_of(
            options.kind, world::kKinds, [](int i) { return world::name_of(world::Kind(i)); },
            "kind"),
        number_of(
            options.light, world::kLights, [](int i) { return world::name_of(world::Light(i)); },
            "light")};
    const auto start = std::chrono::steady_clock::now();
    std::atomic<int> next{0}, done{0};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&] {
        try {
            for (int i = next++; i < options.count; i = next++) {
                write_one(options, look, options.seed + std::uint64_t(i));
                const std::lock_guard lock(mutex);
                if (!progress(++done))
                    next = options.count;
            }
        } catch (...) {
            const std::lock_guard lock(mutex);
            failure = std::current_exception();
            next = options.count;
        }
    };
    const auto processors = int(std::max(1u, std::thread::hardware_concurrency()));
    std::vector<std::thread> threads;
    for (int i = 0; i < (options.threads > 0 ? options.threads : processors); ++i)
        threads.emplace_back(work);
    for (auto& thread : threads)
        thread.join();
    if (failure)
        std::rethrow_exception(failure);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    return done / std::max(1e-9, seconds.count());
}

}  // namespace ldm
