// SPDX-License-Identifier: MIT
#include "pictures.h"

#include "data/image_files.h"
#include "io/image_file.h"
#include "ldm/error.h"
#include "train/sample_grid.h"

#include <ATen/ATen.h>
#include <opencv2/imgproc.hpp>

#include <cstring>

namespace sfumato::evaluate {

namespace {

constexpr std::uint64_t kHeldOutSeed = 1'000'000;
constexpr int kSide = 256;
constexpr std::size_t kColumns = 8;

ldm::Image square_of(const cv::Mat& photo, int left, int top)
{
    const cv::Mat cut = photo(cv::Rect(left, top, kSide, kSide)).clone();
    return {kSide, kSide, 3, std::vector<std::uint8_t>(cut.data, cut.data + kSide * kSide * 3)};
}

}  // namespace

ldm::train::WorldItem held_out_landscape(int index, const std::filesystem::path& materials)
{
    ldm::train::WorldDataConfig config;
    config.size = kSide;
    config.supersample = 2;
    config.coarse_maps = 0.0;
    config.materials = materials;
    return ldm::train::make_world_item(kHeldOutSeed + std::uint64_t(index), config);
}

std::vector<ldm::Image> held_out_photos(const std::filesystem::path& folder, int each)
{
    std::vector<ldm::Image> squares;
    for (const char* part : {"test", "val"})
        for (const auto& name : ldm::data::find_pictures(folder / part)) {
            auto image = ldm::read_image(folder / part / name);
            const cv::Mat whole(image.height, image.width, CV_8UC3, image.pixels.data());
            const double scale = 2.0 * kSide / std::min(image.width, image.height);
            cv::Mat photo;
            cv::resize(whole, photo, {}, scale, scale, cv::INTER_AREA);
            for (int i = 0; i < each; ++i)  // a row across, one half below the other
                squares.push_back(square_of(
                    photo, (photo.cols - kSide) * (i / 2) / std::max(1, (each + 1) / 2 - 1),
                    (photo.rows - kSide) * (i % 2)));
        }
    if (squares.empty())
        throw ldm::Error(
            ldm::ErrorCode::File,
            "There are no held-out photographs in " + folder.string() + ": run ./dev data.",
            folder.string());
    return squares;
}

torch::Tensor to_tensor(const ldm::Image& image)
{
    auto rows = at::empty({image.height, image.width, image.channels}, at::kByte);
    std::memcpy(rows.mutable_data_ptr(), image.pixels.data(), image.pixels.size());
    return ldm::train::to_signed_float(rows.permute({2, 0, 1}).unsqueeze(0));
}

ldm::Image to_picture(const torch::Tensor& pixels)
{
    const auto rows = pixels.permute({1, 2, 0}).contiguous();
    const auto* bytes = rows.const_data_ptr<std::uint8_t>();
    return {int(rows.size(1)), int(rows.size(0)), 3,
            std::vector<std::uint8_t>(bytes, bytes + rows.numel())};
}

ldm::Image halved(const ldm::Image& image)
{
    return ldm::train::to_image(at::avg_pool2d(to_tensor(image), {2, 2})[0]);
}

std::shared_ptr<ldm::LabelMap> to_label_map(const torch::Tensor& labels)
{
    auto map = std::make_shared<ldm::LabelMap>();
    map->height = int(labels.size(0));
    map->width = int(labels.size(1));
    map->labels.resize(std::size_t(labels.numel()));
    std::memcpy(map->labels.data(), labels.const_data_ptr(), map->labels.size());
    return map;
}

void Sheet::add(const std::vector<torch::Tensor>& column)
{
    if (added_.size() < columns_)
        added_.push_back(column);
}

void Sheet::write(const std::filesystem::path& folder, const std::string& name) const
{
    if (folder.empty() || added_.empty())
        return;
    std::vector<torch::Tensor> rows;
    for (std::size_t from = 0; from < added_.size(); from += kColumns)
        for (std::size_t row = 0; row < added_.front().size(); ++row) {
            std::vector<torch::Tensor> line;
            for (auto i = from; i < std::min(added_.size(), from + kColumns); ++i)
                line.push_back(added_[i][row].reshape({3, added_[i][row].size(-2), -1}));
            rows.push_back(at::stack(line));
        }
    std::filesystem::create_directories(folder);
    ldm::write_png(folder / (name + ".png"), ldm::train::make_grid(rows));
}

}  // namespace sfumato::evaluate
