// SPDX-License-Identifier: MIT
#include "ldm/error.h"
#include "ldm/recipe.h"

#include <array>

namespace ldm {

namespace {

template <typename Value>
struct Name {
    Value value;
    const char* name;
};

constexpr std::array kTasks{Name<TaskKind>{TaskKind::Semantic, "semantic"},
                            Name<TaskKind>{TaskKind::Layout, "layout"},
                            Name<TaskKind>{TaskKind::Inpaint, "inpaint"},
                            Name<TaskKind>{TaskKind::Upscale, "upscale"},
                            Name<TaskKind>{TaskKind::Text, "text"},
                            Name<TaskKind>{TaskKind::Class, "class"},
                            Name<TaskKind>{TaskKind::Unconditional, "unconditional"}};
constexpr std::array kSamplers{Name<SamplerKind>{SamplerKind::Ddim, "ddim"},
                               Name<SamplerKind>{SamplerKind::Plms, "plms"},
                               Name<SamplerKind>{SamplerKind::Ddpm, "ddpm"},
                               Name<SamplerKind>{SamplerKind::DpmSolverPp2M, "dpmpp_2m"},
                               Name<SamplerKind>{SamplerKind::DpmSolverPp2MSde, "dpmpp_2m_sde"},
                               Name<SamplerKind>{SamplerKind::Heun, "heun"},
                               Name<SamplerKind>{SamplerKind::UniPc, "unipc"}};
constexpr std::array kSpacings{Name<SpacingKind>{SpacingKind::Uniform, "uniform"},
                               Name<SpacingKind>{SpacingKind::Karras, "karras"},
                               Name<SpacingKind>{SpacingKind::Trailing, "trailing"}};
constexpr std::array kNoises{Name<NoiseKind>{NoiseKind::Field, "field"},
                             Name<NoiseKind>{NoiseKind::Sequence, "sequence"}};
constexpr std::array kDTypes{Name<DType>{DType::Auto, "auto"}, Name<DType>{DType::Fp32, "fp32"},
                             Name<DType>{DType::Bf16, "bf16"}, Name<DType>{DType::Fp16, "fp16"}};

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

}  // namespace ldm
