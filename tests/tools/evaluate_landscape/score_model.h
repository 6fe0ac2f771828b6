// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace sfumato::evaluate {

struct ModelScoring {
    std::string model;                ///< id or path of a semantic model of the world's labels
    std::filesystem::path model_dir;  ///< folder searched for it
    std::filesystem::path segmenter;  ///< what `train_segmenter` wrote
    int count = 200;                  ///< of held-out maps
    int steps = 20;
    int threads = 0;              ///< 0 = one a physical core
    std::filesystem::path sheet;  ///< contact sheet to write; empty = none
};

/// Generates a picture for each held-out map and compares what the segmenter sees in it, and in the
/// real render, with the map. Prints both mIoU, their ratio and a table by label.
/// @throws ldm::Error
void score_model(const ModelScoring& options);

}  // namespace sfumato::evaluate
