// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"

#include <filesystem>

namespace ldm::data {

struct ImageNetOptions {
    std::filesystem::path root;  ///< holds a folder a class: n01440764/…, n01443537/…
    /// All synsets that are numbered, one a line; empty: the folders that are there. Needed where
    /// only some of the 1000 are, so that the numbers are those of the published models.
    std::filesystem::path synsets{};
};

/// ImageNet (Russakovsky et al. 2015): a folder of pictures for each WordNet synset. Class numbers
/// count the synsets in sorted order, as in the published loader. The one picture that it leaves
/// out (n06596364_9591, damaged) is left out here too.
class ImageNet : public Dataset {
public:
    /// @throws Error{File} if there are no synset folders, Error{BadArgument} for a folder that is
    /// not in the list
    explicit ImageNet(const ImageNetOptions& options);

    std::int64_t size() const override { return std::int64_t(pictures_.size()); }
    Example read(std::int64_t index, std::uint64_t seed) const override;

    const std::vector<std::string>& synsets() const { return synsets_; }

private:
    struct Picture {
        int class_id;
        std::string name;  ///< of the file in its folder
    };

    std::filesystem::path root_;
    std::vector<std::string> synsets_;  ///< by class number
    std::vector<Picture> pictures_;
};

}  // namespace ldm::data
