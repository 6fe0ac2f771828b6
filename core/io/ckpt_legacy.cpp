// SPDX-License-Identifier: MIT
#include "io/ckpt_legacy.h"

#include "io/byte_cursor.h"
#include "io/ckpt_index.h"
#include "io/pickle_globals.h"
#include "io/pickle_vm.h"

#include <unordered_map>

namespace ldm {

namespace {

using pickle::Kind;

/// 0x1950a86a20f9469cfc6c as Python pickles it.
constexpr std::string_view kMagic{"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e",
                                  15};
constexpr std::int64_t kProtocol = 1001;

/// The size of an element of each storage that the checkpoint names.
std::unordered_map<std::string_view, std::uint64_t> element_sizes(const pickle::Document& document)
{
    std::unordered_map<std::string_view, std::uint64_t> sizes;
    for (const auto& storage : document.storages) {
        const auto& type = document.globals[storage.type].name;
        const auto dtype = pickle::storage_dtype(type);
        if (!dtype)
            refuse_file("it has a storage of the type “" + printable(type) +
                        "”, which is not known");
        sizes[storage.key] = c10::elementSize(*dtype);
    }
    return sizes;
}

/// Walks over the storages behind the last pickle.
std::unordered_map<std::string_view, StorageRange> find_storages(std::string_view bytes,
                                                                 const pickle::Document& keys,
                                                                 const pickle::Document& checkpoint)
{
    if (keys.root.kind != Kind::List)
        refuse_file("its list of storages is corrupt");
    const auto sizes = element_sizes(checkpoint);
    std::unordered_map<std::string_view, StorageRange> ranges;
    ByteCursor in(bytes, keys.end);
    for (const auto& value : keys.items_of(keys.root)) {
        if (value.kind != Kind::Text)
            refuse_file("its list of storages is corrupt");
        const auto key = keys.text(value);
        const auto element = sizes.find(key);
        if (element == sizes.end())
            refuse_file("its list of storages names “" + printable(key) + "”, which is unused");
        std::uint64_t size = 0;
        if (__builtin_mul_overflow(in.number(8), element->second, &size))
            refuse_file("the storage “" + printable(key) + "” has an impossible size");
        const auto offset = in.position();
        in.block(size);
        ranges[key] = {offset, size, std::nullopt};
    }
    return ranges;
}

}  // namespace

bool is_ckpt_legacy(std::string_view bytes)
{
    return bytes.starts_with(kMagic);
}

CheckpointContents read_ckpt_legacy(std::string_view bytes)
{
    const auto protocol = pickle::read(bytes, kMagic.size());
    if (protocol.root.kind != Kind::Int || protocol.root.integer != kProtocol)
        refuse_file("it is of an unknown version of torch's old format");
    const auto system = pickle::read(bytes, protocol.end);
    const auto* little = system.find(system.root, "little_endian");
    if (little && little->kind == Kind::Bool && little->integer == 0)
        refuse_file("it was saved by a big-endian computer, which is not supported");
    const auto checkpoint = pickle::read(bytes, system.end);
    const auto keys = pickle::read(bytes, checkpoint.end);
    const auto ranges = find_storages(bytes, keys, checkpoint);
    return index_checkpoint(checkpoint, [&ranges](std::string_view key) {
        const auto found = ranges.find(key);
        if (found == ranges.end())
            refuse_file("its storage “" + printable(key) + "” is missing");
        return found->second;
    });
}

}  // namespace ldm
