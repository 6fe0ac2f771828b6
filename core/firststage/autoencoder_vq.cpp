// SPDX-License-Identifier: MIT
#include "firststage/autoencoder_vq.h"

#include "ldm/error.h"

namespace ldm::firststage {

AutoencoderVq::AutoencoderVq(const AutoencoderConfig& config) : config_(config)
{
    if (config.n_embed <= 0)
        throw Error(ErrorCode::BadArgument, "A VQ autoencoder needs n_embed above zero.",
                    "n_embed");
    const auto projection = [](int in, int out) {
        return nn::Conv2d(nn::Conv2dOptions{.in = in, .out = out, .kernel = 1, .padding = 0});
    };
    const int z = config.double_z ? 2 * config.z_channels : config.z_channels;
    encoder = register_module("encoder", Encoder(config));
    decoder = register_module("decoder", Decoder(config));
    quantizer = register_module("quantize", VectorQuantizer(config.n_embed, config.embed_dim));
    quant_conv = register_module("quant_conv", projection(z, config.embed_dim));
    post_quant_conv =
        register_module("post_quant_conv", projection(config.embed_dim, config.z_channels));
}

Encoded AutoencoderVq::encode(const torch::Tensor& image)
{
    return {std::nullopt, quant_conv->forward(encoder->forward(image)).to(torch::kFloat32)};
}

torch::Tensor AutoencoderVq::decode(const torch::Tensor& z, bool quantize)
{
    const auto codes = quantize ? quantizer->forward(z).z : z;
    const auto latent = codes.to(post_quant_conv->weight.scalar_type());
    return decoder->forward(post_quant_conv->forward(latent)).to(torch::kFloat32);
}

}  // namespace ldm::firststage
