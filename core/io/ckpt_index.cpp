// SPDX-License-Identifier: MIT
#include "io/ckpt_index.h"

#include "io/pickle_globals.h"

#include <unordered_map>

namespace ldm {

namespace {

using pickle::Kind;
using pickle::Value;

class Indexer {
public:
    Indexer(const pickle::Document& document, const StorageLookup& lookup)
        : document_(document), lookup_(lookup)
    {
    }

    CheckpointContents run();

private:
    const Value& state_dict() const;
    void add(std::string_view name, const pickle::Tensor& tensor);
    std::size_t storage_of(std::string_view key);
    void read_metadata();

    const pickle::Document& document_;
    const StorageLookup& lookup_;
    CheckpointContents contents_;
    std::unordered_map<std::string_view, std::size_t> storages_;
    std::unordered_map<std::string_view, std::size_t> tensors_;
};

CheckpointContents Indexer::run()
{
    const auto& items = document_.items_of(state_dict());
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        if (items[i].kind != Kind::Text)
            continue;
        const auto name = document_.text(items[i]);
        const Value& value = items[i + 1];
        if (value.kind == Kind::Tensor)
            add(name, document_.tensors[value.index]);
        else if (value.kind == Kind::Object || value.kind == Kind::Global) {
            const auto& global = document_.globals[value.index];
            refuse_file("“" + printable(name) + "” is no tensor but an object of “" +
                        printable(global.module) + "." + printable(global.name) +
                        "”, so it was refused");
        }
    }
    if (contents_.tensors.empty())
        refuse_file("it holds no tensors");
    read_metadata();
    return std::move(contents_);
}

const Value& Indexer::state_dict() const
{
    const Value& root = document_.root;
    if (root.kind != Kind::Dict)
        refuse_file("it is not a checkpoint: it holds no dictionary of tensors");
    const Value* nested = document_.find(root, "state_dict");
    if (nested && nested->kind == Kind::Dict)
        return *nested;
    const auto& items = document_.items_of(root);
    for (std::size_t i = 1; i < items.size(); i += 2)
        if (items[i].kind == Kind::Tensor)
            return root;
    refuse_file("it is not a checkpoint: it has no state_dict and holds no tensors");
}

void Indexer::add(std::string_view name, const pickle::Tensor& tensor)
{
    const auto& storage = document_.storages[tensor.storage];
    const auto& type = document_.globals[storage.type];
    const auto dtype = pickle::storage_dtype(type.name);
    if (!dtype)
        refuse_file("the tensor “" + printable(name) + "” is of the storage type “" +
                    printable(type.name) + "”, which is not known");
    TensorEntry entry{std::string(name), {*dtype, tensor.shape}, tensor.strides, 0, tensor.offset};
    const auto element = static_cast<std::int64_t>(c10::elementSize(*dtype));
    std::int64_t declared = 0;
    std::int64_t view_end = 0;
    std::int64_t view_bytes = 0;
    if (storage.count < 0 || storage.view_offset < 0 || storage.view_count < 0 ||
        __builtin_mul_overflow(storage.count, element, &declared) ||
        __builtin_add_overflow(storage.view_offset, storage.view_count, &view_end) ||
        __builtin_mul_overflow(storage.view_count, element, &view_bytes) ||
        view_end > storage.count)
        refuse_file("the tensor “" + printable(name) + "” has a storage of an impossible size");
    check_view(entry, static_cast<std::uint64_t>(view_bytes));
    entry.storage_offset += storage.view_offset;  // below view_end: no overflow
    entry.storage = storage_of(storage.key);
    if (static_cast<std::uint64_t>(declared) > contents_.storages[entry.storage].size)
        refuse_file("the storage “" + printable(storage.key) +
                    "” is too short: " + std::to_string(contents_.storages[entry.storage].size) +
                    " bytes where " + std::to_string(declared) + " are declared");
    const auto [known, is_new] = tensors_.try_emplace(name, contents_.tensors.size());
    if (is_new)
        contents_.tensors.push_back(std::move(entry));
    else
        contents_.tensors[known->second] = std::move(entry);  // as a Python dict does
}

std::size_t Indexer::storage_of(std::string_view key)
{
    const auto [known, is_new] = storages_.try_emplace(key, contents_.storages.size());
    if (is_new)
        contents_.storages.push_back(lookup_(key));
    return known->second;
}

void Indexer::read_metadata()
{
    static constexpr std::size_t kMaxText = 256;
    static constexpr std::size_t kMaxEntries = 64;
    const auto& items = document_.items_of(document_.root);
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        if (contents_.metadata.size() >= kMaxEntries || items[i].kind != Kind::Text ||
            items[i].length > kMaxText)
            continue;
        const Value& value = items[i + 1];
        auto& metadata = contents_.metadata;
        const std::string key(document_.text(items[i]));
        if (value.kind == Kind::Int)
            metadata[key] = std::to_string(value.integer);
        else if (value.kind == Kind::Float)
            metadata[key] = std::to_string(value.real);
        else if (value.kind == Kind::Text && value.length <= kMaxText)
            metadata[key] = document_.text(value);
    }
}

}  // namespace

CheckpointContents index_checkpoint(const pickle::Document& document, const StorageLookup& lookup)
{
    return Indexer(document, lookup).run();
}

}  // namespace ldm
