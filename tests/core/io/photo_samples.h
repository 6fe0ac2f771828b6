// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

/// Photos as cameras and other programs make them, by hand.
namespace samples {

/// An ICC profile with the primaries of Display P3.
std::vector<std::uint8_t> wideProfile();

/// An ICC profile of grey with that gamma.
std::vector<std::uint8_t> greyProfile(double gamma);

/// Model "Camera Z", that orientation, an Exif and a GPS directory, a thumbnail.
std::vector<std::uint8_t> exifBlock(int orientation);

// Each writes the file and returns its path.
std::filesystem::path rotatedJpeg(const std::filesystem::path& file, int orientation);  ///< 24 × 16
std::filesystem::path cmykJpeg(const std::filesystem::path& file);      ///< cyan, as Adobe does
std::filesystem::path animatedWebp(const std::filesystem::path& file);  ///< red, then blue; 8 × 8

}  // namespace samples
