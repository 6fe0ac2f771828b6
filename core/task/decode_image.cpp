// SPDX-License-Identifier: MIT
#include "task/decode_image.h"

#include "firststage/latent_preview.h"
#include "task/image_tensor.h"
#include "task/memory_tiles.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ldm::task {

namespace {

// The pixels of the cells that a preview learns from, along one axis.
struct Span {
    Span(std::int64_t cells, int factor)
    {
        const auto kept = std::min(cells, firststage::LatentPreview::kLearnt);
        begin = (cells - kept) / 2 * factor;
        end = begin + kept * factor;
    }

    std::int64_t begin, end;
};

}  // namespace

at::Tensor decode_into(Image& image, model::LatentDiffusion& model, const at::Tensor& z,
                       const DecodeOptions& options)
{
    image.channels = 3;
    image.pixels.resize(size_t(image.width) * size_t(image.height) * 3);
    const int factor = model.first_stage().factor();
    const int cell = factor / firststage::LatentPreview::detail(model.first_stage());
    const Span learnt_rows(z.size(2), factor), learnt_columns(z.size(3), factor);
    std::vector<at::Tensor> averages;
    const auto take = [&](std::int64_t top, const at::Tensor& rows) {
        put_rows(rows, top, options.truncate, image);
        const auto begin = std::max(top, learnt_rows.begin);
        const auto end = std::min(top + rows.size(2), learnt_rows.end);
        if (begin >= end)
            return;
        const auto part =
            rows.narrow(2, begin - top, end - begin)
                .narrow(3, learnt_columns.begin, learnt_columns.end - learnt_columns.begin);
        averages.push_back(at::avg_pool2d(part.clamp(-1.0, 1.0), cell));
    };
    const auto tiles = options.patches ? options.patches
                                       : decoding_tiles(model.config().first_stage, z.size(2),
                                                        z.size(3), options.memory);
    if (!tiles) {
        take(0, model.decode_first_stage(z));
    } else {
        const auto decode = [&](const at::Tensor& patch, std::int64_t, std::int64_t) {
            return model.decode_first_stage(patch);
        };
        model::patchwise(z, *tiles, {.up = factor}, decode, take, options.watch);
    }
    return at::cat(averages, 2);
}

}  // namespace ldm::task
