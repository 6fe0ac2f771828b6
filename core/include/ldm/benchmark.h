// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/model_info.h"

#include <string>
#include <vector>

namespace ldm {

/// Speed of one model in one compute type. Times are medians of interleaved runs, milliseconds.
struct BenchmarkRow {
    DType dtype = DType::Fp32;
    double unet_step = 0.0;
    double unet_step_launched = 0.0;  ///< on a GPU: the same without its recording as a CUDA graph
    double decode = 0.0;
    double preview = 0.0;
    double total = 0.0;          ///< a whole picture, conditioning included
    double unet_gflops = 0.0;    ///< achieved in the UNet, GFLOP/s
    double matmul_gflops = 0.0;  ///< of a large matrix product on this machine: the peak to compare
};

struct BenchmarkOptions {
    int width = 0, height = 0;  ///< 0 = native
    int steps = 20;
    int repeats = 5;
    int threads = 0;
    std::string device = "auto";
    std::filesystem::path resources{};  ///< as EngineOptions::resources
};

/// Measures fp32 and bf16 (on a GPU also fp16) side by side in one run. @throws as Engine::run
std::vector<BenchmarkRow> run_benchmark(const ModelInfo& model, const BenchmarkOptions& options);

}  // namespace ldm
