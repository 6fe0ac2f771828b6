// SPDX-License-Identifier: MIT
#include "task/recipe_noise.h"

#include "diffusion/mixed_noise.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::task {

namespace {

struct Range {
    int begin, end;
};

// The mask's rows or columns under a cell.
Range under_cell(int cell, int offset, int factor, int picture, int mask)
{
    const int first = std::clamp(offset + cell * factor, 0, picture - 1);
    const int last = std::clamp(offset + (cell + 1) * factor - 1, first, picture - 1);
    const auto scaled = [&](std::int64_t pixel) { return pixel * mask / picture; };
    return {int(scaled(first)), int((std::int64_t(last + 1) * mask + picture - 1) / picture)};
}

bool touches(const Image& mask, Range rows, Range columns)
{
    for (int y = rows.begin; y < rows.end; ++y)
        for (int x = columns.begin; x < columns.end; ++x)
            if (mask.pixels[size_t(y) * size_t(mask.width) + size_t(x)] >= 128)
                return true;
    return false;
}

// Whole cells, rounded down.
int cells(int pixels, int factor)
{
    return pixels >= 0 ? pixels / factor : -((-pixels + factor - 1) / factor);
}

}  // namespace

at::Tensor cells_of(const Image& mask, const Frame& f)
{
    auto out = at::empty({1, 1, f.height, f.width}, at::kBool);
    auto* cell = out.mutable_data_ptr<bool>();
    for (int i = 0; i < f.height; ++i) {
        const auto rows = under_cell(i, f.top, f.factor, f.picture_height, mask.height);
        for (int j = 0; j < f.width; ++j)
            *cell++ =
                touches(mask, rows, under_cell(j, f.left, f.factor, f.picture_width, mask.width));
    }
    return out;
}

std::unique_ptr<diffusion::NoiseSource> make_noise(const Recipe& r, const Frame& frame)
{
    using namespace diffusion;
    const auto of_seed = [&](std::uint64_t seed) -> std::unique_ptr<NoiseSource> {
        if (r.noise == NoiseKind::Sequence)
            return std::make_unique<SequenceNoise>(seed);
        return std::make_unique<FieldNoise>(seed, cells(r.noise_x, frame.factor),
                                            cells(r.noise_y, frame.factor));
    };
    auto noise = of_seed(r.seed);
    if (!r.blend.empty()) {
        std::vector<NoiseShare> shares;
        for (const auto& share : r.blend)
            shares.push_back({share.seed, share.weight});
        noise = std::make_unique<BlendedNoise>(r.seed, shares, of_seed);
    }
    for (const auto& patch : r.reseeded)
        noise = std::make_unique<PatchedNoise>(std::move(noise), of_seed(patch.seed),
                                               cells_of(*patch.where, frame));
    return noise;
}

}  // namespace ldm::task
