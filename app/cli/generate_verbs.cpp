// SPDX-License-Identifier: MIT
#include "generate_options.h"
#include "progress_bar.h"

#include "ldm/error.h"
#include "ldm/film.h"
#include "ldm/photo.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace sfumato::cli {

namespace {

namespace fs = std::filesystem;
using Origin = std::shared_ptr<const ldm::PhotoOrigin>;

// Which part of the pictures this process makes.
struct Shard {
    int index = 0, count = 1;
    bool takes(std::size_t i) const { return int(i % std::size_t(count)) == index; }
};

Shard shard_from(const std::string& text)
{
    Shard shard;
    char rest = 0;
    if (!text.empty() &&
        (std::sscanf(text.c_str(), "%d/%d%c", &shard.index, &shard.count, &rest) != 2 ||
         shard.count < 1 || shard.index < 0 || shard.index >= shard.count))
        throw CLI::ValidationError("--shard", "needs the form i/n with 0 <= i < n, as 0/4");
    return shard;
}

std::vector<ldm::Recipe> read_batch(const std::string& file)
{
    std::ifstream in(file);
    if (!in)
        throw ldm::Error(ldm::ErrorCode::File, "The batch " + file + " cannot be read.", file);
    std::vector<ldm::Recipe> recipes;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        try {
            recipes.push_back(ldm::recipe_from_json(line));
        } catch (const ldm::Error& e) {
            throw ldm::Error(e.code(), file + ", line " + std::to_string(number) + ": " + e.what(),
                             file);
        }
    }
    return recipes;
}

// OUT.png for one picture; OUT-SEED.png for several, or files in OUT if it is a folder.
fs::path name_for(const std::string& out, std::uint64_t seed, bool several)
{
    const fs::path path(out);
    const auto number = std::to_string(seed);
    if (fs::is_directory(path))
        return path / ("picture-" + number + ".png");
    if (!several)
        return path;
    return path.parent_path() / (path.stem().string() + "-" + number + path.extension().string());
}

// As the file's ending says; a name without one gets a PNG.
void save(const ldm::Picture& picture, const fs::path& file, const Origin& origin)
{
    if (ldm::is_picture_name(file))
        ldm::save_picture(picture, file, {.origin = origin});
    else
        ldm::save_picture(picture, file);
}

// What the photo at hand carries.
Origin origin_of(const GenerateOptions& o)
{
    return o.image.empty() ? nullptr : ldm::load_photo(o.image).origin;
}

void make(ldm::Engine& engine, const ldm::Recipe& recipe, const fs::path& file,
          const fs::path& film, const GenerateOptions& o, const Origin& origin,
          const Context& context)
{
    ldm::Picture picture;
    ProgressBar::Frames frames;
    {
        ProgressBar bar(context.json, o.previews, film.empty() ? nullptr : &frames);
        picture = engine.run(recipe, bar);
    }
    save(picture, file, origin);
    if (!film.empty())
        ldm::write_film(film, frames, picture.image);
    for (const auto& note : picture.notes)
        std::fprintf(stderr, "%s\n", note.c_str());
    if (context.json)
        std::printf("%s\n", nlohmann::ordered_json{{"file", file.string()},
                                                   {"seed", recipe.seed},
                                                   {"width", picture.image.width},
                                                   {"height", picture.image.height},
                                                   {"seconds", picture.timings.total},
                                                   {"notes", picture.notes}}
                                .dump()
                                .c_str());
    else
        std::printf("%s  (%.2f s: load %.2f, sample %.2f, decode %.2f)\n", file.c_str(),
                    picture.timings.total, picture.timings.load, picture.timings.sample,
                    picture.timings.decode);
}

int run_batch(const GenerateOptions& o, const Context& context)
{
    if (!o.film.empty())
        throw CLI::ValidationError("--film", "is for one recipe, not for a --batch of them");
    const auto shard = shard_from(o.shard);
    const auto recipes = read_batch(o.batch);
    fs::create_directories(o.out);
    ldm::Engine engine(context.engine_options());
    for (std::size_t i = 0; i < recipes.size(); ++i) {
        char name[32];
        std::snprintf(name, sizeof name, "%06zu.png", i);
        if (shard.takes(i))
            make(engine, recipes[i], fs::path(o.out) / name, {}, o, nullptr, context);
    }
    return 0;
}

int run(const GenerateOptions& o, const CLI::App& verb, ldm::TaskKind task, const Context& context)
{
    if (!o.batch.empty())
        return run_batch(o, context);
    const auto shard = shard_from(o.shard);
    ldm::Engine engine(context.engine_options());
    auto recipe = make_recipe(o, verb, task, engine);
    const auto origin = origin_of(o);
    const auto first = recipe.seed;
    for (int i = 0; i < o.count; ++i) {
        recipe.seed = first + std::uint64_t(i);
        const auto name = [&](const std::string& given) {
            return given.empty() ? fs::path() : name_for(given, recipe.seed, o.count > 1);
        };
        if (shard.takes(std::size_t(i)))
            make(engine, recipe, name(o.out), name(o.film), o, origin, context);
    }
    return 0;
}

// A verb with the options that all share; `required` ones may come from a recipe or batch instead.
template <typename AddOptions>
void add_verb(CLI::App& app, Context& context, ldm::TaskKind task, const char* name,
              const char* what, const std::vector<std::string>& required, AddOptions add_options)
{
    const auto options = std::make_shared<GenerateOptions>();
    auto* verb = app.add_subcommand(name, what);
    add_options(*verb, *options);
    const bool folder = task == ldm::TaskKind::Unconditional;
    verb->add_option(
            "--out", options->out,
            folder ? "folder to write to" : "PNG, JPEG, WebP or TIFF to write, or a folder")
        ->required();
    add_common_options(*verb, *options);
    verb->callback([options, verb, task, required, folder, &context] {
        if (options->recipe.empty() && options->batch.empty() && options->origin.empty())
            for (const auto& option : required)
                if (verb->count(option) == 0)
                    throw CLI::RequiredError(option);
        context.action = [options, verb, task, folder, &context] {
            if (folder)
                fs::create_directories(options->out);
            return run(*options, *verb, task, context);
        };
    });
}

void add_size(CLI::App& verb, GenerateOptions& o, const char* unsaid)
{
    verb.add_option("--size", o.size, "WxH in pixels (default: " + std::string(unsaid) + ")");
}

void add_guidance(CLI::App& verb, GenerateOptions& o)
{
    verb.add_option("--guidance", o.guidance, "how closely to follow; 1 = as it comes");
    verb.add_option("--guidance-rescale", o.guidance_rescale,
                    "share of the added contrast taken back, 0 to 1");
}

void add_picture_verbs(CLI::App& app, Context& context)
{
    using ldm::TaskKind;
    add_verb(app, context, TaskKind::Inpaint, "inpaint", "a hole in a picture is filled",
             {"--image", "--mask"}, [](CLI::App& verb, GenerateOptions& o) {
                 verb.add_option("--image", o.image, "picture to repair");
                 verb.add_option("--mask", o.mask, "picture of its size; white = to be filled");
                 verb.add_option("--feather", o.feather, "pixels over which new and old blend");
                 verb.add_option("--prompt", o.prompt, "for models that take words");
                 verb.add_option("--negative", o.negative, "words to lead away from");
                 add_guidance(verb, o);
             });
    add_verb(app, context, TaskKind::Upscale, "upscale", "a small picture becomes larger",
             {"image"}, [](CLI::App& verb, GenerateOptions& o) {
                 verb.add_option("image", o.image, "picture to enlarge");
                 verb.add_option("--scale", o.scale, "2, 4 or 8")->check(CLI::IsMember({2, 4, 8}));
             });
}

}  // namespace

void add_generate_verbs(CLI::App& app, Context& context)
{
    using ldm::TaskKind;
    add_verb(app, context, TaskKind::Semantic, "semantic", "a semantic map becomes a landscape",
             {"--map"}, [](CLI::App& verb, GenerateOptions& o) {
                 verb.add_option("--map", o.map, "PNG of label colours or indices");
                 add_guidance(verb, o);
                 add_size(verb, o, "the map's");
             });
    add_verb(app, context, TaskKind::Layout, "layout", "labelled boxes become a scene", {"--boxes"},
             [](CLI::App& verb, GenerateOptions& o) {
                 verb.add_option("--boxes", o.boxes,
                                 "JSON list of {\"label\": name, \"box\": [x, y, width, height]}");
                 verb.add_option("--prompt", o.prompt, "for models that take words, too");
                 verb.add_option("--negative", o.negative, "words to lead away from");
                 add_guidance(verb, o);
                 add_size(verb, o, "the model's");
             });
    add_picture_verbs(app, context);
    add_verb(app, context, TaskKind::Text, "text", "words become a picture", {"prompt"},
             [](CLI::App& verb, GenerateOptions& o) {
                 verb.add_option("prompt", o.prompt, "what is to be seen");
                 verb.add_option("--negative", o.negative, "words to lead away from");
                 verb.add_option("--image", o.image, "picture to start from");
                 verb.add_option("--strength", o.strength, "how far to leave that picture, 0 to 1");
                 add_guidance(verb, o);
                 add_size(verb, o, "the model's");
             });
    add_verb(app, context, TaskKind::Class, "class", "a picture of a class", {"class"},
             [](CLI::App& verb, GenerateOptions& o) {
                 verb.add_option("class", o.class_name, "name or number of the class");
                 add_guidance(verb, o);
                 add_size(verb, o, "the model's");
             });
    add_verb(app, context, TaskKind::Unconditional, "sample", "pictures of nothing in particular",
             {}, [](CLI::App& verb, GenerateOptions& o) {
                 verb.add_option("--embedding", o.embedding,
                                 "numbers of CLIP embeddings, for models that take them");
                 add_guidance(verb, o);
                 add_size(verb, o, "the model's");
             });
}

}  // namespace sfumato::cli
