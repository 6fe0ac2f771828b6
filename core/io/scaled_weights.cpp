// SPDX-License-Identifier: MIT
#include "io/scaled_weights.h"

#include "io/checkpoint_contents.h"

#include <ATen/TensorOperators.h>

#include <map>

namespace ldm {

namespace {

const std::string kScale = "_scale";
constexpr double kLargest = 127.0;

// [channels] as a factor of a weight [channels, …].
at::Tensor per_channel(const at::Tensor& scale, std::int64_t sides)
{
    std::vector<std::int64_t> shape(std::size_t(sides), 1);
    shape[0] = scale.numel();
    return scale.to(at::kFloat).reshape(shape);
}

bool is_byte(at::ScalarType type)
{
    return type == at::kChar || type == at::kFloat8_e4m3fn || type == at::kFloat8_e5m2;
}

using ScaledWeights = std::map<std::string, TensorInfo, std::less<>>;

class UnscaledCheckpoint final : public Checkpoint {
public:
    UnscaledCheckpoint(std::unique_ptr<Checkpoint> file, ScaledWeights scaled)
        : file_(std::move(file)), scaled_(std::move(scaled))
    {
        for (const auto& name : file_->names())
            if (!is_scale(name))
                names_.push_back(name);
    }

    const std::vector<std::string>& names() const override { return names_; }
    bool contains(std::string_view name) const override
    {
        return file_->contains(name) && !is_scale(name);
    }
    const TensorInfo& info(std::string_view name) const override
    {
        const auto found = scaled_.find(name);
        return found == scaled_.end() ? file_->info(name) : found->second;
    }
    at::Tensor tensor(std::string_view name) const override
    {
        const auto tensor = file_->tensor(name);
        if (!scaled_.contains(name))
            return tensor;
        const auto scale = file_->tensor(std::string(name) + kScale);
        return (tensor.to(at::kFloat) * per_channel(scale, tensor.dim())).to(at::kHalf);
    }
    const std::map<std::string, std::string>& metadata() const override
    {
        return file_->metadata();
    }

private:
    bool is_scale(std::string_view name) const
    {
        return name.ends_with(kScale) &&
               scaled_.contains(name.substr(0, name.size() - kScale.size()));
    }

    std::unique_ptr<Checkpoint> file_;
    ScaledWeights scaled_;  ///< as they are handed out
    std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<Checkpoint> unscaled(std::unique_ptr<Checkpoint> checkpoint)
{
    ScaledWeights scaled;
    for (const auto& name : checkpoint->names()) {
        const auto& weight = checkpoint->info(name);
        if (!is_byte(weight.dtype) || weight.shape.empty() || !checkpoint->contains(name + kScale))
            continue;
        const auto& scale = checkpoint->info(name + kScale);
        const auto count = c10::multiply_integers(scale.shape);
        if (!c10::isFloatingType(scale.dtype) || (count != 1 && count != weight.shape[0]))
            refuse_file("the scale of the weight “" + printable(name) + "” does not fit its shape");
        scaled.emplace(name, TensorInfo{at::kHalf, weight.shape});
    }
    if (scaled.empty())
        return checkpoint;
    return std::make_unique<UnscaledCheckpoint>(std::move(checkpoint), std::move(scaled));
}

void add_scaled(NamedTensors& tensors, const std::string& name, const at::Tensor& weight)
{
    const auto rows = weight.to(at::kFloat).flatten(1);
    auto scale = (rows.abs().amax(1) / kLargest).to(at::kHalf);
    scale.masked_fill_(scale.eq(0), 1.0);
    const auto steps = (weight.to(at::kFloat) / per_channel(scale, weight.dim()))
                           .round()
                           .clamp(-kLargest, kLargest);
    tensors.emplace_back(name, steps.to(at::kChar).contiguous());
    tensors.emplace_back(name + kScale, scale);
}

}  // namespace ldm
