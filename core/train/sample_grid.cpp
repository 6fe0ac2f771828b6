// SPDX-License-Identifier: MIT
#include "train/sample_grid.h"

#include "data/world/labels.h"
#include "model/label_file.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <cstring>

namespace ldm::train {

Image to_image(const torch::Tensor& picture)
{
    check_shape(picture, {3, -1, -1}, "picture");
    const auto bytes = ((picture.to(at::kFloat).clamp(-1.0, 1.0) + 1.0) * 127.5)
                           .round()
                           .to(at::kByte)
                           .permute({1, 2, 0})
                           .contiguous();
    Image image{int(bytes.size(1)), int(bytes.size(0)), 3, {}};
    image.pixels.resize(size_t(bytes.numel()));
    std::memcpy(image.pixels.data(), bytes.const_data_ptr(), image.pixels.size());
    return image;
}

torch::Tensor colour_map(const torch::Tensor& labels)
{
    check_shape(labels, {-1, -1}, "labels");
    const auto known = world::labels();
    auto table = at::zeros({256, 3}, at::kFloat);
    for (size_t i = 0; i < 256; ++i) {
        const auto rgb = i < known.size() ? known[i].rgb : model::label_colour(i);
        for (int64_t c = 0; c < 3; ++c)
            table[int64_t(i)][c] = rgb[size_t(c)] / 127.5 - 1.0;
    }
    return table.index_select(0, labels.to(at::kLong).flatten())
        .view({labels.size(0), labels.size(1), 3})
        .permute({2, 0, 1});
}

Image make_grid(const std::vector<torch::Tensor>& rows)
{
    constexpr int64_t kGap = 2;
    int64_t columns = 0;
    for (const auto& row : rows)
        columns = std::max(columns, row.size(0));
    const auto height = rows.at(0).size(2), width = rows.at(0).size(3);
    auto sheet = at::full(
        {3, int64_t(rows.size()) * (height + kGap) + kGap, columns * (width + kGap) + kGap}, -1.0);
    for (size_t r = 0; r < rows.size(); ++r)
        for (int64_t c = 0; c < rows[r].size(0); ++c)
            sheet.narrow(1, kGap + int64_t(r) * (height + kGap), height)
                .narrow(2, kGap + c * (width + kGap), width)
                .copy_(rows[r][c].to(at::kFloat));
    return to_image(sheet);
}

}  // namespace ldm::train
