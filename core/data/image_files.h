// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"

#include <filesystem>

namespace ldm::data {

/// Where single picture files are.
struct ImageFilesOptions {
    std::filesystem::path root;
    std::filesystem::path list{};  ///< one path a line, relative to root; empty: all below root
    std::filesystem::path maps{};  ///< folder of label maps: the same names, `.png`; empty: none
    bool captions = false;         ///< each picture's caption is the text in NAME.txt beside it
};

/// A folder of pictures, as CelebA-HQ, FFHQ, Landscapes and most small data sets come, or the part
/// of it that a list file names, as the published loaders take it (Esser et al. 2021,
/// `taming.data.custom`, `taming.data.faceshq`). Sorted by name; PNG, JPEG, WebP and TIFF.
/// The NumPy files of the published CelebA-HQ (`.npy`) are taken as PNG of the same name.
class ImageFiles : public Dataset {
public:
    /// @throws Error{File} if a folder or list is missing or names no picture
    explicit ImageFiles(ImageFilesOptions options);

    std::int64_t size() const override { return std::int64_t(names_.size()); }
    Example read(std::int64_t index, std::uint64_t seed) const override;

private:
    ImageFilesOptions options_;
    std::vector<std::string> names_;  ///< relative to root
};

/// Names of the picture files below a folder, relative to it, sorted. Hidden files and folders are
/// left out.
std::vector<std::string> find_pictures(const std::filesystem::path& folder);

/// A label map: the indices of a palette or grey PNG.
/// @throws Error{BadArgument} if it is none, or is not of the picture's size
LabelMap read_indices(const std::filesystem::path& file, const Image& picture);

}  // namespace ldm::data
