// SPDX-License-Identifier: MIT
#include "io/ckpt_zip.h"

#include "io/ckpt_index.h"
#include "io/pickle_vm.h"
#include "io/zip_directory.h"

#include <unordered_map>

namespace ldm {

namespace {

class Archive {
public:
    explicit Archive(std::string_view bytes);

    const std::string& root() const { return root_; }

    /// Position and size of a record below the root; null size if there is none.
    std::optional<StorageRange> find(const std::string& name) const;

    std::string_view text(const StorageRange& range) const
    {
        return bytes_.substr(range.offset, range.size);
    }

private:
    std::string_view bytes_;
    std::unordered_map<std::string_view, ZipEntry> entries_;
    std::string root_;
};

Archive::Archive(std::string_view bytes) : bytes_(bytes)
{
    static constexpr std::string_view kPickle = "/data.pkl";
    for (const ZipEntry& entry : read_zip_directory(bytes)) {
        if (!entries_.emplace(entry.name, entry).second)
            refuse_file("its zip archive is corrupt: “" + printable(entry.name) +
                        "” is in it twice");
        const auto name = entry.name;
        const auto root = name.substr(0, name.find('/'));
        if (root_.empty() && root != "." && root != ".." && !root.empty() &&
            name.substr(root.size()) == kPickle)
            root_ = root;
    }
    if (root_.empty())
        refuse_file("it is not a checkpoint: there is no data.pkl in its zip archive");
}

std::optional<StorageRange> Archive::find(const std::string& name) const
{
    const auto found = entries_.find(root_ + "/" + name);
    if (found == entries_.end())
        return std::nullopt;
    const ZipEntry& entry = found->second;
    return StorageRange{locate_zip_data(bytes_, entry), entry.size, entry.crc32};
}

}  // namespace

CheckpointContents read_ckpt_zip(std::string_view bytes)
{
    const Archive archive(bytes);
    if (const auto order = archive.find("byteorder"); order && archive.text(*order) != "little")
        refuse_file("it was saved by a big-endian computer, which is not supported");
    const auto pickled = archive.find("data.pkl");
    const auto document = pickle::read(archive.text(*pickled));
    return index_checkpoint(document, [&archive](std::string_view key) {
        const std::string name = "data/" + std::string(key);
        const auto range = archive.find(name);
        if (!range)
            refuse_file("its storage “" + printable(name) + "” is missing");
        return *range;
    });
}

}  // namespace ldm
