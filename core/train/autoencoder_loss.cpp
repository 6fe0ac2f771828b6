// SPDX-License-Identifier: MIT
#include "train/autoencoder_loss.h"

#include <ATen/ATen.h>
#include <torch/autograd.h>

#include <algorithm>

namespace ldm::train {

namespace {

// How strongly the adversarial term may pull: ratio of the gradients at the decoder's last layer.
double adaptive_weight(const torch::Tensor& nll, const torch::Tensor& g,
                       const torch::Tensor& weight)
{
    const auto gradient = [&weight](const torch::Tensor& loss) {
        return torch::autograd::grad({loss}, {weight}, {}, true)[0].norm().item<double>();
    };
    return std::clamp(gradient(nll) / (gradient(g) + 1e-4), 0.0, 1e4);
}

}  // namespace

AutoencoderLoss::AutoencoderLoss(const model::AutoencoderLossConfig& config, Perceptual perceptual)
    : config_(config), perceptual_(std::move(perceptual))
{
    discriminator =
        register_module("discriminator", Discriminator(3, config.disc_ndf, config.disc_num_layers));
    if (!config.vector_quantized)
        logvar_ = register_parameter("logvar", torch::zeros({}));
}

GeneratorLoss AutoencoderLoss::generator(const torch::Tensor& image,
                                         const torch::Tensor& reconstruction,
                                         const torch::Tensor& regulariser,
                                         const torch::Tensor& last_weight, int64_t step)
{
    GeneratorLoss loss;
    auto rec = at::abs(image - reconstruction);
    if (perceptual_) {
        const auto distance = perceptual_(image, reconstruction);
        loss.perceptual = distance.mean().item<double>();
        rec = rec + config_.perceptual_weight * distance;
    }
    const auto batch = double(image.size(0));
    const auto nll =
        config_.vector_quantized ? rec.mean() : (rec / logvar_.exp() + logvar_).sum() / batch;
    const auto extra = config_.vector_quantized ? config_.codebook_weight * regulariser.mean()
                                                : config_.kl_weight * regulariser.sum() / batch;
    loss.total = nll + extra;
    loss.nll = nll.item<double>();
    loss.rec = rec.mean().item<double>();
    loss.regulariser = regulariser.mean().item<double>();
    loss.disc_factor = adversarial(step) ? config_.disc_factor : 0.0;
    if (loss.disc_factor > 0.0 || log_before_start_) {
        const auto g = -discriminator->forward(reconstruction).to(at::kFloat).mean();
        loss.d_weight = adaptive_weight(nll, g, last_weight) * config_.disc_weight;
        loss.g_loss = g.item<double>();
        loss.total = loss.total + loss.d_weight * loss.disc_factor * g;
    }
    return loss;
}

DiscriminatorLoss AutoencoderLoss::discriminator_loss(const torch::Tensor& image,
                                                      const torch::Tensor& reconstruction,
                                                      int64_t step)
{
    const auto real = discriminator->forward(image.detach()).to(at::kFloat);
    const auto fake = discriminator->forward(reconstruction.detach()).to(at::kFloat);
    const double factor = adversarial(step) ? config_.disc_factor : 0.0;
    const auto sum = config_.hinge ? at::relu(1.0 - real).mean() + at::relu(1.0 + fake).mean()
                                   : at::softplus(-real).mean() + at::softplus(fake).mean();
    return {factor * 0.5 * sum, real.mean().item<double>(), fake.mean().item<double>()};
}

CodebookUsage codebook_usage(const torch::Tensor& indices, int64_t codes)
{
    const auto share =
        at::bincount(indices.flatten(), {}, codes).to(at::kFloat) / double(indices.numel());
    const auto entropy = -(share * (share + 1e-10).log()).sum();
    return {entropy.exp().item<double>(), share.gt(0).sum().item<int64_t>()};
}

}  // namespace ldm::train
