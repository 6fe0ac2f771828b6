// SPDX-License-Identifier: MIT
#include "firststage/autoencoder_kl.h"

#include "ldm/error.h"

namespace ldm::firststage {

AutoencoderKl::AutoencoderKl(const AutoencoderConfig& config) : config_(config)
{
    if (!config.double_z)
        throw Error(ErrorCode::BadArgument,
                    "A KL autoencoder needs double_z: true in its ddconfig.", "double_z");
    encoder = register_module("encoder", Encoder(config));
    decoder = register_module("decoder", Decoder(config));
    quant_conv = register_module(
        "quant_conv",
        nn::Conv2d(nn::Conv2dOptions{
            .in = 2 * config.z_channels, .out = 2 * config.embed_dim, .kernel = 1, .padding = 0}));
    post_quant_conv = register_module(
        "post_quant_conv",
        nn::Conv2d(nn::Conv2dOptions{
            .in = config.embed_dim, .out = config.z_channels, .kernel = 1, .padding = 0}));
}

Encoded AutoencoderKl::encode(const torch::Tensor& image)
{
    DiagonalGaussian posterior(quant_conv->forward(encoder->forward(image)).to(torch::kFloat32));
    const auto mode = posterior.mode();
    return {std::move(posterior), mode};
}

torch::Tensor AutoencoderKl::decode(const torch::Tensor& z, bool)
{
    const auto latent = z.to(post_quant_conv->weight.scalar_type());
    return decoder->forward(post_quant_conv->forward(latent)).to(torch::kFloat32);
}

}  // namespace ldm::firststage
