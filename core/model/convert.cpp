// SPDX-License-Identifier: MIT
#include "ldm/convert.h"

#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "io/scaled_weights.h"
#include "ldm/error.h"
#include "model/latent_diffusion.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <optional>

namespace ldm {

namespace {

constexpr const char* kEma = "model_ema.";
constexpr const char* kWrapper = "model.";

bool starts_with(const std::string& name, const char* prefix)
{
    return name.rfind(prefix, 0) == 0;
}

std::optional<at::ScalarType> scalar_type(StoredType type)
{
    switch (type) {
    case StoredType::Fp32: return at::kFloat;
    case StoredType::Fp16:
    case StoredType::Int8: return at::kHalf;
    case StoredType::Bf16: return at::kBFloat16;
    case StoredType::AsIs: break;
    }
    return std::nullopt;
}

// Weights have two sides or a dotted name; schedules, scale_factor and logvar have neither.
bool is_weight(const std::string& name, const at::Tensor& tensor)
{
    return tensor.is_floating_point() && name.find('.') != std::string::npos;
}

std::string metadata_text(const std::map<std::string, std::string>& metadata, const char* key)
{
    const auto it = metadata.find(key);
    return it == metadata.end() ? "0" : it->second;
}

void write(const std::filesystem::path& to, const NamedTensors& tensors,
           const std::map<std::string, std::string>& metadata)
{
    if (to.extension() == ".safetensors") {
        write_safetensors(to, tensors, metadata);
        return;
    }
    const auto number = [&](const char* key) {
        return std::max<std::int64_t>(0, std::atoll(metadata_text(metadata, key).c_str()));
    };
    write_torch_checkpoint(to, tensors,
                           {.global_step = number("global_step"), .epoch = number("epoch")});
}

}  // namespace

void convert_model(const std::filesystem::path& from, const std::filesystem::path& to,
                   const ConvertOptions& options)
{
    if (to.extension() != ".safetensors" && to.extension() != ".ckpt")
        throw Error(ErrorCode::BadArgument,
                    "A model file ends in .safetensors or .ckpt, not as " + to.filename().string() +
                        " does.",
                    to.string());
    if (options.type == StoredType::Int8 && to.extension() == ".ckpt")
        throw Error(ErrorCode::BadArgument,
                    "Weights of one byte have a place in a .safetensors file only; give " +
                        to.filename().string() + " that ending.",
                    to.string());
    const auto checkpoint = open_checkpoint(from);
    if (options.ema_only && !checkpoint->contains("model_ema.num_updates"))
        throw Error(ErrorCode::BadArgument,
                    from.filename().string() +
                        " has no moving averages; convert it without asking for them.",
                    from.string());
    const auto type = scalar_type(options.type);
    NamedTensors tensors;
    for (const auto& name : checkpoint->names()) {
        if (options.ema_only && starts_with(name, kEma))
            continue;
        auto source = name;
        if (options.ema_only && starts_with(name, kWrapper))
            if (const auto ema = model::ema_key(name.substr(std::string(kWrapper).size()));
                checkpoint->contains(ema))
                source = ema;
        auto tensor = checkpoint->tensor(source);
        if (options.type == StoredType::Int8 && is_weight(name, tensor) && tensor.dim() > 1) {
            add_scaled(tensors, name, tensor);
            continue;
        }
        if (type && is_weight(name, tensor))
            tensor = tensor.to(*type);
        tensors.emplace_back(name, tensor);
    }
    write(to, tensors, checkpoint->metadata());
}

}  // namespace ldm
