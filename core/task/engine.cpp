// SPDX-License-Identifier: MIT
#include "ldm/engine.h"

#include "io/image_file.h"
#include "io/picture_writer.h"
#include "ldm/error.h"
#include "ldm/model_hash.h"
#include "ldm/photo.h"
#include "model/library.h"
#include "runtime/device.h"
#include "runtime/hash.h"
#include "runtime/memory_policy.h"
#include "task/round_trip.h"
#include "task/run_chain.h"

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <new>

namespace ldm {

namespace {

// What LibTorch throws becomes an Error; everything of ours passes.
template <typename Work>
auto translated(Work work)
{
    try {
        return work();
    } catch (const c10::OutOfMemoryError&) {
        throw Error(ErrorCode::OutOfMemory,
                    "The GPU has not enough memory for this, not even in small parts; choose a "
                    "smaller picture, close other programs, or use the processor (--device cpu).");
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory,
                    "There is not enough memory for a picture of this size; choose a smaller one.");
    } catch (const c10::Error& e) {
        const std::string text = e.what_without_backtrace();
        if (text.find("DefaultCPUAllocator") != std::string::npos)
            throw Error(ErrorCode::OutOfMemory,
                        "There is not enough memory for a picture of this size; choose a smaller "
                        "one.");
        if (text.find("CUDA error") != std::string::npos)
            throw Error(ErrorCode::DeviceLost,
                        "The graphics card stopped answering; nothing of your work is lost. Try it "
                        "again, or restart the program.",
                        text);
        throw Error(ErrorCode::Internal, "The computation failed: " + text);
    }
}

}  // namespace

struct Engine::Impl {
    explicit Impl(EngineOptions given) : options(std::move(given))
    {
        keep_freed_memory();
        device = resolve_device(options.device);
        set_compute_threads(options.threads);
        const auto all = list_devices();
        const auto& used = device.is_cuda() ? all.at(1 + size_t(device.index())) : all.front();
        if (options.memory_budget == 0)
            options.memory_budget = used.memory / 2;
        chain = std::make_unique<task::RunChain>(
            [this](const std::string& id, DType type) -> task::LoadedModel& {
                return ready(id, type);
            },
            task::Limits{options.memory_budget}, options.trajectory_budget);
    }

    task::LoadedModel& ready(std::string_view id, DType dtype)
    {
        const auto type = resolve_dtype(dtype, device);
        if (loaded && loaded->dtype == type && is_loaded(id))
            return *loaded;
        const auto start = task::Clock::now();
        const auto info = model::find_model(options.model_folders, id, options.resources / "zoo");
        loaded.reset();  // before the next one takes its place: one model's memory at a time
        loaded = task::load_model(info, type, options.resources / "vocabularies", device);
        written = time_of(info.weights);
        load_seconds += task::since(start);
        return *loaded;
    }

    // Asked before each run: without a look at the folders, but not past a file that was replaced.
    bool is_loaded(std::string_view id) const
    {
        const auto& info = loaded->info;
        return (info.id == id || info.weights == id) && written == time_of(info.weights);
    }

    static std::filesystem::file_time_type time_of(const std::filesystem::path& file)
    {
        std::error_code problem;
        return std::filesystem::last_write_time(file, problem);
    }

    // A run with its first report.
    template <typename Work>
    auto reported(int steps, Observer& observer, const Work& work)
    {
        return translated([&] {
            const c10::InferenceMode inference;
            StepEvent loading;
            loading.phase = Phase::Loading;
            loading.total = steps;
            if (observer.on_step(loading) == Verdict::Cancel)
                throw Cancelled{};
            load_seconds = 0.0;
            return work();
        });
    }

    EngineOptions options;
    c10::Device device = c10::kCPU;
    std::unique_ptr<task::LoadedModel> loaded;
    double load_seconds = 0.0;  ///< spent in loading since the last run began
    std::unique_ptr<task::RunChain> chain;
    std::filesystem::file_time_type written;  ///< when the loaded weights were
};

Engine::Engine(EngineOptions options) : impl_(std::make_unique<Impl>(std::move(options)))
{
}
Engine::~Engine() = default;

std::vector<ModelInfo> Engine::models() const
{
    return model::scan_models(impl_->options.model_folders, impl_->options.resources / "zoo");
}

ModelInfo Engine::model(std::string_view id) const
{
    return model::find_model(impl_->options.model_folders, id, impl_->options.resources / "zoo");
}

std::vector<DeviceInfo> Engine::devices() const
{
    return list_devices();
}

void Engine::load(std::string_view id, DType dtype)
{
    translated([&] {
        const c10::InferenceMode inference;
        impl_->ready(id, dtype);
    });
}

Picture Engine::run(const Recipe& recipe, Observer& observer)
{
    const auto start = task::Clock::now();
    auto picture = impl_->reported(recipe.steps, observer,
                                   [&] { return impl_->chain->run(recipe, observer); });
    picture.timings.load = impl_->load_seconds;
    picture.timings.total = task::since(start);
    if (!recipe.model_hash.empty() && recipe.model_hash != picture.recipe.model_hash)
        picture.notes.insert(picture.notes.begin(),
                             "The recipe is of another version of the model '" + recipe.model +
                                 "' than is installed; the picture may look different.");
    return picture;
}

Picture Engine::sketch(const Recipe& recipe, int steps, Observer& observer)
{
    return impl_->reported(steps, observer,
                           [&] { return impl_->chain->sketch(recipe, steps, observer); });
}

Image Engine::round_trip(std::string_view id, const Image& image, Observer& observer)
{
    return impl_->reported(0, observer, [&] {
        return task::round_trip(image, impl_->ready(id, DType::Auto), observer,
                                impl_->options.memory_budget);
    });
}

Attention Engine::attention(const Recipe& recipe, Observer& observer)
{
    return impl_->reported(recipe.steps, observer,
                           [&] { return impl_->chain->attention(recipe, observer); });
}

std::uintmax_t Engine::model_bytes() const
{
    std::uintmax_t sum = 0;
    if (impl_->loaded)
        for (const auto& tensor : impl_->loaded->model->parameters())
            sum += tensor.nbytes();
    return sum;
}

void Engine::unload()
{
    impl_->chain->clear();
    impl_->loaded.reset();
    release_cached_memory(impl_->device);
}

double Engine::forecast(const Recipe& recipe) const
{
    const auto* model = impl_->loaded.get();
    if (!model || model->info.id != recipe.model || model->seconds_per_pixel_step <= 0.0)
        return 0.0;
    const double pixels = double(recipe.width) * recipe.height;
    const int steps = recipe.steps - (recipe.origin ? recipe.origin->step : 0);
    return pixels * (model->seconds_per_pixel_step * steps + model->seconds_per_pixel_decode);
}

std::vector<std::filesystem::path> default_model_folders(const std::filesystem::path& bundled)
{
    namespace fs = std::filesystem;
    std::vector<fs::path> folders{bundled};
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data)
        folders.emplace_back(fs::path(data) / "sfumato" / "models");
    else if (const char* home = std::getenv("HOME"); home && *home)
        folders.emplace_back(fs::path(home) / ".local" / "share" / "sfumato" / "models");
    return folders;
}

std::string model_hash(const std::filesystem::path& weights)
{
    return sha256_file(weights);
}

Image load_image(const std::filesystem::path& file)
{
    return load_photo(file).image;
}

Image load_mask(const std::filesystem::path& file)
{
    const auto image = read_image(file);
    Image mask{image.width, image.height, 1, {}};
    mask.pixels.reserve(image.pixels.size() / size_t(image.channels));
    for (size_t i = 0; i < image.pixels.size(); i += size_t(image.channels)) {
        const auto* p = image.pixels.data() + i;
        mask.pixels.push_back(std::uint8_t((299 * p[0] + 587 * p[1] + 114 * p[2] + 500) / 1000));
    }
    return mask;
}

void save_picture(const Picture& picture, const std::filesystem::path& file)
{
    write_png(file, picture.image, PngText{.text = to_json(picture.recipe)});
}

void save_picture(const Picture& picture, const std::filesystem::path& file,
                  const SaveOptions& options)
{
    const auto format = format_named(file);
    PictureContents contents;
    contents.pixels = file_pixels(picture.image, options.origin.get(),
                                  format == PictureFormat::Png || format == PictureFormat::Tiff);
    if (options.recipe)
        contents.recipe = to_json(picture.recipe);
    if (options.origin && options.camera_data) {
        contents.exif = options.origin->exif;
        contents.xmp = options.origin->xmp;
        set_exif_size(contents.exif, picture.image.width, picture.image.height);
    }
    contents.quality = std::clamp(options.quality, 1, 100);
    write_picture(file, contents);
}

void save_image(const Image& image, const std::filesystem::path& file)
{
    write_png(file, image);
}

std::optional<Recipe> find_recipe(const std::filesystem::path& file)
{
    if (file.extension() == ".json") {
        std::ifstream in(file, std::ios::binary);
        std::string text((std::istreambuf_iterator<char>(in)), {});
        if (!in.good() && !in.eof())
            throw Error(ErrorCode::File, "The file " + file.string() + " cannot be read.",
                        file.string());
        return recipe_from_json(text);
    }
    const auto text = read_picture_recipe(file);
    return text ? std::optional(recipe_from_json(*text)) : std::nullopt;
}

Recipe load_recipe(const std::filesystem::path& file)
{
    auto recipe = find_recipe(file);
    if (!recipe)
        throw Error(ErrorCode::BadArgument,
                    "The picture " + file.filename().string() +
                        " carries no recipe: it was not made by Sfumato, or another program "
                        "removed it.",
                    file.string());
    return *recipe;
}

}  // namespace ldm
