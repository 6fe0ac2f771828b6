// SPDX-License-Identifier: MIT
#pragma once

#include "io/image_file.h"

#include <filesystem>
#include <fstream>
#include <string>

/// Tiny data sets, made where a test needs them.
namespace samples {

/// An RGB picture that `number` makes different from others.
inline ldm::Image picture(int width, int height, int number)
{
    ldm::Image image{width, height, 3, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c)
                image.pixels.push_back(std::uint8_t(x * 5 + y * 3 + number * 17 + c * 40));
    return image;
}

inline void write_text(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

inline std::string read_text(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_picture(const std::filesystem::path& file, const ldm::Image& image)
{
    std::filesystem::create_directories(file.parent_path());
    ldm::write_png(file, image);
}

/// A PNG's bytes. @param folder  where it may lie for a moment
inline std::string png_bytes(const std::filesystem::path& folder, const ldm::Image& image)
{
    write_picture(folder / "bytes.png", image);
    const auto bytes = read_text(folder / "bytes.png");
    std::filesystem::remove(folder / "bytes.png");
    return bytes;
}

}  // namespace samples
