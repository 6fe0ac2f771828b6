// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

namespace sfumato::evaluate {

struct SegmenterTraining {
    std::filesystem::path out;  ///< the .safetensors file to write
    std::int64_t steps = 3000;
    std::int64_t report_every = 200;
    int batch_size = 8;
    int crop = 128;
    double learning_rate = 2e-3;
};

/// Trains a segmenter on renders of the world with their exact maps and writes it. Prints the loss,
/// crops a second and the mIoU on held-out pictures on the way.
/// @throws ldm::Error
void train_segmenter(const SegmenterTraining& options);

}  // namespace sfumato::evaluate
