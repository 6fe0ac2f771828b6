// SPDX-License-Identifier: MIT
#include "train/latent_store.h"

#include "ldm/error.h"

#include <ATen/ATen.h>

#include <array>
#include <cstring>

namespace ldm::train {

namespace {

namespace fs = std::filesystem;

// A record: length of the key, key, three sizes, values.
using Sizes = std::array<std::int64_t, 3>;
constexpr size_t kLengthBytes = sizeof(std::uint32_t);

std::string pack(const std::string& key, const torch::Tensor& latent)
{
    const auto length = std::uint32_t(key.size());
    const Sizes sizes{latent.size(0), latent.size(1), latent.size(2)};
    std::string record(reinterpret_cast<const char*>(&length), sizeof length);
    record += key;
    record.append(reinterpret_cast<const char*>(sizes.data()), sizeof sizes);
    record.append(static_cast<const char*>(latent.const_data_ptr()), latent.nbytes());
    return record;
}

// The key's length; none if the record is too short to be one.
std::string_view key_of(std::string_view record)
{
    std::uint32_t length = 0;
    if (record.size() < kLengthBytes + sizeof(Sizes))
        return {};
    std::memcpy(&length, record.data(), sizeof length);
    if (length > record.size() - kLengthBytes - sizeof(Sizes))
        return {};
    return record.substr(kLengthBytes, length);
}

torch::Tensor unpack(std::string_view record)
{
    record.remove_prefix(kLengthBytes + key_of(record).size());
    Sizes sizes;
    std::memcpy(sizes.data(), record.data(), sizeof sizes);
    record.remove_prefix(sizeof sizes);
    std::uint64_t count = 1;
    for (const auto size : sizes)
        count = size > 0 && size < (1 << 20) ? count * std::uint64_t(size) : 0;
    if (count * sizeof(float) != record.size())
        return {};
    auto latent = at::empty(sizes, at::kFloat);
    std::memcpy(latent.mutable_data_ptr(), record.data(), record.size());
    return latent;
}

}  // namespace

LatentStore::LatentStore(const fs::path& folder, const std::string& first_stage, int rank)
{
    const auto prefix = "latents-" + first_stage.substr(0, 16) + "-";
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        throw Error(ErrorCode::File,
                    "The folder " + folder.string() + " cannot be made: " + problem.message() + ".",
                    folder.string());
    path_ = folder / (prefix + std::to_string(rank) + ".records");
    writer_ = std::make_unique<RecordWriter>(path_);
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto path = entry.path();
        if (path.filename().string().rfind(prefix, 0) != 0)
            continue;
        read_records(path, [&](std::uint64_t offset, std::string_view record) {
            if (const auto key = key_of(record); !key.empty())
                places_.emplace(key, Place{path, offset});
        });
    }
}

torch::Tensor LatentStore::find(const std::string& key) const
{
    const auto found = places_.find(key);
    if (found == places_.end())
        return {};
    return unpack(read_record(found->second.file, found->second.offset));
}

void LatentStore::add(const std::string& key, const torch::Tensor& latent)
{
    places_[key] = {path_, writer_->append(pack(key, latent))};
}

}  // namespace ldm::train
