// SPDX-License-Identifier: MIT
#include "cli.h"
#include "progress_bar.h"

#include <cstdio>
#include <memory>

namespace sfumato::cli {

namespace {

// Options of every verb that makes pictures; what is not given comes from the recipe or the model.
struct GenerateOptions {
    std::string map, out, model = "landscape", size, sampler, spacing, dtype, device = "cpu",
                          previews, recipe, noise;
    std::uint64_t seed = 0;
    int steps = 0;
    int count = 1;
    double eta = -1.0, temperature = -1.0;
    bool seed_given = false;
};

void add_common(CLI::App& verb, GenerateOptions& o)
{
    verb.add_option("--model", o.model, "model id, or a model file")->capture_default_str();
    verb.add_option("--size", o.size, "WxH in pixels (default: the map's, or the model's own)");
    verb.add_option("--seed", o.seed, "the same seed gives the same picture")
        ->each([&o](const std::string&) { o.seed_given = true; });
    verb.add_option("--steps", o.steps, "denoising steps (default: the model's)");
    verb.add_option("--sampler", o.sampler, "ddim, plms, ddpm, dpmpp_2m, dpmpp_2m_sde or heun");
    verb.add_option("--spacing", o.spacing, "uniform or karras; dpmpp and heun only");
    verb.add_option("--eta", o.eta, "noise added back each step, 0 to 1; ddim only");
    verb.add_option("--temperature", o.temperature, "scales the noise added back");
    verb.add_option("--noise", o.noise,
                    "field: positions keep their noise; sequence: as published");
    verb.add_option("--count", o.count, "pictures, with seeds seed, seed+1, …")
        ->check(CLI::Range(1, 100000));
    verb.add_option("--device", o.device, "cpu")->check(CLI::IsMember({"cpu"}));
    verb.add_option("--dtype", o.dtype, "auto, fp32 or bf16; fp32 repeats exactly everywhere");
    verb.add_option("--previews", o.previews, "folder for a small picture of each step");
    verb.add_option("--recipe", o.recipe, "take everything from a PNG or JSON made before");
}

void apply_size(const std::string& text, ldm::Recipe& recipe)
{
    int width = 0, height = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2)
        throw CLI::ValidationError("--size", "needs the form WxH, for example 512x384");
    recipe.width = width;
    recipe.height = height;
}

ldm::Recipe make_recipe(const GenerateOptions& o, const CLI::App& verb, ldm::TaskKind task,
                        const ldm::Engine& engine)
{
    ldm::Recipe r;
    r.task = task;
    const bool from_file = !o.recipe.empty();
    if (from_file)
        r = ldm::load_recipe(o.recipe);
    if (!from_file || verb.count("--model"))
        r.model = o.model;
    const auto info = engine.model(r.model);
    if (!from_file) {
        r.width = info.native_width;
        r.height = info.native_height;
        r.steps = info.steps;
        r.eta = info.eta;
    }
    if (!o.map.empty()) {
        const auto file = ldm::load_label_map(o.map, info.labels);
        if (file.unknown_pixels > 0)
            std::fprintf(stderr,
                         "%s: %zu pixels in %zu colours that are no label's were given the "
                         "nearest label.\n",
                         o.map.c_str(), file.unknown_pixels, file.unknown_colours.size());
        r.map = std::make_shared<const ldm::LabelMap>(file.map);
        r.width = file.map.width;
        r.height = file.map.height;
    }
    if (!o.size.empty())
        apply_size(o.size, r);
    if (o.seed_given)
        r.seed = o.seed;
    if (o.steps != 0)
        r.steps = o.steps;
    if (o.eta >= 0.0)
        r.eta = o.eta;
    if (!o.sampler.empty())
        r.sampler = ldm::sampler_from_name(o.sampler);
    if (!o.spacing.empty())
        r.spacing = ldm::spacing_from_name(o.spacing);
    if (o.temperature >= 0.0)
        r.temperature = o.temperature;
    if (!o.noise.empty())
        r.noise = ldm::noise_from_name(o.noise);
    if (!o.dtype.empty())
        r.dtype = ldm::dtype_from_name(o.dtype);
    return r;
}

// OUT.png for one picture; OUT-SEED.png for several, or files in OUT if it is a folder.
std::filesystem::path name_for(const std::string& out, std::uint64_t seed, int count)
{
    const std::filesystem::path path(out);
    const auto number = std::to_string(seed);
    if (std::filesystem::is_directory(path))
        return path / ("picture-" + number + ".png");
    if (count == 1)
        return path;
    return path.parent_path() / (path.stem().string() + "-" + number + path.extension().string());
}

int run(const GenerateOptions& o, const CLI::App& verb, ldm::TaskKind task, const Context& context)
{
    ldm::Engine engine(context.engine_options());
    auto recipe = make_recipe(o, verb, task, engine);
    const auto first = recipe.seed;
    for (int i = 0; i < o.count; ++i) {
        recipe.seed = first + std::uint64_t(i);
        ldm::Picture picture;
        {
            ProgressBar bar(context.json, o.previews);
            picture = engine.run(recipe, bar);
        }
        const auto file = name_for(o.out, recipe.seed, o.count);
        ldm::save_picture(picture, file);
        if (context.json)
            std::printf("{\"file\": \"%s\", \"seed\": %llu, \"seconds\": %.3f}\n", file.c_str(),
                        static_cast<unsigned long long>(recipe.seed), picture.timings.total);
        else
            std::printf("%s  (%.2f s: load %.2f, sample %.2f, decode %.2f)\n", file.c_str(),
                        picture.timings.total, picture.timings.load, picture.timings.sample,
                        picture.timings.decode);
    }
    return 0;
}

}  // namespace

void add_generate_verbs(CLI::App& app, Context& context)
{
    const auto semantic = std::make_shared<GenerateOptions>();
    auto* verb = app.add_subcommand("semantic", "a semantic map becomes a landscape");
    verb->add_option("--map", semantic->map, "PNG of label colours or indices");
    verb->add_option("--out", semantic->out, "PNG to write, or a folder")->required();
    add_common(*verb, *semantic);
    verb->callback([semantic, verb, &context] {
        if (semantic->map.empty() && semantic->recipe.empty())
            throw CLI::RequiredError("--map");
        context.action = [semantic, verb, &context] {
            return run(*semantic, *verb, ldm::TaskKind::Semantic, context);
        };
    });

    const auto sample = std::make_shared<GenerateOptions>();
    auto* free = app.add_subcommand("sample", "pictures of nothing in particular");
    free->add_option("--out", sample->out, "folder to write to")->required();
    add_common(*free, *sample);
    free->callback([sample, free, &context] {
        context.action = [sample, free, &context] {
            std::filesystem::create_directories(sample->out);
            return run(*sample, *free, ldm::TaskKind::Unconditional, context);
        };
    });
}

}  // namespace sfumato::cli
