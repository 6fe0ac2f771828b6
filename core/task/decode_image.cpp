// SPDX-License-Identifier: MIT
#include "task/decode_image.h"

#include "task/image_tensor.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace ldm::task {

namespace {

constexpr int kMargin = 16;        // cells of latent
constexpr int kSmallestTile = 64;  // cells of latent a side: below, the margins cost too much

// What the widest part of the decoder keeps for a pixel: its input, its output and one between, in
// fp32.
double bytes_per_pixel(const model::FirstStageConfig& config)
{
    constexpr double kBuffers = 3.0 * sizeof(float);
    switch (config.kind) {
    case model::FirstStageKind::Identity: return kBuffers * config.channels;
    case model::FirstStageKind::Slim: return kBuffers * std::max(config.slim.ch / 4, 24);
    default: break;
    }
    const auto& mult = config.autoencoder.ch_mult;
    return kBuffers * config.autoencoder.ch * mult[std::min<std::size_t>(1, mult.size() - 1)];
}

}  // namespace

std::optional<model::PatchOptions> tiles_within(const model::FirstStageConfig& config,
                                                std::int64_t height, std::int64_t width,
                                                std::uintmax_t memory)
{
    const int factor = config.kind == model::FirstStageKind::Slim ? config.slim.factor
                       : config.kind == model::FirstStageKind::Identity
                           ? 1
                           : config.autoencoder.factor();
    const double cell = bytes_per_pixel(config) * factor * factor;
    if (memory == 0 || cell * double(height) * double(width) <= double(memory))
        return std::nullopt;
    const int side = std::max(kSmallestTile, int(std::sqrt(double(memory) / cell)) / 8 * 8);
    model::PatchOptions tiles;
    tiles.height = tiles.width = side;
    tiles.stride_y = tiles.stride_x = side - 3 * kMargin / 2;
    tiles.margin = kMargin;
    return tiles;
}

at::Tensor decode_into(Image& image, model::LatentDiffusion& model, const at::Tensor& z,
                       const DecodeOptions& options)
{
    image.channels = 3;
    image.pixels.resize(size_t(image.width) * size_t(image.height) * 3);
    const int factor = model.first_stage().factor();
    std::vector<at::Tensor> averages;
    const auto take = [&](std::int64_t top, const at::Tensor& rows) {
        put_rows(rows, top, options.truncate, image);
        averages.push_back(at::avg_pool2d(rows.clamp(-1.0, 1.0), factor));
    };
    const auto tiles = options.patches ? options.patches
                                       : tiles_within(model.config().first_stage, z.size(2),
                                                      z.size(3), options.memory);
    if (!tiles) {
        take(0, model.decode_first_stage(z));
    } else {
        const auto decode = [&](const at::Tensor& patch, std::int64_t, std::int64_t) {
            if (options.before_patch)
                options.before_patch();
            return model.decode_first_stage(patch);
        };
        model::patchwise(z, *tiles, {.up = factor}, decode, take);
    }
    return at::cat(averages, 2);
}

}  // namespace ldm::task
