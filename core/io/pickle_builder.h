// SPDX-License-Identifier: MIT
#pragma once

#include "io/pickle_vm.h"

#include <string>

namespace ldm::pickle {

/// Makes a Document's values and answers its calls, within Limits. It never runs anything.
/// All functions throw Error{CheckpointFormat} with a bare reason.
class DocumentBuilder {
public:
    DocumentBuilder(std::string_view bytes, const Limits& limits);

    /// A text or byte string that lies in the pickle's bytes.
    Value make_text(Kind kind, std::string_view text) const;

    /// An integer of any length, two's complement, little-endian.
    Value make_long(std::string_view bytes) const;

    /// An integer or bool in decimal digits (protocol 0).
    Value make_decimal(std::string_view line) const;

    /// A Tuple, List or Dict.
    Value make_items(Kind kind, std::vector<Value> items);

    Value make_global(std::string_view module, std::string_view name);

    /// Appends to a List or Dict; what is added to an unknown object is dropped.
    void extend(const Value& target, const std::vector<Value>& values);

    /// What callee(*arguments) gives: a tensor, a dict, or an inert Object.
    Value call(const Value& callee, const Value& arguments);

    /// An instance of a class.
    Value make_object(const Value& callee);

    /// The storage that a persistent id names.
    Value make_storage(const Value& id);

    std::string_view text(const Value& value) const { return doc_.text(value); }

    /// Ends the building.
    Document take(Value root, std::size_t end);

private:
    Value rebuild_tensor(const std::vector<Value>& arguments);
    Value rebuild_from_type(const std::vector<Value>& arguments);
    Value rebuild_ordered_dict(const std::vector<Value>& arguments);
    void count_node();
    void count_elements(std::size_t count);
    std::int64_t integer_of(const Value& value) const;
    std::vector<std::int64_t> integers_of(const Value& value) const;

    const Limits& limits_;
    Document doc_;
    std::size_t nodes_ = 0;
    std::size_t elements_ = 0;
};

/// Refuses the file for a damaged pickle.
[[noreturn]] void refuse_pickle(const std::string& what);

}  // namespace ldm::pickle
