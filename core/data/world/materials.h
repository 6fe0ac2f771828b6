// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/colour.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ldm::world {

/// Ground textures, in the order of their names in a pack.
enum class Ground {
    Grass,
    Dry,
    Autumn,
    Rock,
    RedRock,
    Sand,
    Dunes,
    Dirt,
    Litter,
    Shingle,
    Field,
    Snow,
    Road
};
inline constexpr int kGrounds = 13;

/// Plants and other things that stand in the land by the dozen.
enum class Plant {
    Conifer,
    Broadleaf,
    Bare,
    Palm,
    Jungle,
    Acacia,
    Cypress,
    Pine,
    Desert,
    Bush,
    DryBush,
    Tuft,
    Boulder
};
inline constexpr int kPlants = 13;

/// A seamless square picture with its smaller versions.
class Texture {
public:
    /// @param rgb side × side × 3, sRGB; a power of two of 4 … 2048
    Texture(int side, std::span<const std::uint8_t> rgb);

    /// Linear colour at a place in tiles; `footprint` is what a pixel covers, in tiles.
    Colour sample(float u, float v, float footprint) const;

    const Colour& mean() const { return mean_; }

private:
    struct Level {
        int side;
        std::vector<std::uint8_t> texels;  ///< 4 a texel: square roots of linear values
    };
    Colour bilinear(const Level& level, float u, float v) const;

    std::vector<Level> levels_;
    Colour mean_;
};

/// One point of a cut-out: colour times cover, linear.
struct CutoutPoint {
    Colour colour;
    float cover = 0.0f;
};

/// A picture with transparency, with its smaller versions.
class Cutout {
public:
    /// @param rgba height × width × 4, sRGB, straight alpha
    Cutout(int width, int height, std::span<const std::uint8_t> rgba);

    float aspect() const { return aspect_; }  ///< width / height
    float mean() const { return mean_; }      ///< linear brightness where it covers
    int level_for(float pixels_high) const;   ///< version for this height on the canvas

    /// @param u 0 … 1 from left to right  @param v 0 … 1 from top to foot
    CutoutPoint sample(int level, float u, float v) const;

private:
    struct Level {
        int width, height;
        std::vector<std::uint8_t> texels;  ///< 4 a texel: root colour × alpha, alpha
    };

    std::vector<Level> levels_;
    float aspect_, mean_;
};

/// What the world is made of. Every list has at least one entry, save things nobody draws by code.
struct Materials {
    std::array<std::vector<Texture>, kGrounds> ground;
    std::array<std::vector<Cutout>, kPlants> plants;
    std::vector<std::vector<Cutout>> things;  ///< in the order of species()
    std::string digest;                       ///< SHA-256 of the pack's manifest; empty without one

    const Texture& texture(Ground g, std::uint64_t look) const
    {
        const auto& list = ground[size_t(g)];
        return list[(look >> (4 * (unsigned(g) % 8))) % list.size()];
    }
};

/// Drawn by code alone; made once.
const Materials& procedural_materials();

/// A folder that `./dev data` made: what its manifest.json names, and procedural materials for
/// whatever it lacks.
/// @throws Error{File} if the manifest is missing or damaged, or a file that it names is missing,
/// damaged or not the one that it was; Error{BadArgument} if a path leads out of the folder or a
/// picture is too large (textures 2048, cut-outs 1024 a side)
Materials load_materials(const std::filesystem::path& folder);

/// The same, read once: the last folder asked for stays in memory. @throws as above
std::shared_ptr<const Materials> shared_materials(const std::filesystem::path& folder);

}  // namespace ldm::world
