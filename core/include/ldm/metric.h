// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ldm {

/// What two sets of pictures are compared by (LDM paper, App. E.3.4 to E.3.6).
enum class MetricKind {
    Fid,    ///< Fréchet distance of Inception features (Heusel et al. 2017)
    Is,     ///< Inception score (Salimans et al. 2016), of one set
    Pr,     ///< improved precision and recall (Kynkäänniemi et al. 2019)
    Psnr,   ///< peak signal-to-noise ratio, dB, pair by pair
    Ssim,   ///< structural similarity (Wang et al. 2004), pair by pair
    Lpips,  ///< learned perceptual distance on VGG-16 (Zhang et al. 2018), pair by pair
};

struct MetricOptions {
    MetricKind kind = MetricKind::Fid;
    /// A folder, a .zip of pictures, an .npz with an array [n,h,w,3] of bytes, or one picture.
    std::filesystem::path made;
    std::filesystem::path real;  ///< the same; not for the Inception score

    /// Fid, Is, Pr: published Inception weights, a TorchScript network, or `random:SEED`.
    std::string network;
    /// Lpips: files that hold its weights between them.
    std::vector<std::filesystem::path> lpips_weights;

    int neighbours = 3;  ///< Pr: k
    int splits = 10;     ///< Is: parts of the shuffled set
    /// Draws for the 95 % intervals; 0 = none. Of Fid, each costs a decomposition of two matrices.
    int bootstrap = 0;
    std::uint64_t seed = 2020;  ///< of the shuffle and the bootstrap
    int batch = 16;             ///< pictures that the network sees at once
    int threads = 0;            ///< 0 = one a physical core
};

/// One figure.
struct MetricValue {
    std::string name;  ///< "fid", "is", "precision", "recall", "psnr", "ssim", "lpips"
    double value = 0.0;
    std::optional<double> deviation;  ///< over splits or pictures
    std::optional<double> low, high;  ///< 95 % interval by bootstrap
};

struct MetricReport {
    std::vector<MetricValue> values;
    std::size_t made = 0, real = 0;  ///< pictures
};

/// Measures. Pairs are found by their names inside the sets, or by order if both are .npz.
/// @param progress (pictures done, of all) → false to stop
/// @throws Error{File}, Error{BadArgument} for pictures that do not fit each other or too few of
///         them, Error{CheckpointKeys} for weights of another network
/// @throws Cancelled if the progress said so
MetricReport measure(const MetricOptions& options,
                     const std::function<bool(std::size_t, std::size_t)>& progress = {});

/// "fid", "is", "pr", "psnr", "ssim", "lpips".
const char* name_of(MetricKind kind);

}  // namespace ldm
