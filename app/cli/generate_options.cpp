// SPDX-License-Identifier: MIT
#include "generate_options.h"

#include "ldm/error.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace sfumato::cli {

namespace {

void apply_size(const std::string& text, ldm::Recipe& recipe)
{
    int width = 0, height = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2)
        throw CLI::ValidationError("--size", "needs the form WxH, for example 512x384");
    recipe.width = width;
    recipe.height = height;
}

ldm::SeedShare share_from(const std::string& text)
{
    ldm::SeedShare share;
    unsigned long long seed = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%llu:%lf%c", &seed, &share.weight, &rest) != 2 ||
        !(share.weight >= 0.0 && share.weight <= 1.0))
        throw CLI::ValidationError("--blend",
                                   "needs the form SEED:WEIGHT with a weight of 0 to 1, as 7:0.3");
    share.seed = seed;
    return share;
}

// How the noise is put together, and what the picture goes on from.
void apply_noise(const GenerateOptions& o, ldm::Recipe& r)
{
    for (const auto& text : o.blend)
        r.blend.push_back(share_from(text));
    char rest = 0;
    if (!o.noise_offset.empty() &&
        std::sscanf(o.noise_offset.c_str(), "%d,%d%c", &r.noise_x, &r.noise_y, &rest) != 2)
        throw CLI::ValidationError("--noise-offset", "needs the form X,Y in pixels, as -64,0");
    if (o.origin.empty()) {
        if (!o.renew.empty() || o.origin_step != 0)
            throw CLI::ValidationError("--origin", "is needed by --origin-step and --renew");
        return;
    }
    auto origin = std::make_shared<ldm::Origin>();
    origin->recipe = std::make_shared<const ldm::Recipe>(ldm::load_recipe(o.origin));
    origin->step = o.origin_step;
    if (!o.renew.empty())
        origin->renewed = std::make_shared<const ldm::Image>(ldm::load_mask(o.renew));
    r.origin = std::move(origin);
}

void apply_map(const std::string& file, const ldm::ModelInfo& info, ldm::Recipe& r)
{
    const auto read = ldm::load_label_map(file, info.labels);
    if (read.unknown_pixels > 0)
        std::fprintf(stderr,
                     "%s: %zu pixels in %zu colours that are no label's were given the nearest "
                     "label.\n",
                     file.c_str(), read.unknown_pixels, read.unknown_colours.size());
    r.map = std::make_shared<const ldm::LabelMap>(read.map);
    r.width = read.map.width;
    r.height = read.map.height;
}

std::vector<float> read_embedding(const std::string& file)
{
    std::ifstream in(file);
    std::vector<float> values{std::istream_iterator<float>(in), {}};
    if (values.empty() || !in.eof())
        throw ldm::Error(
            ldm::ErrorCode::BadArgument,
            "The embedding " + file + " is no list of numbers with white space between them.",
            file);
    return values;
}

void apply_inputs(const GenerateOptions& o, const ldm::ModelInfo& info, ldm::Recipe& r)
{
    if (!o.map.empty())
        apply_map(o.map, info, r);
    if (!o.boxes.empty())
        r.boxes = read_boxes(o.boxes, info.labels);
    if (!o.image.empty()) {
        r.image = std::make_shared<const ldm::Image>(ldm::load_image(o.image));
        if (r.task != ldm::TaskKind::Text) {
            r.width = r.image->width;
            r.height = r.image->height;
        }
    }
    if (!o.mask.empty())
        r.mask = std::make_shared<const ldm::Image>(ldm::load_mask(o.mask));
    if (!o.class_name.empty())
        r.class_id = label_index(o.class_name, info.classes);
    if (!o.embedding.empty())
        r.embedding = read_embedding(o.embedding);
    if (!o.prompt.empty())
        r.prompt = o.prompt;
    if (!o.negative.empty())
        r.negative_prompt = o.negative;
}

void apply_settings(const GenerateOptions& o, ldm::Recipe& r)
{
    const auto number = [](double given, double& value) {
        if (given >= 0.0)
            value = given;
    };
    number(o.eta, r.eta);
    number(o.temperature, r.temperature);
    number(o.guidance, r.guidance);
    number(o.guidance_rescale, r.guidance_rescale);
    number(o.strength, r.strength);
    if (!o.size.empty())
        apply_size(o.size, r);
    if (o.seed_given)
        r.seed = o.seed;
    if (o.steps != 0)
        r.steps = o.steps;
    if (o.scale != 0)
        r.scale = o.scale;
    if (o.feather >= 0)
        r.feather = o.feather;
    if (!o.sampler.empty())
        r.sampler = ldm::sampler_from_name(o.sampler);
    if (!o.spacing.empty())
        r.spacing = ldm::spacing_from_name(o.spacing);
    if (!o.noise.empty())
        r.noise = ldm::noise_from_name(o.noise);
    if (!o.dtype.empty())
        r.dtype = ldm::dtype_from_name(o.dtype);
    r.reference_rounding = r.reference_rounding || o.reference_rounding;
    apply_noise(o, r);
}

// The only usable model of the task, or the first of several.
std::string model_for(ldm::TaskKind task, const ldm::Engine& engine)
{
    for (const auto& m : engine.models())
        if (m.problem.empty() && std::find(m.tasks.begin(), m.tasks.end(), task) != m.tasks.end())
            return m.id;
    throw ldm::Error(ldm::ErrorCode::BadArgument,
                     "No installed model can do '" + std::string(ldm::name_of(task)) +
                         "'; name one with --model, or a folder of models with --model-dir.",
                     "model");
}

}  // namespace

void add_common_options(CLI::App& verb, GenerateOptions& o)
{
    verb.add_option("--model", o.model, "model id, or a model file (default: the first that fits)");
    verb.add_option("--seed", o.seed, "the same seed gives the same picture")
        ->each([&o](const std::string&) { o.seed_given = true; });
    verb.add_option("--steps", o.steps, "denoising steps (default: the model's)");
    verb.add_option("--sampler", o.sampler,
                    "ddim, plms, ddpm, dpmpp_2m, dpmpp_2m_sde, heun or unipc");
    verb.add_option("--spacing", o.spacing,
                    "uniform; karras for dpmpp, heun and unipc; trailing for ddim");
    verb.add_option("--eta", o.eta, "noise added back each step, 0 to 1; ddim only");
    verb.add_option("--temperature", o.temperature, "scales the noise added back");
    verb.add_option("--noise", o.noise,
                    "field: positions keep their noise; sequence: as published");
    verb.add_option("--count", o.count, "pictures, with seeds seed, seed+1, …")
        ->check(CLI::Range(1, 100000));
    verb.add_option("--dtype", o.dtype, "auto, fp32, bf16 or fp16 (GPUs); fp32 repeats best");
    verb.add_option("--previews", o.previews, "folder for a small picture of each step");
    verb.add_option("--film", o.film, "animated WebP of the picture forming");
    verb.add_option("--recipe", o.recipe, "take everything from a PNG or JSON made before");
    verb.add_option("--origin", o.origin,
                    "picture to go on from; what is not given is as it was there");
    verb.add_option("--origin-step", o.origin_step, "steps of it that are kept")
        ->check(CLI::Range(0, 1000));
    verb.add_option("--renew", o.renew,
                    "mask: white = made anew, elsewhere the origin stays as it is");
    verb.add_option("--blend", o.blend,
                    "SEED:WEIGHT, that seed's noise mixed in, 0 to 1; may be given again")
        ->allow_extra_args(false);
    verb.add_option("--noise-offset", o.noise_offset,
                    "X,Y in pixels: where the picture lies in the field of noise");
    verb.add_option("--batch", o.batch, "run every recipe of a .jsonl file, one a line");
    verb.add_option("--shard", o.shard, "i/n: of the batch or count take every n-th from the i-th");
    verb.add_flag("--reference-rounding", o.reference_rounding,
                  "cut off to whole grey levels, as the published scripts do");
}

int label_index(const std::string& name, const std::vector<ldm::LabelInfo>& labels)
{
    int index = -1;
    const auto* end = name.data() + name.size();
    if (std::from_chars(name.data(), end, index).ptr == end && !name.empty())
        return index;
    const auto lower = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return char(std::tolower(c)); });
        return text;
    };
    const auto wanted = lower(name);
    std::string near;
    for (size_t i = 0; i < labels.size(); ++i) {
        const auto label = lower(labels[i].name);
        if (label == wanted)
            return int(i);
        if (label.find(wanted) != std::string::npos && near.size() < 200)
            near += (near.empty() ? "" : ", ") + labels[i].name;
    }
    throw ldm::Error(
        ldm::ErrorCode::BadArgument,
        "The model knows no '" + name + "'" + (near.empty() ? "." : "; it knows: " + near + "."),
        name);
}

ldm::Recipe make_recipe(const GenerateOptions& o, const CLI::App& verb, ldm::TaskKind task,
                        const ldm::Engine& engine)
{
    ldm::Recipe r;
    r.task = task;
    const auto& file = o.recipe.empty() ? o.origin : o.recipe;
    const bool from_file = !file.empty();
    if (from_file)
        r = ldm::load_recipe(file);
    if (o.recipe.empty())
        r.origin = nullptr;  // the origin's own
    if (r.task != task)
        throw ldm::Error(ldm::ErrorCode::BadArgument,
                         file + " is a recipe for '" + ldm::name_of(r.task) + "'; use that verb.",
                         file);
    if (verb.count("--model") && r.model != o.model) {
        r.model = o.model;
        r.model_hash.clear();  // it was the other's
    } else if (!from_file)
        r.model = model_for(task, engine);
    const auto info = engine.model(r.model);
    if (!from_file) {
        r.width = info.native_width;
        r.height = info.native_height;
        r.steps = info.steps;
        r.sampler = info.sampler;
        r.spacing = info.spacing;
        r.eta = info.eta;
        r.guidance = info.guidance;
    }
    apply_inputs(o, info, r);
    apply_settings(o, r);
    return r;
}

}  // namespace sfumato::cli
