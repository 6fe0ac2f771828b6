// SPDX-License-Identifier: MIT
#include "metric/perceptual_distance.h"

#include "io/checkpoint.h"
#include "metric/efficientnet_lite.h"
#include "metric/lpips.h"
#include "metric/perceptual_trunk.h"

#include <ATen/ATen.h>

namespace ldm::metric {

namespace {

const std::string kPrefix = "trunk.";

torch::Tensor unit_length(const torch::Tensor& x)
{
    const auto f = x.to(at::kFloat);
    return f / (f.square().sum(1, true) + 1e-10).sqrt();
}

using Features = std::function<std::vector<torch::Tensor>(const torch::Tensor& pictures)>;

bool is_trunk(const Checkpoint& checkpoint)
{
    return checkpoint.contains(kPrefix + "stem.weight");
}

Features load_features(const std::filesystem::path& file)
{
    const auto checkpoint = open_checkpoint(file);
    if (!is_trunk(*checkpoint))
        return [net = EfficientNetLite(*checkpoint)](const torch::Tensor& x) {
            return net.features(x);
        };
    PerceptualTrunk trunk;
    nn::for_each_layer(*trunk, [&](const std::string& name, nn::Layer& layer) {
        for (const auto& item : layer.named_parameters(false))
            layer.assign(item.key(), checkpoint->tensor(kPrefix + name + "." + item.key()).clone());
    });
    for (auto& parameter : trunk->parameters())
        parameter.set_requires_grad(false);
    return [trunk](const torch::Tensor& x) { return trunk->forward(x); };
}

}  // namespace

torch::Tensor feature_distance(const std::vector<torch::Tensor>& x,
                               const std::vector<torch::Tensor>& y, const torch::Tensor& weight)
{
    torch::Tensor sum;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto apart = (unit_length(x[i]) - unit_length(y[i])).square().sum(1, true);
        torch::Tensor mean;
        if (weight.defined()) {
            const auto share = at::adaptive_avg_pool2d(weight, apart.sizes().slice(2));
            mean =
                (apart * share).sum({1, 2, 3}, true) / share.sum({1, 2, 3}, true).clamp_min(1e-6);
        } else {
            mean = apart.mean({1, 2, 3}, true);
        }
        sum = sum.defined() ? sum + mean : mean;
    }
    return sum / double(x.size());
}

PerceptualDistance load_perceptual_distance(const std::vector<std::filesystem::path>& files)
{
    const auto first = open_checkpoint(files.at(0));
    if (!is_trunk(*first) && !EfficientNetLite::is_in(*first)) {
        const auto lpips = load_lpips(files);
        return [lpips](const torch::Tensor& x, const torch::Tensor& y, const torch::Tensor&) {
            return lpips->forward(x, y);
        };
    }
    std::vector<Features> networks;
    for (const auto& file : files)
        networks.push_back(load_features(file));
    return [networks](const torch::Tensor& x, const torch::Tensor& y, const torch::Tensor& weight) {
        torch::Tensor sum;
        for (const auto& features : networks) {
            const auto apart = feature_distance(features(x), features(y), weight);
            sum = sum.defined() ? sum + apart : apart;
        }
        return sum / double(networks.size());
    };
}

}  // namespace ldm::metric
