// SPDX-License-Identifier: MIT
#include "data/framing.h"

#include "degrade/pillow_resize.h"
#include "ldm/error.h"
#include "runtime/mix_bits.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <random>

namespace ldm::data {

namespace {

using degrade::PillowFilter;

// Stretch to `whole`, then cut `square` out of it; or, with crop_first, cut and then stretch.
struct Plan {
    bool crop_first = false;
    cv::Size whole;
    cv::Rect square;
    bool mirrored = false;
};

int between(std::mt19937_64& random, int low, int high)
{
    return std::uniform_int_distribution<int>(low, std::max(low, high))(random);
}

double share(std::mt19937_64& random)
{
    return std::uniform_real_distribution<double>(0.0, 1.0)(random);
}

cv::Rect place(cv::Size whole, int side, bool centre, std::mt19937_64& random)
{
    const int spare_x = whole.width - side, spare_y = whole.height - side;
    const int x = centre ? spare_x / 2 : between(random, 0, spare_x);
    const int y = centre ? spare_y / 2 : between(random, 0, spare_y);
    return {x, y, side, side};
}

Plan make_plan(cv::Size picture, const FrameOptions& o, std::mt19937_64& random)
{
    Plan plan;
    const int shorter = std::min(picture.width, picture.height);
    plan.crop_first = o.crop_first || o.crop == Crop::Random2d;
    if (plan.crop_first) {
        int side = shorter;
        if (o.crop == Crop::Random2d)
            side = shorter <= o.size ? shorter : between(random, o.size, shorter);
        else if (o.min_crop < 1.0 || o.max_crop < 1.0)
            side = int(shorter * (o.min_crop + (o.max_crop - o.min_crop) * share(random)));
        plan.square = place(picture, std::max(1, side), o.crop == Crop::Centre, random);
        plan.whole = {o.size, o.size};
    } else {
        const double scale = double(o.resize > 0 ? o.resize : o.size) / shorter;
        plan.whole = {int(std::nearbyint(picture.width * scale)),
                      int(std::nearbyint(picture.height * scale))};
        plan.square = place(plan.whole, o.size, o.crop == Crop::Centre, random);
    }
    plan.mirrored = o.flip > 0.0 && share(random) < o.flip;
    return plan;
}

cv::Mat stretched(const cv::Mat& picture, cv::Size size, Resample how)
{
    if (picture.size() == size)
        return picture;
    cv::Mat out;
    const auto opencv = [&](int interpolation) {
        cv::resize(picture, out, size, 0.0, 0.0, interpolation);
        return out;
    };
    const auto pillow = [&](PillowFilter filter) {
        return degrade::pillow_resize(picture.isContinuous() ? picture : picture.clone(), size,
                                      filter);
    };
    switch (how) {
    case Resample::CvLinear: return opencv(cv::INTER_LINEAR);
    case Resample::CvCubic: return opencv(cv::INTER_CUBIC);
    case Resample::CvArea: return opencv(cv::INTER_AREA);
    case Resample::PilBilinear: return pillow(PillowFilter::Bilinear);
    case Resample::PilBicubic: return pillow(PillowFilter::Bicubic);
    case Resample::PilLanczos: break;
    }
    return pillow(PillowFilter::Lanczos);
}

template <typename Stretch>
cv::Mat carry_out(const Plan& plan, const cv::Mat& picture, Stretch stretch)
{
    cv::Mat out = plan.crop_first ? stretch(picture(plan.square), plan.whole)
                                  : cv::Mat(stretch(picture, plan.whole)(plan.square));
    if (plan.mirrored) {
        cv::Mat turned;
        cv::flip(out, turned, 1);
        return turned;
    }
    return out;
}

std::vector<std::uint8_t> bytes_of(const cv::Mat& picture)
{
    std::vector<std::uint8_t> bytes(picture.total() * picture.elemSize());
    picture.copyTo(cv::Mat(picture.rows, picture.cols, picture.type(), bytes.data()));
    return bytes;
}

Shown shown_by(const Plan& plan, cv::Size picture)
{
    const auto base = plan.crop_first ? picture : plan.whole;
    return {double(plan.square.x) / base.width, double(plan.square.y) / base.height,
            double(plan.square.width) / base.width, double(plan.square.height) / base.height,
            plan.mirrored};
}

void check(const FrameOptions& o)
{
    const int resize = o.resize > 0 ? o.resize : o.size;
    const bool shares = o.min_crop > 0.0 && o.min_crop <= o.max_crop && o.max_crop <= 1.0;
    if (o.size < 1 || o.size > 16384 || resize < o.size || resize > 16384 || !shares)
        throw Error(ErrorCode::BadArgument,
                    "The training pictures' framing is not usable: size must be 1 to 16384, resize "
                    "not below it, and the crop's shares between 0 and 1.",
                    "size");
}

}  // namespace

Resample resample_from_name(std::string_view name)
{
    static constexpr const char* kNames[] = {"cv_linear",    "cv_cubic",    "cv_area",
                                             "pil_bilinear", "pil_bicubic", "pil_lanczos"};
    const auto found = std::find(std::begin(kNames), std::end(kNames), name);
    if (found == std::end(kNames))
        throw Error(ErrorCode::BadArgument,
                    "There is no resampling named '" + std::string(name) +
                        "'; there are: cv_linear, cv_cubic, cv_area, pil_bilinear, pil_bicubic, "
                        "pil_lanczos.",
                    "resample");
    return Resample(found - std::begin(kNames));
}

Crop crop_from_name(std::string_view name)
{
    if (name == "centre" || name == "center")
        return Crop::Centre;
    if (name == "random" || name == "random-1d")
        return Crop::Random;
    if (name == "random-2d")
        return Crop::Random2d;
    throw Error(
        ErrorCode::BadArgument,
        "There is no crop named '" + std::string(name) + "'; there are: centre, random, random-2d.",
        "crop");
}

void frame(Example& example, const FrameOptions& options, std::uint64_t seed)
{
    auto& image = example.image;
    if (image.channels != 3 || image.width < 1 || image.height < 1)
        throw Error(ErrorCode::BadArgument, "“" + example.key + "” is no RGB picture.",
                    example.key);
    if (std::min(image.width, image.height) < options.min_side)
        throw Error(ErrorCode::BadArgument, "“" + example.key + "” is too small.", example.key);
    // A thread of pixels would stretch beyond all memory.
    if (std::max(image.width, image.height) / std::min(image.width, image.height) > 64)
        throw Error(ErrorCode::BadArgument, "“" + example.key + "” is too narrow.", example.key);
    std::mt19937_64 random(seed);
    const cv::Size whole(image.width, image.height);
    const auto plan = make_plan(whole, options, random);
    const auto picture =
        carry_out(plan, cv::Mat(whole, CV_8UC3, image.pixels.data()),
                  [&](const cv::Mat& m, cv::Size s) { return stretched(m, s, options.resample); });
    Image framed{picture.cols, picture.rows, 3, bytes_of(picture)};
    if (example.map) {
        const auto map = carry_out(plan, cv::Mat(whole, CV_8U, example.map->labels.data()),
                                   [](const cv::Mat& m, cv::Size s) {
                                       cv::Mat out;
                                       cv::resize(m, out, s, 0.0, 0.0, cv::INTER_NEAREST);
                                       return out;
                                   });
        example.map = LabelMap{map.cols, map.rows, bytes_of(map)};
    }
    image = std::move(framed);
    example.shown = shown_by(plan, whole);
}

Framed::Framed(std::shared_ptr<const Dataset> inner, const FrameOptions& options)
    : inner_(std::move(inner)), options_(options)
{
    check(options_);
}

Example Framed::read(std::int64_t index, std::uint64_t seed) const
{
    auto example = inner_->read(index, seed);
    frame(example, options_, mix_bits(seed ^ 0xF4A3Eull));
    return example;
}

}  // namespace ldm::data
