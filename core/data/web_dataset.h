// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"

#include <filesystem>
#include <memory>

namespace ldm::data {

class TarFile;

struct WebDatasetOptions {
    /// Paths of tar files; braces stand for several: laion/{00000..01234}.tar, a-{train,val}.tar.
    std::vector<std::string> shards;
    /// Where the list of what is in the shards is kept, so that the next run need not go through
    /// them; written if it is not there or does not fit the shards. Empty: none.
    std::filesystem::path index{};
    int threads = 4;  ///< that go through the shards when they are opened
};

/// `a{00..02}b{x,y}` → a00bx, a00by, a01bx …: numbers keep their leading zeros.
/// @throws Error{BadArgument} for braces that do not close or over a million names
std::vector<std::string> expand_braces(const std::string& pattern);

/// WebDataset shards, as LAION's pictures are kept (Aizman et al. 2019; img2dataset): tar files in
/// which the files of one example stand together and share their name up to the first dot.
/// Pictures are .jpg, .jpeg, .png or .webp; .txt is the caption, or `caption` in .json; .cls the
/// class number. Shards are read where they lie: each is gone through once, header by header, and
/// examples are then found at once. Each shard is a stretch, so a loader shuffles shards, and
/// examples in windows, as the usual shuffle buffer does.
class WebDataset : public Dataset {
public:
    /// @throws Error{File} if a shard is missing or no tar file, or there is no picture at all
    explicit WebDataset(const WebDatasetOptions& options);
    ~WebDataset() override;

    std::int64_t size() const override { return firsts_.back(); }
    Example read(std::int64_t index, std::uint64_t seed) const override;
    std::vector<std::int64_t> stretches() const override;
    std::vector<std::string> notes() const override;

private:
    struct Shard;

    void scan(int threads);
    void keep_index(const std::filesystem::path& file) const;
    bool read_index(const std::filesystem::path& file);

    std::vector<std::unique_ptr<Shard>> shards_;
    std::vector<std::int64_t> firsts_;  ///< number of each shard's first example, and the end
};

}  // namespace ldm::data
