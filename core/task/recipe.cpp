// SPDX-License-Identifier: MIT
#include "ldm/recipe.h"

#include "ldm/error.h"
#include "runtime/hash.h"
#include "task/limits.h"
#include "task/map_codec.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>

namespace ldm {

namespace {

using Json = nlohmann::ordered_json;

template <typename Value>
struct Name {
    Value value;
    const char* name;
};

constexpr std::array kTasks{Name<TaskKind>{TaskKind::Semantic, "semantic"},
                            Name<TaskKind>{TaskKind::Unconditional, "unconditional"}};
constexpr std::array kSamplers{Name<SamplerKind>{SamplerKind::Ddim, "ddim"},
                               Name<SamplerKind>{SamplerKind::Plms, "plms"},
                               Name<SamplerKind>{SamplerKind::Ddpm, "ddpm"},
                               Name<SamplerKind>{SamplerKind::DpmSolverPp2M, "dpmpp_2m"},
                               Name<SamplerKind>{SamplerKind::DpmSolverPp2MSde, "dpmpp_2m_sde"},
                               Name<SamplerKind>{SamplerKind::Heun, "heun"}};
constexpr std::array kSpacings{Name<SpacingKind>{SpacingKind::Uniform, "uniform"},
                               Name<SpacingKind>{SpacingKind::Karras, "karras"}};
constexpr std::array kNoises{Name<NoiseKind>{NoiseKind::Field, "field"},
                             Name<NoiseKind>{NoiseKind::Sequence, "sequence"}};
constexpr std::array kDTypes{Name<DType>{DType::Auto, "auto"}, Name<DType>{DType::Fp32, "fp32"},
                             Name<DType>{DType::Bf16, "bf16"}};

template <typename Table, typename Value>
const char* find_name(const Table& table, Value value)
{
    for (const auto& entry : table)
        if (entry.value == value)
            return entry.name;
    return "";
}

template <typename Table>
auto find_value(const Table& table, std::string_view name, const char* what)
{
    std::string known;
    for (const auto& entry : table) {
        if (name == entry.name)
            return entry.value;
        known += (known.empty() ? "" : ", ") + std::string(entry.name);
    }
    throw Error(ErrorCode::BadArgument,
                "There is no " + std::string(what) + " named '" + std::string(name) +
                    "'; there are: " + known + ".",
                what);
}

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

Json map_to_json(const LabelMap& map)
{
    const std::string_view bytes(reinterpret_cast<const char*>(map.labels.data()),
                                 map.labels.size());
    return {{"width", map.width},
            {"height", map.height},
            {"sha256", sha256_text(bytes)},
            {"data", task::pack_bytes(map.labels)}};
}

std::shared_ptr<const LabelMap> map_from_json(const Json& json)
{
    if (!json.is_object())
        bad_field("map", "has the wrong type");
    auto map = std::make_shared<LabelMap>();
    map->width = integer(json, "width", 0, 1, task::kMaxSide);
    map->height = integer(json, "height", 0, 1, task::kMaxSide);
    map->labels = task::unpack_bytes(get<std::string>(json, "data", ""),
                                     std::size_t(map->width) * std::size_t(map->height));
    const std::string_view bytes(reinterpret_cast<const char*>(map->labels.data()),
                                 map->labels.size());
    const auto hash = get<std::string>(json, "sha256", "");
    if (!hash.empty() && hash != sha256_text(bytes))
        bad_field("map", "does not match its checksum");
    return map;
}

}  // namespace

const char* name_of(TaskKind task)
{
    return find_name(kTasks, task);
}

const char* name_of(SamplerKind sampler)
{
    return find_name(kSamplers, sampler);
}

const char* name_of(SpacingKind spacing)
{
    return find_name(kSpacings, spacing);
}

const char* name_of(NoiseKind noise)
{
    return find_name(kNoises, noise);
}

const char* name_of(DType dtype)
{
    return find_name(kDTypes, dtype);
}

TaskKind task_from_name(std::string_view name)
{
    return find_value(kTasks, name, "task");
}

SamplerKind sampler_from_name(std::string_view name)
{
    return find_value(kSamplers, name, "sampler");
}

SpacingKind spacing_from_name(std::string_view name)
{
    return find_value(kSpacings, name, "spacing");
}

NoiseKind noise_from_name(std::string_view name)
{
    return find_value(kNoises, name, "noise");
}

DType dtype_from_name(std::string_view name)
{
    return find_value(kDTypes, name, "dtype");
}

bool operator==(const Recipe& a, const Recipe& b)
{
    const bool same_map = a.map == b.map || (a.map && b.map && *a.map == *b.map);
    return same_map && a.task == b.task && a.model == b.model && a.model_hash == b.model_hash &&
           a.width == b.width && a.height == b.height && a.seed == b.seed && a.steps == b.steps &&
           a.sampler == b.sampler && a.spacing == b.spacing && a.eta == b.eta &&
           a.temperature == b.temperature && a.noise == b.noise && a.dtype == b.dtype;
}

std::string to_json(const Recipe& r)
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
    if (r.map)
        json["map"] = map_to_json(*r.map);
    return json.dump(1);
}

Recipe recipe_from_json(std::string_view text)
{
    // No recipe nests: a depth limit keeps hostile text from exhausting the stack.
    const auto shallow = [](int depth, Json::parse_event_t, Json&) {
        if (depth > 8)
            throw Error(ErrorCode::BadArgument, "This is not a recipe: it nests too deeply.", "");
        return true;
    };
    const auto json = Json::parse(text.begin(), text.end(), shallow, false);
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
    if (json.contains("map"))
        r.map = map_from_json(json["map"]);
    return r;
}

}  // namespace ldm
