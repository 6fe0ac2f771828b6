// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"

#include <memory>
#include <string_view>

namespace ldm::data {

/// How pictures are resampled: OpenCV's ways (Albumentations' default is linear) and Pillow's.
enum class Resample { CvLinear, CvCubic, CvArea, PilBilinear, PilBicubic, PilLanczos };

/// "cv_linear", "cv_cubic", "cv_area", "pil_bilinear", "pil_bicubic", "pil_lanczos".
/// @throws Error{BadArgument} listing them
Resample resample_from_name(std::string_view name);

/// Where a square is cut: in the middle; anywhere; anywhere and of any side between `size` and the
/// shorter one (the layout models' `random-2d`, Jahn et al. 2021).
enum class Crop { Centre, Random, Random2d };

/// "centre" (or "center"), "random" (or "random-1d"), "random-2d". @throws Error{BadArgument}
Crop crop_from_name(std::string_view name);

/// How a picture becomes a training square of `size` pixels. Two orders are published: the shorter
/// side is brought to `resize` and a square is cut (CelebA-HQ, FFHQ, ImageNet, maps), or a square
/// is cut first and brought to `size` (LSUN, the super-resolution data, layouts).
struct FrameOptions {
    int size = 256;
    int resize = 0;  ///< the shorter side before the cut; 0 = size
    Crop crop = Crop::Centre;
    bool crop_first = false;  ///< always so for Random2d
    /// crop_first: the square's side as a share of the shorter side, uniform between these.
    double min_crop = 1.0, max_crop = 1.0;
    double flip = 0.0;  ///< chance of exchanging left and right
    Resample resample = Resample::CvLinear;
    int min_side = 0;  ///< smaller pictures are refused
};

/// Cuts an example. Maps go along by nearest neighbour; boxes stay and `shown` says what was cut.
/// @throws Error{BadArgument} for a picture below min_side
void frame(Example& example, const FrameOptions& options, std::uint64_t seed);

/// A data set whose examples are framed.
class Framed : public Dataset {
public:
    /// @throws Error{BadArgument} for options that cannot be followed
    Framed(std::shared_ptr<const Dataset> inner, const FrameOptions& options);

    std::int64_t size() const override { return inner_->size(); }
    Example read(std::int64_t index, std::uint64_t seed) const override;
    std::vector<std::int64_t> stretches() const override { return inner_->stretches(); }
    std::vector<std::string> notes() const override { return inner_->notes(); }

private:
    std::shared_ptr<const Dataset> inner_;
    FrameOptions options_;
};

}  // namespace ldm::data
