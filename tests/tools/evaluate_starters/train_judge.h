// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

namespace sfumato::evaluate {

struct JudgeTraining {
    std::filesystem::path out;        ///< the .safetensors file to write
    std::filesystem::path materials;  ///< folder of `./dev data`; empty = drawn by code
    std::int64_t steps = 3000;
    std::int64_t report_every = 200;
    int batch_size = 12;
    double learning_rate = 2e-3;
    std::uint64_t seed = 0;  ///< of its first weights and of the renders that it sees
};

/// Trains a judge on renders of the world with their exact maps, boxes, kinds and hours and writes
/// it. Prints the loss and how well it does on held-out pictures on the way.
/// @throws ldm::Error
void train_judge(const JudgeTraining& options);

}  // namespace sfumato::evaluate
