// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace ldm {

struct WorldExport {
    std::filesystem::path folder;
    int count = 16;
    std::uint64_t seed = 0;  ///< of the first picture; the others follow
    int size = 256;
    int supersample = 2;
    int threads = 0;                  ///< 0 = one a processor
    std::filesystem::path materials;  ///< folder of `./dev data`; empty = drawn by code
    std::string kind, light;          ///< only these; empty = any
};

/// Writes pictures of the landscape world: NAME.png, NAME_map.png (palette PNG of label indices)
/// and NAME.json (caption, class, kind, light; objects: label and box x, y, w, h in parts of the
/// sides) each, and `labels.json`.
/// @param progress called with the number done; answers false to stop
/// @return pictures a second
/// @throws Error{File}, Error{BadArgument}
double write_world(const WorldExport& options, const std::function<bool(int)>& progress);

}  // namespace ldm
