// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/recipe.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ldm {

/// One label of a semantic model.
struct LabelInfo {
    std::string name;                   ///< English, lower case
    std::array<std::uint8_t, 3> rgb{};  ///< sRGB colour in the palette
};

/// An installed model: what it can do and how it is best used. Made without reading the weights.
struct ModelInfo {
    std::string id;     ///< file name without its ending
    std::string title;  ///< for people; the id if the YAML names none
    std::filesystem::path config;
    std::filesystem::path weights;
    std::uintmax_t bytes = 0;  ///< size of the weights file
    std::vector<TaskKind> tasks;
    int native_width = 256;  ///< size of the pictures it learnt from, in pixels
    int native_height = 256;
    int size_multiple = 8;  ///< sizes are rounded up to a multiple and cropped back
    /// What maps and boxes are made of; empty if it takes none of these.
    std::vector<LabelInfo> labels;
    std::vector<LabelInfo> classes;              ///< empty if it takes none
    int steps = 20;                              ///< recommended
    SamplerKind sampler = SamplerKind::Ddim;     ///< recommended
    SpacingKind spacing = SpacingKind::Uniform;  ///< recommended
    double eta = 0.0;                            ///< recommended
    double guidance = 1.0;                       ///< recommended
    bool takes_guidance = false;
    int null_class = -1;  ///< class that stands for none, for guidance; negative = there is none
    bool takes_prompt = false;
    std::string source;  ///< where its weights are published
    std::string licence;
    std::string attribution;
    std::string problem;  ///< why it cannot be used; empty if it can
};

/// A compute device.
struct DeviceInfo {
    std::string id;  ///< "cpu"
    std::string name;
    int threads = 1;
    std::uintmax_t memory = 0;  ///< bytes
    bool bf16 = false;          ///< computes in bf16 faster than in fp32
};

}  // namespace ldm
