// SPDX-License-Identifier: MIT
#include "ldm/error.h"
#include "ldm/recipe.h"
#include "runtime/hash.h"
#include "task/limits.h"
#include "task/map_codec.h"

#include <nlohmann/json.hpp>

namespace ldm {

namespace {

using Json = nlohmann::ordered_json;
using Bytes = std::vector<std::uint8_t>;

Json recipe_to_json(const Recipe& recipe);
Recipe recipe_from_json(const Json& json, int origins);

// An input whose text would be longer is named by its checksum alone.
constexpr std::size_t kLongestText = std::size_t(32) << 20;

[[noreturn]] void bad_field(const char* field, const std::string& problem)
{
    throw Error(
        ErrorCode::BadArgument,
        "This recipe cannot be read: its field '" + std::string(field) + "' " + problem + ".",
        field);
}

template <typename T>
T get(const Json& json, const char* field, const T& fallback)
{
    const auto it = json.find(field);
    if (it == json.end() || it->is_null())
        return fallback;
    try {
        return it->template get<T>();
    } catch (const nlohmann::json::exception&) {
        bad_field(field, "has the wrong type");
    }
}

int integer(const Json& json, const char* field, int fallback, int low, int high)
{
    const auto it = json.find(field);
    if (it != json.end() && !it->is_number_integer())
        bad_field(field, "is not a whole number");
    const auto value = get<std::int64_t>(json, field, fallback);
    if (value < low || value > high)
        bad_field(field,
                  "must lie between " + std::to_string(low) + " and " + std::to_string(high));
    return int(value);
}

double real(const Json& json, const char* field, double fallback, double low, double high)
{
    const double value = get<double>(json, field, fallback);
    if (!(value >= low && value <= high))
        bad_field(field, "is out of range");
    return value;
}

std::string checksum(const Bytes& bytes)
{
    return sha256_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Json raster_to_json(int width, int height, const Bytes& bytes)
{
    Json json{{"width", width}, {"height", height}, {"sha256", checksum(bytes)}};
    if (auto text = task::pack_bytes(bytes); text.size() <= kLongestText)
        json["data"] = std::move(text);
    return json;
}

Bytes bytes_of(const Json& json, const char* field, std::size_t size)
{
    auto bytes = task::unpack_bytes(get<std::string>(json, "data", ""), size);
    const auto hash = get<std::string>(json, "sha256", "");
    if (!hash.empty() && hash != checksum(bytes))
        bad_field(field, "does not match its checksum");
    return bytes;
}

// Nothing if the text was too long to be stored.
template <typename Raster>
std::shared_ptr<Raster> raster_from_json(const Json& json, const char* field)
{
    if (!json.is_object())
        bad_field(field, "has the wrong type");
    if (!json.contains("data"))
        return nullptr;
    auto raster = std::make_shared<Raster>();
    raster->width = integer(json, "width", 0, 1, task::kMaxSide);
    raster->height = integer(json, "height", 0, 1, task::kMaxSide);
    return raster;
}

std::shared_ptr<const LabelMap> map_from_json(const Json& json)
{
    auto map = raster_from_json<LabelMap>(json, "map");
    if (map)
        map->labels = bytes_of(json, "map", std::size_t(map->width) * std::size_t(map->height));
    return map;
}

Json image_to_json(const Image& image)
{
    auto json = raster_to_json(image.width, image.height, image.pixels);
    json["channels"] = image.channels;
    return json;
}

std::shared_ptr<const Image> image_from_json(const Json& json, const char* field)
{
    auto image = raster_from_json<Image>(json, field);
    if (!image)
        return nullptr;
    image->channels = integer(json, "channels", 3, 1, 4);
    if (image->channels == 2)
        bad_field(field, "has two channels; there are 1, 3 and 4");
    const auto pixels = std::size_t(image->width) * std::size_t(image->height);
    image->pixels = bytes_of(json, field, pixels * std::size_t(image->channels));
    return image;
}

Json boxes_to_json(const std::vector<LabelledBox>& boxes)
{
    auto list = Json::array();
    for (const auto& b : boxes)
        list.push_back({{"label", b.label},
                        {"x", b.x},
                        {"y", b.y},
                        {"width", b.width},
                        {"height", b.height},
                        {"group", b.group},
                        {"occluded", b.occluded},
                        {"depiction", b.depiction},
                        {"inside", b.inside}});
    return list;
}

std::vector<LabelledBox> boxes_from_json(const Json& list)
{
    if (!list.is_array() || list.size() > 1000)
        bad_field("boxes", "is not a list of at most 1000 boxes");
    std::vector<LabelledBox> boxes;
    for (const auto& json : list) {
        if (!json.is_object())
            bad_field("boxes", "holds something that is not a box");
        LabelledBox b;
        b.label = integer(json, "label", 0, 0, 1 << 20);
        b.x = real(json, "x", 0.0, -1.0, 2.0);
        b.y = real(json, "y", 0.0, -1.0, 2.0);
        b.width = real(json, "width", 1.0, 0.0, 3.0);
        b.height = real(json, "height", 1.0, 0.0, 3.0);
        b.group = get(json, "group", false);
        b.occluded = get(json, "occluded", false);
        b.depiction = get(json, "depiction", false);
        b.inside = get(json, "inside", false);
        boxes.push_back(b);
    }
    return boxes;
}

// A mask has one channel and is never left out: without it another picture would come out.
std::shared_ptr<const Image> mask_from_json(const Json& json, const char* field)
{
    auto mask = image_from_json(json, field);
    if (!mask || mask->channels != 1)
        bad_field(field, "is no mask of one channel");
    return mask;
}

Json blend_to_json(const std::vector<SeedShare>& blend)
{
    auto list = Json::array();
    for (const auto& share : blend)
        list.push_back({{"seed", share.seed}, {"weight", share.weight}});
    return list;
}

Json reseeded_to_json(const std::vector<SeedPatch>& reseeded)
{
    auto list = Json::array();
    for (const auto& patch : reseeded)
        if (patch.where)
            list.push_back({{"seed", patch.seed}, {"where", image_to_json(*patch.where)}});
    return list;
}

const Json& list_of(const Json& json, const char* field)
{
    const auto& list = json[field];
    if (!list.is_array() || list.size() > Recipe::kMaxShares)
        bad_field(field,
                  "is not a list of at most " + std::to_string(Recipe::kMaxShares) + " seeds");
    for (const auto& entry : list)
        if (!entry.is_object())
            bad_field(field, "holds something that is not a seed");
    return list;
}

// How the noise is put together, and what the picture goes on from.
void add_noise(const Recipe& r, Json& json)
{
    if (!r.blend.empty())
        json["blend"] = blend_to_json(r.blend);
    if (!r.reseeded.empty())
        json["reseeded"] = reseeded_to_json(r.reseeded);
    if (r.noise_x != 0)
        json["noise_x"] = r.noise_x;
    if (r.noise_y != 0)
        json["noise_y"] = r.noise_y;
    if (!r.origin || !r.origin->recipe)
        return;
    Json origin{{"step", r.origin->step}, {"recipe", recipe_to_json(*r.origin->recipe)}};
    if (r.origin->renewed)
        origin["renewed"] = image_to_json(*r.origin->renewed);
    json["origin"] = std::move(origin);
}

void read_noise(const Json& json, int origins, Recipe& r)
{
    if (json.contains("blend"))
        for (const auto& entry : list_of(json, "blend"))
            r.blend.push_back(
                {get<std::uint64_t>(entry, "seed", 0), real(entry, "weight", 0.0, 0.0, 1.0)});
    if (json.contains("reseeded"))
        for (const auto& entry : list_of(json, "reseeded"))
            r.reseeded.push_back({get<std::uint64_t>(entry, "seed", 0),
                                  mask_from_json(entry.value("where", Json()), "reseeded")});
    constexpr int kFarthest = 1 << 30;
    r.noise_x = integer(json, "noise_x", 0, -kFarthest, kFarthest);
    r.noise_y = integer(json, "noise_y", 0, -kFarthest, kFarthest);
    if (!json.contains("origin"))
        return;
    const auto& given = json["origin"];
    if (!given.is_object() || !given.contains("recipe"))
        bad_field("origin", "is not a recipe to go on from");
    if (origins >= Recipe::kMaxOrigins)
        bad_field("origin",
                  "goes back over more than " + std::to_string(Recipe::kMaxOrigins) + " pictures");
    auto origin = std::make_shared<Origin>();
    origin->step = integer(given, "step", 0, 0, task::kMaxSteps);
    if (given.contains("renewed"))
        origin->renewed = mask_from_json(given["renewed"], "renewed");
    origin->recipe = std::make_shared<const Recipe>(recipe_from_json(given["recipe"], origins + 1));
    r.origin = std::move(origin);
}

// What only some tasks have is left out where it says nothing.
void add_inputs(const Recipe& r, Json& json)
{
    const Recipe plain;
    const auto add = [&](const char* field, const auto& value, const auto& unsaid) {
        if (value != unsaid)
            json[field] = value;
    };
    add("guidance", r.guidance, plain.guidance);
    add("guidance_rescale", r.guidance_rescale, plain.guidance_rescale);
    add("strength", r.strength, plain.strength);
    add("scale", r.scale, plain.scale);
    add("feather", r.feather, plain.feather);
    add("reference_rounding", r.reference_rounding, plain.reference_rounding);
    add("prompt", r.prompt, plain.prompt);
    add("negative_prompt", r.negative_prompt, plain.negative_prompt);
    add("class", r.class_id, plain.class_id);
    add("embedding", r.embedding, plain.embedding);
    if (!r.boxes.empty())
        json["boxes"] = boxes_to_json(r.boxes);
    if (r.map)
        json["map"] = raster_to_json(r.map->width, r.map->height, r.map->labels);
    if (r.image)
        json["image"] = image_to_json(*r.image);
    if (r.mask)
        json["mask"] = image_to_json(*r.mask);
}

void read_inputs(const Json& json, Recipe& r)
{
    r.guidance = real(json, "guidance", r.guidance, 0.0, 100.0);
    r.guidance_rescale = real(json, "guidance_rescale", r.guidance_rescale, 0.0, 1.0);
    r.strength = real(json, "strength", r.strength, 0.0, 1.0);
    r.scale = integer(json, "scale", r.scale, 2, 8);
    r.feather = integer(json, "feather", r.feather, 0, 1024);
    r.reference_rounding = get(json, "reference_rounding", r.reference_rounding);
    r.prompt = get<std::string>(json, "prompt", "");
    r.negative_prompt = get<std::string>(json, "negative_prompt", "");
    r.class_id = integer(json, "class", 0, 0, 1 << 20);
    r.embedding = get(json, "embedding", r.embedding);
    if (json.contains("boxes"))
        r.boxes = boxes_from_json(json["boxes"]);
    if (json.contains("map"))
        r.map = map_from_json(json["map"]);
    if (json.contains("image"))
        r.image = image_from_json(json["image"], "image");
    if (json.contains("mask"))
        r.mask = image_from_json(json["mask"], "mask");
}

Json recipe_to_json(const Recipe& r)
{
    Json json{{"version", Recipe::kVersion},
              {"task", name_of(r.task)},
              {"model", r.model},
              {"model_hash", r.model_hash},
              {"width", r.width},
              {"height", r.height},
              {"seed", r.seed},
              {"steps", r.steps},
              {"sampler", name_of(r.sampler)},
              {"spacing", name_of(r.spacing)},
              {"eta", r.eta},
              {"temperature", r.temperature},
              {"noise", name_of(r.noise)},
              {"dtype", name_of(r.dtype)}};
    add_inputs(r, json);
    add_noise(r, json);
    return json;
}

// @param origins  how many pictures go on from this one
Recipe recipe_from_json(const Json& json, int origins)
{
    if (!json.is_object())
        throw Error(ErrorCode::BadArgument, "This is not a recipe: it is not a JSON object.", "");
    if (integer(json, "version", 0, 0, 1 << 20) > Recipe::kVersion)
        throw Error(ErrorCode::Unsupported,
                    "This recipe was written by a newer Sfumato; update to open it.", "version");
    Recipe r;
    r.task = task_from_name(get<std::string>(json, "task", "semantic"));
    r.model = get<std::string>(json, "model", "");
    r.model_hash = get<std::string>(json, "model_hash", "");
    r.width = integer(json, "width", r.width, 1, task::kMaxSide);
    r.height = integer(json, "height", r.height, 1, task::kMaxSide);
    r.seed = get<std::uint64_t>(json, "seed", 0);
    r.steps = integer(json, "steps", r.steps, 1, task::kMaxSteps);
    r.sampler = sampler_from_name(get<std::string>(json, "sampler", "ddim"));
    r.spacing = spacing_from_name(get<std::string>(json, "spacing", "uniform"));
    r.eta = real(json, "eta", 0.0, 0.0, 1.0);
    r.temperature = real(json, "temperature", 1.0, 0.0, 10.0);
    r.noise = noise_from_name(get<std::string>(json, "noise", "field"));
    r.dtype = dtype_from_name(get<std::string>(json, "dtype", "auto"));
    read_inputs(json, r);
    read_noise(json, origins, r);
    return r;
}

}  // namespace

std::string to_json(const Recipe& r)
{
    return recipe_to_json(r).dump(1, ' ', false, Json::error_handler_t::replace);
}

Recipe recipe_from_json(std::string_view text)
{
    // Origins nest, two levels each; a depth limit keeps hostile text from exhausting the stack.
    const auto shallow = [](int depth, Json::parse_event_t, Json&) {
        if (depth > 8 + 2 * Recipe::kMaxOrigins)
            throw Error(ErrorCode::BadArgument, "This is not a recipe: it nests too deeply.", "");
        return true;
    };
    return recipe_from_json(Json::parse(text.begin(), text.end(), shallow, false), 0);
}

}  // namespace ldm
