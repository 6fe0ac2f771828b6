// SPDX-License-Identifier: MIT
#include "io/pickle_builder.h"

#include "io/checkpoint_contents.h"
#include "io/pickle_globals.h"

#include <charconv>

namespace ldm::pickle {

namespace {

/// More than any tensor has; keeps a long list, named often as a shape, from being copied often.
constexpr std::size_t kMaxDimensions = 64;

Value indexed(Kind kind, std::size_t index)
{
    return {.kind = kind, .length = 0, .index = index};
}

std::string full_name(const Global& global)
{
    return printable(global.module) + "." + printable(global.name);
}

}  // namespace

void refuse_pickle(const std::string& what)
{
    refuse_file("its pickle is corrupt (" + what + ")");
}

DocumentBuilder::DocumentBuilder(std::string_view bytes, const Limits& limits) : limits_(limits)
{
    doc_.bytes = bytes;
}

Document DocumentBuilder::take(Value root, std::size_t end)
{
    doc_.root = root;
    doc_.end = end;
    return std::move(doc_);
}

Value DocumentBuilder::make_text(Kind kind, std::string_view text) const
{
    return {.kind = kind,
            .length = static_cast<std::uint32_t>(text.size()),
            .index = static_cast<std::uint64_t>(text.data() - doc_.bytes.data())};
}

Value DocumentBuilder::make_long(std::string_view bytes) const
{
    if (bytes.size() > 8)
        return make_text(Kind::Bytes, bytes);
    std::uint64_t result = !bytes.empty() && (bytes.back() & 0x80) ? ~std::uint64_t(0) : 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        result = result << 8 | static_cast<unsigned char>(bytes[i]);
    return {.kind = Kind::Int, .length = 0, .integer = static_cast<std::int64_t>(result)};
}

Value DocumentBuilder::make_decimal(std::string_view line) const
{
    if (line == "00" || line == "01")
        return {.kind = Kind::Bool, .length = 0, .integer = line == "01"};
    std::int64_t result = 0;
    const auto parsed = std::from_chars(line.data(), line.data() + line.size(), result);
    if (parsed.ec == std::errc::result_out_of_range)
        return make_text(Kind::Bytes, line);
    if (parsed.ec != std::errc())
        refuse_pickle("an integer without digits");
    return {.kind = Kind::Int, .length = 0, .integer = result};
}

Value DocumentBuilder::make_items(Kind kind, std::vector<Value> items)
{
    if (kind == Kind::Dict && items.size() % 2)
        refuse_pickle("a dict with a key and no value");
    count_node();
    count_elements(items.size());
    doc_.items.push_back(std::move(items));
    return indexed(kind, doc_.items.size() - 1);
}

Value DocumentBuilder::make_global(std::string_view module, std::string_view name)
{
    count_node();
    doc_.globals.push_back({module, name, classify_global(module, name)});
    return indexed(Kind::Global, doc_.globals.size() - 1);
}

void DocumentBuilder::extend(const Value& target, const std::vector<Value>& values)
{
    if (target.kind == Kind::Object || target.kind == Kind::Global)
        return;
    if (target.kind != Kind::List && target.kind != Kind::Dict)
        refuse_pickle("it adds items to what is no container");
    if (target.kind == Kind::Dict && values.size() % 2)
        refuse_pickle("a dict with a key and no value");
    count_elements(values.size());
    auto& items = doc_.items[target.index];
    items.insert(items.end(), values.begin(), values.end());
}

Value DocumentBuilder::call(const Value& callee, const Value& arguments)
{
    if (callee.kind != Kind::Global)
        refuse_file("it calls something that is no known function, so it was refused as unsafe");
    if (arguments.kind != Kind::Tuple)
        refuse_pickle("a call without arguments");
    const auto& values = doc_.items_of(arguments);
    switch (doc_.globals[callee.index].kind) {
    case GlobalKind::OrderedDict: return rebuild_ordered_dict(values);
    case GlobalKind::RebuildTensor: return rebuild_tensor(values);
    case GlobalKind::RebuildFromType: return rebuild_from_type(values);
    case GlobalKind::RebuildParameter:
    case GlobalKind::TorchSize:
        if (values.empty())
            refuse_pickle("a call without arguments");
        return values.front();
    default: return make_object(callee);
    }
}

Value DocumentBuilder::make_object(const Value& callee)
{
    if (callee.kind == Kind::Object)
        return callee;
    if (callee.kind != Kind::Global)
        refuse_pickle("an object without a class");
    const Global& global = doc_.globals[callee.index];
    if (global.kind == GlobalKind::Forbidden)
        refuse_file("it asks to call “" + full_name(global) +
                    "”, which no model needs, so it was refused as unsafe");
    if (global.kind == GlobalKind::OrderedDict)
        return make_items(Kind::Dict, {});
    return indexed(Kind::Object, callee.index);
}

Value DocumentBuilder::rebuild_ordered_dict(const std::vector<Value>& arguments)
{
    std::vector<Value> items;
    if (!arguments.empty()) {  // Python 2 gives a list of pairs
        if (arguments[0].kind != Kind::List)
            refuse_pickle("an ordered dict that is no list of pairs");
        for (const Value& pair : doc_.items_of(arguments[0])) {
            const bool compound = pair.kind == Kind::List || pair.kind == Kind::Tuple;
            if (!compound || doc_.items_of(pair).size() != 2)
                refuse_pickle("an ordered dict that is no list of pairs");
            const auto& values = doc_.items_of(pair);
            items.insert(items.end(), values.begin(), values.end());
        }
    }
    return make_items(Kind::Dict, std::move(items));
}

Value DocumentBuilder::rebuild_from_type(const std::vector<Value>& arguments)
{
    if (arguments.size() != 4 || arguments[0].kind != Kind::Global ||
        doc_.globals[arguments[0].index].kind == GlobalKind::RebuildFromType)
        refuse_pickle("a tensor with wrong arguments");
    return call(arguments[0], arguments[2]);
}

Value DocumentBuilder::rebuild_tensor(const std::vector<Value>& arguments)
{
    if (arguments.size() < 4 || arguments[0].kind != Kind::Storage)
        refuse_file("a tensor in its pickle has no storage");
    count_node();
    doc_.tensors.push_back({arguments[0].index, integer_of(arguments[1]), integers_of(arguments[2]),
                            integers_of(arguments[3])});
    return indexed(Kind::Tensor, doc_.tensors.size() - 1);
}

Value DocumentBuilder::make_storage(const Value& id)
{
    if (id.kind != Kind::Tuple || doc_.items_of(id).size() < 5)
        refuse_pickle("a storage with wrong arguments");
    const auto& values = doc_.items_of(id);
    if (values[0].kind != Kind::Text || doc_.text(values[0]) != "storage" ||
        values[1].kind != Kind::Global || values[2].kind != Kind::Text)
        refuse_pickle("a storage with wrong arguments");
    if (doc_.globals[values[1].index].kind != GlobalKind::StorageType)
        refuse_file("a storage in its pickle is of no known type");
    Storage storage{values[1].index, doc_.text(values[2]), integer_of(values[4]), 0, 0};
    storage.view_count = storage.count;
    if (values.size() > 5 && values[5].kind == Kind::Tuple) {  // (key, offset, count)
        const auto& view = doc_.items_of(values[5]);
        if (view.size() != 3)
            refuse_pickle("a storage with wrong arguments");
        storage.view_offset = integer_of(view[1]);
        storage.view_count = integer_of(view[2]);
    }
    count_node();
    doc_.storages.push_back(storage);
    return indexed(Kind::Storage, doc_.storages.size() - 1);
}

void DocumentBuilder::count_node()
{
    if (++nodes_ > limits_.nodes)
        refuse_file("its pickle holds more objects than any model's");
}

void DocumentBuilder::count_elements(std::size_t count)
{
    elements_ += count;
    if (elements_ > limits_.elements)
        refuse_file("its pickle holds more data than any model's");
}

std::int64_t DocumentBuilder::integer_of(const Value& value) const
{
    if (value.kind != Kind::Int)
        refuse_file("a size in its pickle is no integer");
    return value.integer;
}

std::vector<std::int64_t> DocumentBuilder::integers_of(const Value& value) const
{
    if (value.kind != Kind::Tuple && value.kind != Kind::List)
        refuse_file("a shape in its pickle is no list of sizes");
    const auto& items = doc_.items_of(value);
    if (items.size() > kMaxDimensions)
        refuse_file("a shape in its pickle has too many dimensions");
    std::vector<std::int64_t> result;
    for (const Value& item : items)
        result.push_back(integer_of(item));
    return result;
}

}  // namespace ldm::pickle
