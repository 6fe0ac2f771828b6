// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ldm {

/// How a picture is made small and bad, as the published super-resolution models' training data
/// was (LDM paper, Sec. 4.4, App. D.1).
enum class DegradeKind {
    Bsrgan,       ///< blur, resampling, noise and JPEG in random order (Zhang et al. 2021)
    BsrganLight,  ///< the same, milder: what bsr_sr learnt from
    CvNearest,    ///< cv_*: OpenCV's resampling, without smoothing before (but area)
    CvBilinear,
    CvBicubic,
    CvArea,
    CvLanczos,
    PilNearest,  ///< pil_*: Pillow's resampling, smoothed before as it shrinks
    PilBilinear,
    PilBicubic,  ///< what the paper's own ×4 model learnt from
    PilBox,
    PilHamming,
    PilLanczos,
};

struct DegradeOptions {
    DegradeKind kind = DegradeKind::BsrganLight;
    int factor = 4;  ///< side in / side out; BSR: 2 or 4
    std::uint64_t seed = 0;
};

/// The picture made `factor` times smaller and worse. Rows and columns that the factor does not
/// divide are cut off first. The same seed gives the same result.
/// @return RGB, height / factor × width / factor
/// @throws Error{BadArgument} for a picture smaller than the factor or a factor that the kind lacks
Image degrade_image(const Image& image, const DegradeOptions& options);

/// "bsrgan", "bsrgan_light", "cv_bicubic", "pil_lanczos" …, as in published configurations.
const char* name_of(DegradeKind kind);

/// @throws Error{BadArgument} listing the known names
DegradeKind degrade_kind_from_name(std::string_view name);
std::vector<std::string> degrade_kind_names();

}  // namespace ldm
