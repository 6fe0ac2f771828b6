// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ldm::pickle {

/// What a value of a pickle is. Object is anything that Python would have built by running code:
/// we know its name and nothing else.
enum class Kind : std::uint8_t {
    None,
    Bool,
    Int,
    Float,
    Text,
    Bytes,  ///< byte strings, and integers of more than 64 bits as their bytes
    Tuple,
    List,
    Dict,
    Global,
    Storage,
    Tensor,
    Object,
};

/// One value, 16 bytes. Compound values are an index into their Document, so a value owns
/// nothing and deep nesting costs no recursion, neither in reading nor in destruction.
struct Value {
    Kind kind = Kind::None;
    std::uint32_t length = 0;  ///< Text, Bytes
    union {
        std::int64_t integer = 0;  ///< Bool, Int
        double real;               ///< Float
        std::uint64_t index;       ///< compound values; Text, Bytes: position in the pickle
    };
};

/// What a global stands for.
enum class GlobalKind : std::uint8_t {
    Inert,      ///< known by name only
    Forbidden,  ///< a function that no model has a reason to call: calling it refuses the file
    OrderedDict,
    TorchSize,
    StorageType,
    RebuildTensor,     ///< (storage, offset, size, stride, …)
    RebuildParameter,  ///< (tensor, …)
    RebuildFromType,   ///< (function, type, arguments, state)
};

/// A name that Python would import.
struct Global {
    std::string_view module;
    std::string_view name;
    GlobalKind kind = GlobalKind::Inert;
};

/// A storage that the pickle refers to by key.
struct Storage {
    std::size_t type = 0;  ///< index into Document::globals, "torch.FloatStorage"
    std::string_view key;
    std::int64_t count = 0;        ///< elements of the whole storage
    std::int64_t view_offset = 0;  ///< elements; old files have storages that are part of another
    std::int64_t view_count = 0;   ///< elements; equals count unless it is such a part
};

/// A tensor as the pickle describes it: unchecked numbers.
struct Tensor {
    std::size_t storage = 0;  ///< index into Document::storages
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

/// One pickle as inert data. Refers to the bytes that it was read from.
struct Document {
    std::string_view bytes;
    std::size_t end = 0;  ///< position after the pickle's STOP
    Value root;
    std::vector<std::vector<Value>> items;  ///< Tuple, List; Dict as key, value, key, value …
    std::vector<Global> globals;            ///< Global; an Object's index is its class or function
    std::vector<Storage> storages;
    std::vector<Tensor> tensors;

    std::string_view text(const Value& value) const
    {
        return bytes.substr(value.index, value.length);
    }
    const std::vector<Value>& items_of(const Value& value) const { return items[value.index]; }

    /// The value of a text key of a Dict, or null; the last one where a key comes twice.
    const Value* find(const Value& dict, std::string_view key) const;
};

}  // namespace ldm::pickle
