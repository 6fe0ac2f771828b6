// SPDX-License-Identifier: MIT
#include "io/checkpoint.h"

#include "io/checkpoint_contents.h"
#include "io/ckpt_legacy.h"
#include "io/ckpt_zip.h"
#include "io/mapped_file.h"
#include "io/safetensors.h"
#include "io/scaled_weights.h"
#include "ldm/error.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/ne.h>

#include <zlib.h>
#include <cstring>
#include <functional>
#include <limits>
#include <mutex>
#include <unordered_map>

namespace ldm {

namespace {

/// Ends a reason into the sentence that the artist reads.
[[noreturn]] void refuse_model(const std::filesystem::path& path, const std::string& reason)
{
    throw Error(ErrorCode::CheckpointFormat,
                "“" + printable(path.filename().string()) +
                    "” is not a usable model file: " + reason + ". Nothing in it was run.",
                path.string());
}

std::uint32_t checksum(std::string_view bytes)
{
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

/// The tensors of any format: views on ranges of one mapped file.
class MappedCheckpoint final : public Checkpoint {
public:
    MappedCheckpoint(std::shared_ptr<const MappedFile> file, CheckpointContents contents);

    const std::vector<std::string>& names() const override { return names_; }
    bool contains(std::string_view name) const override { return index_.contains(name); }
    const TensorInfo& info(std::string_view name) const override { return entry(name).info; }
    at::Tensor tensor(std::string_view name) const override;
    const std::map<std::string, std::string>& metadata() const override
    {
        return contents_.metadata;
    }

private:
    /// What tensors of one storage share beyond the file's bytes.
    struct StorageState {
        bool checked = false;
        std::weak_ptr<void> aligned;  ///< copy of a storage that lies at an odd address
    };

    const TensorEntry& entry(std::string_view name) const;
    std::shared_ptr<void> bytes_of(const TensorEntry& entry) const;

    std::shared_ptr<const MappedFile> file_;
    CheckpointContents contents_;
    std::vector<std::string> names_;
    std::unordered_map<std::string_view, std::size_t> index_;
    mutable std::mutex mutex_;
    mutable std::vector<StorageState> states_;
};

MappedCheckpoint::MappedCheckpoint(std::shared_ptr<const MappedFile> file,
                                   CheckpointContents contents)
    : file_(std::move(file)), contents_(std::move(contents)), states_(contents_.storages.size())
{
    names_.reserve(contents_.tensors.size());
    for (const auto& tensor : contents_.tensors) {
        index_.emplace(tensor.name, names_.size());
        names_.push_back(tensor.name);
    }
}

const TensorEntry& MappedCheckpoint::entry(std::string_view name) const
{
    const auto found = index_.find(name);
    if (found == index_.end())
        throw Error(ErrorCode::CheckpointKeys,
                    "The tensor “" + printable(name) + "” is missing in “" +
                        file_->path().filename().string() + "”.",
                    std::string(name));
    return contents_.tensors[found->second];
}

std::shared_ptr<void> MappedCheckpoint::bytes_of(const TensorEntry& entry) const
{
    const std::lock_guard lock(mutex_);
    const StorageRange& range = contents_.storages[entry.storage];
    StorageState& state = states_[entry.storage];
    const auto bytes = file_->text().substr(range.offset, range.size);
    if (!state.checked) {
        if (range.crc32 && checksum(bytes) != *range.crc32)
            refuse_model(file_->path(), "the tensor “" + printable(entry.name) +
                                            "” is damaged (its checksum does not fit); "
                                            "download the file again");
        state.checked = true;
    }
    // The mapping is private and writable: see MappedFile.
    auto* data = const_cast<char*>(bytes.data());
    const auto alignment = c10::elementSize(entry.info.dtype);
    if (reinterpret_cast<std::uintptr_t>(data) % alignment == 0)
        return {file_, data};
    if (auto copy = state.aligned.lock())
        return copy;
    std::shared_ptr<void> copy(::operator new(bytes.size()), [](void* p) { ::operator delete(p); });
    std::memcpy(copy.get(), bytes.data(), bytes.size());
    state.aligned = copy;
    return copy;
}

at::Tensor MappedCheckpoint::tensor(std::string_view name) const
{
    const TensorEntry& found = entry(name);
    const auto& shape = found.info.shape;
    const auto dtype = found.info.dtype;
    for (const auto size : shape)
        if (size == 0)
            return at::empty(shape, dtype);
    auto storage = bytes_of(found);
    const auto offset = static_cast<std::size_t>(found.storage_offset) * c10::elementSize(dtype);
    char* data = static_cast<char*>(storage.get()) + offset;
    const auto keep = [storage = std::move(storage)](void*) mutable { storage.reset(); };
    if (dtype == at::ScalarType::Bool)  // a byte other than 0 and 1 is no valid bool
        return at::from_blob(data, shape, found.strides, keep, at::kByte).ne(0);
    return at::from_blob(data, shape, found.strides, keep, dtype);
}

CheckpointContents read_contents(const MappedFile& file)
{
    const auto bytes = file.text();
    if (bytes.empty())
        refuse_file("it is empty");
    if (bytes.starts_with("PK\3\4") || bytes.starts_with("PK\5\6"))
        return read_ckpt_zip(bytes);
    if (is_ckpt_legacy(bytes))
        return read_ckpt_legacy(bytes);
    if (is_safetensors(bytes) || file.path().extension() == ".safetensors")
        return read_safetensors(bytes);
    if (bytes.starts_with("<"))
        refuse_file("it is not in a model format but a web page; the download did not work");
    refuse_file("its format is not known; it is neither a .ckpt nor a .safetensors file");
}

}  // namespace

std::unique_ptr<Checkpoint> open_checkpoint(const std::filesystem::path& path)
{
    auto file = MappedFile::open(path);
    try {
        auto contents = read_contents(*file);
        return unscaled(std::make_unique<MappedCheckpoint>(file, std::move(contents)));
    } catch (const Error& error) {
        refuse_model(path, error.what());
    } catch (const std::bad_alloc&) {
        refuse_model(path, "it describes more than fits into memory");
    }
}

}  // namespace ldm
