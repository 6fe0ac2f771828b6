// SPDX-License-Identifier: MIT
#include "io/safetensors.h"

#include "io/byte_cursor.h"
#include "ldm/error.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

namespace ldm {

namespace {

using at::ScalarType;
using nlohmann::json;

/// A header of 3000 tensors has about 400 kB.
constexpr std::uint64_t kMaxHeader = 32u << 20;
constexpr const char* kMetadata = "__metadata__";

constexpr std::array<std::pair<const char*, ScalarType>, 13> kTypes = {{
    {"BOOL", ScalarType::Bool},
    {"U8", ScalarType::Byte},
    {"I8", ScalarType::Char},
    {"I16", ScalarType::Short},
    {"I32", ScalarType::Int},
    {"I64", ScalarType::Long},
    {"F16", ScalarType::Half},
    {"BF16", ScalarType::BFloat16},
    {"F32", ScalarType::Float},
    {"F64", ScalarType::Double},
    {"F8_E4M3", ScalarType::Float8_e4m3fn},
    {"F8_E5M2", ScalarType::Float8_e5m2},
    {"C64", ScalarType::ComplexFloat},
}};

ScalarType dtype_of(const std::string& name, const std::string& tensor)
{
    for (const auto& [known, dtype] : kTypes)
        if (name == known)
            return dtype;
    refuse_file("its header gives the tensor “" + printable(tensor) + "” the dtype “" +
                printable(name) + "”, which is not known");
}

/// Parses the header, refusing deep nesting and keys that come twice, and notes their order.
json parse_header(std::string_view text, std::vector<std::string>& order)
{
    static constexpr int kMaxDepth = 3;
    std::array<std::set<std::string>, kMaxDepth + 1> keys;
    const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
        if (depth > kMaxDepth)
            refuse_file("its header is invalid: JSON nested too deeply");
        const auto level = static_cast<std::size_t>(depth);
        if (event == json::parse_event_t::object_start && level + 1 < keys.size())
            keys[level + 1].clear();
        if (event != json::parse_event_t::key)
            return true;
        const auto& key = parsed.get_ref<const std::string&>();
        if (!keys[level].insert(key).second)
            refuse_file("its header has the key “" + printable(key) + "” twice (a duplicate)");
        if (depth == 1)
            order.push_back(key);
        return true;
    };
    try {
        return json::parse(text.begin(), text.end(), watch);
    } catch (const json::exception&) {
        refuse_file("its header is no valid JSON");
    }
}

std::uint64_t unsigned_of(const json& value, const std::string& tensor)
{
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > INT64_MAX)
        refuse_file("its header gives the tensor “" + printable(tensor) +
                    "” a shape or offset that is no valid number");
    return value.get<std::uint64_t>();
}

const json& field(const json& object, const char* name, const std::string& tensor)
{
    const auto found = object.find(name);
    if (!object.is_object() || found == object.end())
        refuse_file("its header has no “" + std::string(name) + "” for the tensor “" +
                    printable(tensor) + "”");
    return *found;
}

/// Row-major strides; a size that overflows is found by the byte count.
TensorEntry read_entry(const std::string& name, const json& object, StorageRange& range)
{
    TensorEntry entry;
    entry.name = name;
    const auto& dtype = field(object, "dtype", name);
    const auto& shape = field(object, "shape", name);
    const auto& offsets = field(object, "data_offsets", name);
    if (!dtype.is_string() || !shape.is_array() || !offsets.is_array() || offsets.size() != 2 ||
        shape.size() > 64)
        refuse_file("its header is invalid at the tensor “" + printable(name) + "”");
    entry.info.dtype = dtype_of(dtype.get<std::string>(), name);
    for (const json& size : shape)
        entry.info.shape.push_back(static_cast<std::int64_t>(unsigned_of(size, name)));
    entry.strides.resize(entry.info.shape.size());
    std::uint64_t bytes = c10::elementSize(entry.info.dtype);
    bool overflow = false;
    std::int64_t stride = 1;
    for (std::size_t i = entry.info.shape.size(); i-- > 0;) {
        const auto size = entry.info.shape[i];
        entry.strides[i] = stride;
        overflow |= __builtin_mul_overflow(stride, std::max<std::int64_t>(size, 1), &stride);
        overflow |= __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes);
    }
    const auto begin = unsigned_of(offsets[0], name);
    const auto end = unsigned_of(offsets[1], name);
    if (overflow || begin > end || end - begin != bytes)
        refuse_file("its header gives the tensor “" + printable(name) +
                    "” data offsets that do not fit the size of its shape");
    range = {begin, bytes, std::nullopt};
    return entry;
}

/// @throws Error{CheckpointFormat} unless the ranges cover [0, size) exactly once
void check_cover(std::vector<StorageRange> ranges, std::uint64_t size)
{
    std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) {
        return std::pair(a.offset, a.size) < std::pair(b.offset, b.size);
    });
    std::uint64_t at = 0;
    for (const auto& range : ranges) {
        if (range.offset < at)
            refuse_file("its header is invalid: tensors overlap");
        if (range.offset > at)
            refuse_file("its header is invalid: there is data that no tensor's offsets cover");
        at = range.offset + range.size;
        if (at > size)
            refuse_file("it is truncated: a tensor's offsets are out of the file's range");
    }
    if (at != size)
        refuse_file("its size does not fit its header: there is data behind the last tensor");
}

void read_metadata(const json& object, std::map<std::string, std::string>& metadata)
{
    if (!object.is_object())
        refuse_file("its header is invalid: the metadata is no list of texts");
    for (const auto& [key, value] : object.items()) {
        if (!value.is_string())
            refuse_file("its header is invalid: the metadata is no list of texts");
        metadata[key] = value.get<std::string>();
    }
}

}  // namespace

bool is_safetensors(std::string_view bytes)
{
    return bytes.size() > 8 && bytes[8] == '{';
}

CheckpointContents read_safetensors(std::string_view bytes)
{
    if (bytes.size() < 8)
        refuse_file("it is too short to have a header");
    ByteCursor in(bytes);
    const auto header_size = in.number(8);
    if (header_size > kMaxHeader || header_size > in.left())
        refuse_file(
            "its header is longer than the file or any model's: the file is truncated or "
            "no model");
    std::vector<std::string> order;
    const json header = parse_header(in.block(header_size), order);
    if (!header.is_object())
        refuse_file("its header is invalid: it is no JSON object");
    CheckpointContents contents;
    for (const std::string& name : order) {
        if (name == kMetadata) {
            read_metadata(header[name], contents.metadata);
            continue;
        }
        StorageRange range;
        contents.tensors.push_back(read_entry(name, header[name], range));
        contents.tensors.back().storage = contents.storages.size();
        contents.storages.push_back(range);
    }
    check_cover(contents.storages, in.left());
    for (StorageRange& range : contents.storages)
        range.offset += in.position();
    return contents;
}

const char* safetensors_dtype(at::ScalarType dtype)
{
    for (const auto& [name, known] : kTypes)
        if (known == dtype)
            return name;
    throw Error(ErrorCode::Unsupported,
                std::string("Tensors of the type ") + c10::toString(dtype) +
                    " cannot be written to a .safetensors file.",
                "dtype");
}

}  // namespace ldm
