// SPDX-License-Identifier: MIT
#include "task/memory_tiles.h"

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

constexpr int kSmallestPatch = 32;  // cells of latent a side

// What holds a level's numbers while a block works, in maps of its channels: input, skip, their
// join, its norm and the convolution's answer; a transformer's gated projection is wider.
constexpr double kResidualMaps = 8.0, kTransformerMaps = 20.0;

}  // namespace

std::optional<model::PatchOptions> decoding_tiles(const model::FirstStageConfig& config,
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

double unet_bytes_per_cell(const nn::UnetConfig& config, std::size_t value_bytes)
{
    double skips = config.model_channels, widest = 0.0, share = 1.0;
    int factor = 1;
    for (const int mult : config.channel_mult) {
        const double level = double(config.model_channels) * mult * share;
        const bool attends = config.attention_resolutions.contains(factor);
        const double maps =
            attends && config.use_spatial_transformer ? kTransformerMaps : kResidualMaps;
        skips += level * (config.num_res_blocks + 0.25);
        widest = std::max(widest, level * maps);
        factor *= 2;
        share /= 4.0;
    }
    return (skips + widest) * double(value_bytes);
}

std::optional<model::PatchOptions> sampling_patches(const nn::UnetConfig& config,
                                                    std::int64_t batch, std::int64_t height,
                                                    std::int64_t width, std::size_t value_bytes,
                                                    std::uintmax_t memory)
{
    const double cell = unet_bytes_per_cell(config, value_bytes) * double(batch);
    if (memory == 0 || cell * double(height) * double(width) <= double(memory))
        return std::nullopt;
    const int least = std::max(config.image_size, kSmallestPatch);
    const int unit = 2 * config.size_multiple();
    const int side = std::max(int(std::sqrt(double(memory) / cell)), least) / unit * unit;
    if (side >= height && side >= width)
        return std::nullopt;
    model::PatchOptions patches;
    patches.height = patches.width = side;
    patches.stride_y = patches.stride_x = side / 2;
    return patches;
}

}  // namespace ldm::task
