// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"

#include <filesystem>
#include <memory>

namespace ldm::data {

struct LsunOptions {
    std::filesystem::path root;  ///< e.g. bedroom_train_lmdb, with data.mdb in it
    /// Keys to take, one a line, with or without an ending like .webp; empty: all.
    std::filesystem::path list{};
    /// Where the list of all keys is kept, so that the next run need not go through the data base
    /// again; written if it is not there. Empty: none.
    std::filesystem::path index{};
};

/// LSUN as published (Yu et al. 2015): an LMDB data base a category, each value a picture file
/// (WebP). Sorted by key. The published LDM configurations read pictures that were taken out of it
/// and list files of their names: for these use ImageFiles.
class Lsun : public Dataset {
public:
    /// @throws Error{File} if it is missing, damaged or empty, or holds no key of the list
    explicit Lsun(const LsunOptions& options);
    ~Lsun() override;

    std::int64_t size() const override;
    Example read(std::int64_t index, std::uint64_t seed) const override;

private:
    struct Environment;
    std::unique_ptr<Environment> environment_;
    std::string keys_;                   ///< all, end to end
    std::vector<std::uint64_t> starts_;  ///< of each key, and the end
};

}  // namespace ldm::data
