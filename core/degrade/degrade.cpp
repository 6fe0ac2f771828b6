// SPDX-License-Identifier: MIT
#include "ldm/degrade.h"

#include "degrade/bsr_steps.h"
#include "degrade/pillow_resize.h"
#include "ldm/error.h"

#include <opencv2/imgproc.hpp>

#include <array>

namespace ldm {

namespace {

struct KindName {
    DegradeKind kind;
    const char* name;
};

constexpr std::array kKinds{KindName{DegradeKind::Bsrgan, "bsrgan"},
                            KindName{DegradeKind::BsrganLight, "bsrgan_light"},
                            KindName{DegradeKind::CvNearest, "cv_nearest"},
                            KindName{DegradeKind::CvBilinear, "cv_bilinear"},
                            KindName{DegradeKind::CvBicubic, "cv_bicubic"},
                            KindName{DegradeKind::CvArea, "cv_area"},
                            KindName{DegradeKind::CvLanczos, "cv_lanczos"},
                            KindName{DegradeKind::PilNearest, "pil_nearest"},
                            KindName{DegradeKind::PilBilinear, "pil_bilinear"},
                            KindName{DegradeKind::PilBicubic, "pil_bicubic"},
                            KindName{DegradeKind::PilBox, "pil_box"},
                            KindName{DegradeKind::PilHamming, "pil_hamming"},
                            KindName{DegradeKind::PilLanczos, "pil_lanczos"}};

cv::Mat rgb_of(const Image& image)
{
    const cv::Mat all(image.height, image.width, CV_8UC(image.channels),
                      const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat rgb;
    if (image.channels == 3)
        return all.clone();
    cv::cvtColor(all, rgb, image.channels == 4 ? cv::COLOR_RGBA2RGB : cv::COLOR_GRAY2RGB);
    return rgb;
}

cv::Mat shrunk(const cv::Mat& picture, cv::Size size, DegradeKind kind)
{
    using degrade::PillowFilter;
    const auto opencv = [&](int interpolation) {
        cv::Mat out;
        cv::resize(picture, out, size, 0.0, 0.0, interpolation);
        return out;
    };
    const auto pillow = [&](PillowFilter filter) {
        return degrade::pillow_resize(picture, size, filter);
    };
    switch (kind) {
    case DegradeKind::CvNearest: return opencv(cv::INTER_NEAREST);
    case DegradeKind::CvBilinear: return opencv(cv::INTER_LINEAR);
    case DegradeKind::CvBicubic: return opencv(cv::INTER_CUBIC);
    case DegradeKind::CvArea: return opencv(cv::INTER_AREA);
    case DegradeKind::CvLanczos: return opencv(cv::INTER_LANCZOS4);
    case DegradeKind::PilNearest: return pillow(PillowFilter::Nearest);
    case DegradeKind::PilBilinear: return pillow(PillowFilter::Bilinear);
    case DegradeKind::PilBicubic: return pillow(PillowFilter::Bicubic);
    case DegradeKind::PilBox: return pillow(PillowFilter::Box);
    case DegradeKind::PilHamming: return pillow(PillowFilter::Hamming);
    default: return pillow(PillowFilter::Lanczos);
    }
}

void check(const Image& image, const DegradeOptions& o, bool bsr)
{
    if (o.factor < 1 || (bsr && o.factor != 2 && o.factor != 4))
        throw Error(ErrorCode::BadArgument,
                    bsr ? "BSR degradation makes a picture 2 or 4 times smaller; choose one of "
                          "these factors."
                        : "The factor must be 1 or more.",
                    "factor");
    const int least = bsr ? 2 * o.factor : o.factor;
    if (image.width < least || image.height < least)
        throw Error(ErrorCode::BadArgument,
                    "A picture of " + std::to_string(image.width) + "×" +
                        std::to_string(image.height) + " is too small to be shrunk " +
                        std::to_string(o.factor) + " times.",
                    "image");
}

}  // namespace

Image degrade_image(const Image& image, const DegradeOptions& o)
{
    const bool bsr = o.kind == DegradeKind::Bsrgan || o.kind == DegradeKind::BsrganLight;
    check(image, o, bsr);
    const auto picture = rgb_of(image);
    const cv::Size size(image.width / o.factor, image.height / o.factor);
    cv::Mat out;
    if (bsr) {
        const bool light = o.kind == DegradeKind::BsrganLight;
        out = degrade::degrade_bsr(picture, degrade::draw_bsr_plan(light, o.factor, o.seed),
                                   o.factor);
    } else {
        out = shrunk(picture(cv::Rect(0, 0, size.width * o.factor, size.height * o.factor)), size,
                     o.kind);
    }
    Image made{out.cols, out.rows, 3, {}};
    made.pixels.resize(out.total() * 3);
    out.copyTo(cv::Mat(out.rows, out.cols, CV_8UC3, made.pixels.data()));
    return made;
}

const char* name_of(DegradeKind kind)
{
    return kKinds[size_t(kind)].name;
}

std::vector<std::string> degrade_kind_names()
{
    std::vector<std::string> names;
    for (const auto& entry : kKinds)
        names.emplace_back(entry.name);
    return names;
}

DegradeKind degrade_kind_from_name(std::string_view name)
{
    std::string known;
    for (const auto& entry : kKinds) {
        if (name == entry.name)
            return entry.kind;
        known += (known.empty() ? "" : ", ") + std::string(entry.name);
    }
    throw Error(
        ErrorCode::BadArgument,
        "There is no degradation named '" + std::string(name) + "'; there are: " + known + ".",
        "kind");
}

}  // namespace ldm
