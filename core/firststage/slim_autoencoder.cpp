// SPDX-License-Identifier: MIT
#include "firststage/slim_autoencoder.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

namespace ldm::firststage {

namespace {

nn::Conv2d conv(int in, int out)
{
    return nn::Conv2d(nn::Conv2dOptions{.in = in, .out = out});
}

}  // namespace

SlimAutoencoder::SlimAutoencoder(const SlimAutoencoderConfig& config) : config_(config)
{
    if (config.factor != 2 && config.factor != 4 && config.factor != 8)
        throw Error(ErrorCode::BadArgument, "A slim autoencoder has factor 2, 4 or 8.", "factor");
    nn::Group encoder = register_module("encoder", nn::Group());
    stem = encoder->add("stem", conv(3 * config.factor * config.factor, config.ch));
    down_ = make_blocks(encoder, config.encoder_blocks, config.ch);
    moments = encoder->add("conv_out", conv(config.ch, 2 * config.embed_dim));

    nn::Group decoder = register_module("decoder", nn::Group());
    conv_in = decoder->add("conv_in", conv(config.embed_dim, config.ch));
    up_ = make_blocks(decoder, config.decoder_blocks, config.ch);
    const int half = config.factor / 2;
    expand = decoder->add("expand", conv(config.ch, config.out_width * half * half));
    refine_1 = decoder->add("refine_1", conv(config.out_width, config.out_width));
    refine_2 = decoder->add("refine_2", conv(config.out_width, config.out_width));
    conv_out = decoder->add("conv_out", conv(config.out_width, 3 * 4));
}

std::vector<SlimAutoencoder::Block> SlimAutoencoder::make_blocks(nn::Group& parent, int count,
                                                                 int width)
{
    nn::Group list = parent->add("block", nn::Group());
    std::vector<Block> blocks;
    for (int i = 0; i < count; ++i) {
        nn::Group group = list->add(std::to_string(i), nn::Group());
        Block block;
        block.conv1 = group->add("conv1", conv(width, width));
        block.conv2 = group->add(
            "conv2", nn::Conv2d(nn::Conv2dOptions{.in = width, .out = width, .zero_init = true}));
        blocks.push_back(block);
    }
    return blocks;
}

torch::Tensor SlimAutoencoder::Block::forward(const torch::Tensor& x)
{
    return x + conv2->forward(at::silu(conv1->forward(at::silu(x))));
}

Encoded SlimAutoencoder::encode(const torch::Tensor& image)
{
    check_shape(image, {-1, 3, -1, -1}, "image");
    if (image.size(2) % config_.factor != 0 || image.size(3) % config_.factor != 0)
        throw Error(
            ErrorCode::ShapeMismatch,
            "The sides of the picture must be multiples of " + std::to_string(config_.factor) + ".",
            "image");
    const auto x = image.to(stem->weight.scalar_type());
    auto h = stem->forward(
        at::pixel_unshuffle(x, config_.factor).contiguous(torch::MemoryFormat::ChannelsLast));
    for (auto& block : down_)
        h = block.forward(h);
    const auto out = moments->forward(at::silu(h));
    DiagonalGaussian posterior(out.to(torch::kFloat32));
    const auto mode = posterior.mode();
    return {std::move(posterior), mode};
}

torch::Tensor SlimAutoencoder::decode(const torch::Tensor& z, bool)
{
    check_shape(z, {-1, config_.embed_dim, -1, -1}, "z");
    auto h = conv_in->forward(z.to(conv_in->weight.scalar_type()));
    for (auto& block : up_)
        h = block.forward(h);
    h = expand->forward(at::silu(h));
    if (config_.factor > 2)
        h = at::pixel_shuffle(h, config_.factor / 2).contiguous(torch::MemoryFormat::ChannelsLast);
    h = h + refine_2->forward(at::silu(refine_1->forward(at::silu(h))));
    return at::pixel_shuffle(conv_out->forward(at::silu(h)), 2).to(torch::kFloat32);
}

}  // namespace ldm::firststage
