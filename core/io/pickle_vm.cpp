// SPDX-License-Identifier: MIT
#include "io/pickle_vm.h"

#include "io/byte_cursor.h"
#include "io/checkpoint_contents.h"
#include "io/pickle_builder.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <unordered_map>

namespace ldm::pickle {

namespace {

/// The stack machine: opcodes, stack, marks and memo. What the values are is the builder's.
class Machine {
public:
    Machine(std::string_view bytes, std::size_t begin, const Limits& limits)
        : limits_(limits), in_(bytes, begin), build_(bytes, limits)
    {
    }

    Document run();

private:
    // Each family of opcodes answers whether the opcode was its own.
    bool run_constant(unsigned char op);
    bool run_number(unsigned char op);
    bool run_text(unsigned char op);
    bool run_container(unsigned char op);
    bool run_filling(unsigned char op);
    bool run_stack(unsigned char op);
    bool run_memo(unsigned char op);
    bool run_global(unsigned char op);
    bool run_object(unsigned char op);

    // These answer true, for the sake of the above.
    bool push(Value value);
    bool push_integer(std::int64_t value, Kind kind = Kind::Int);
    bool push_text(Kind kind, std::size_t bytes_of_length);
    bool push_float(bool binary);
    bool pop_one();
    bool remember(std::uint64_t slot);
    bool recall(std::uint64_t slot);

    Value pop();
    std::vector<Value> pop_count(std::size_t count);
    std::vector<Value> pop_to_mark();
    std::uint64_t slot_in_digits();

    const Limits& limits_;
    ByteCursor in_;
    DocumentBuilder build_;
    std::vector<Value> stack_;
    std::vector<std::size_t> marks_;
    std::unordered_map<std::uint64_t, Value> memo_;
};

Document Machine::run()
{
    for (;;) {
        const auto op = static_cast<unsigned char>(in_.number(1));
        if (op == '.')
            break;
        if (!run_memo(op) && !run_text(op) && !run_constant(op) && !run_number(op) &&
            !run_container(op) && !run_filling(op) && !run_stack(op) && !run_global(op) &&
            !run_object(op))
            refuse_pickle("opcode " + std::to_string(op) + " is not known");
    }
    const Value root = pop();
    return build_.take(root, in_.position());
}

bool Machine::run_constant(unsigned char op)
{
    switch (op) {
    case 'N': return push({});
    case 0x88: return push_integer(1, Kind::Bool);
    case 0x89: return push_integer(0, Kind::Bool);
    default: return false;
    }
}

bool Machine::run_number(unsigned char op)
{
    switch (op) {
    case 'J': return push_integer(static_cast<std::int32_t>(in_.number(4)));
    case 'K': return push_integer(static_cast<std::int64_t>(in_.number(1)));
    case 'M': return push_integer(static_cast<std::int64_t>(in_.number(2)));
    case 'I':
    case 'L': return push(build_.make_decimal(in_.line()));
    case 0x8a: return push(build_.make_long(in_.block(in_.number(1))));
    case 0x8b: return push(build_.make_long(in_.block(in_.number(4))));
    case 'G':
    case 'F': return push_float(op == 'G');
    default: return false;
    }
}

bool Machine::run_text(unsigned char op)
{
    switch (op) {
    case 'U':  // Python 2's str
    case 0x8c: return push_text(Kind::Text, 1);
    case 'T':
    case 'X': return push_text(Kind::Text, 4);
    case 0x8d: return push_text(Kind::Text, 8);
    case 'C': return push_text(Kind::Bytes, 1);
    case 'B': return push_text(Kind::Bytes, 4);
    case 0x8e:
    case 0x96: return push_text(Kind::Bytes, 8);
    case 'V': return push(build_.make_text(Kind::Text, in_.line()));
    case 'S': {  // a quoted literal; escapes stay as they are written
        const auto line = in_.line();
        if (line.size() < 2 || line.front() != line.back())
            refuse_pickle("a text without quotes");
        return push(build_.make_text(Kind::Text, line.substr(1, line.size() - 2)));
    }
    default: return false;
    }
}

bool Machine::run_container(unsigned char op)
{
    switch (op) {
    case ')': return push(build_.make_items(Kind::Tuple, {}));
    case ']':
    case 0x8f:  // a set
        return push(build_.make_items(Kind::List, {}));
    case '}': return push(build_.make_items(Kind::Dict, {}));
    case 't': return push(build_.make_items(Kind::Tuple, pop_to_mark()));
    case 'l':
    case 0x91:  // a frozen set
        return push(build_.make_items(Kind::List, pop_to_mark()));
    case 'd': return push(build_.make_items(Kind::Dict, pop_to_mark()));
    case 0x85:
    case 0x86:
    case 0x87: return push(build_.make_items(Kind::Tuple, pop_count(op - 0x84u)));
    default: return false;
    }
}

bool Machine::run_filling(unsigned char op)
{
    std::vector<Value> values;
    switch (op) {
    case 'a': values = pop_count(1); break;
    case 's': values = pop_count(2); break;
    case 'e':
    case 'u':
    case 0x90: values = pop_to_mark(); break;
    default: return false;
    }
    const Value target = pop();
    build_.extend(target, values);
    return push(target);
}

bool Machine::run_stack(unsigned char op)
{
    switch (op) {
    case 0x80:
        if (in_.number(1) > 5)
            refuse_file("its pickle is of a protocol newer than 5, which is not known");
        return true;
    case 0x95:  // frames only help buffering
        in_.number(8);
        return true;
    case '(':
        if (marks_.size() >= limits_.stack)
            refuse_file("its pickle needs more stack than any model's");
        marks_.push_back(stack_.size());
        return true;
    case '0': return pop_one();
    case '1': pop_to_mark(); return true;
    case '2': {
        const Value value = pop();
        return push(value) && push(value);
    }
    default: return false;
    }
}

bool Machine::run_memo(unsigned char op)
{
    switch (op) {
    case 'q': return remember(in_.number(1));
    case 'r': return remember(in_.number(4));
    case 'p': return remember(slot_in_digits());
    case 0x94: return remember(memo_.size());
    case 'h': return recall(in_.number(1));
    case 'j': return recall(in_.number(4));
    case 'g': return recall(slot_in_digits());
    default: return false;
    }
}

bool Machine::run_global(unsigned char op)
{
    if (op == 'c' || op == 'i') {
        const auto module = in_.line();
        const Value global = build_.make_global(module, in_.line());
        if (op == 'c')
            return push(global);
        pop_to_mark();
        return push(build_.make_object(global));
    }
    if (op != 0x93)
        return false;
    const auto names = pop_count(2);
    if (names[0].kind != Kind::Text || names[1].kind != Kind::Text)
        refuse_pickle("a global without a name");
    return push(build_.make_global(build_.text(names[0]), build_.text(names[1])));
}

bool Machine::run_object(unsigned char op)
{
    switch (op) {
    case 'R': {
        const auto values = pop_count(2);
        return push(build_.call(values[0], values[1]));
    }
    case 0x81:  // cls.__new__(cls, *arguments)
        return push(build_.make_object(pop_count(2).front()));
    case 0x92:  // with keywords
        return push(build_.make_object(pop_count(3).front()));
    case 'o': {
        const auto values = pop_to_mark();
        if (values.empty())
            refuse_pickle("an object without a class");
        return push(build_.make_object(values.front()));
    }
    case 'b': {  // the state of an object is not looked at
        pop();
        return push(pop());
    }
    case 'Q': return push(build_.make_storage(pop()));
    default: return false;
    }
}

bool Machine::push(Value value)
{
    if (stack_.size() >= limits_.stack)
        refuse_file("its pickle needs more stack than any model's");
    stack_.push_back(value);
    return true;
}

bool Machine::push_integer(std::int64_t value, Kind kind)
{
    return push({.kind = kind, .length = 0, .integer = value});
}

bool Machine::push_text(Kind kind, std::size_t bytes_of_length)
{
    return push(build_.make_text(kind, in_.block(in_.number(bytes_of_length))));
}

bool Machine::push_float(bool binary)
{
    double value = 0.0;
    if (binary) {  // big-endian, unlike all else
        value = std::bit_cast<double>(__builtin_bswap64(in_.number(8)));
    } else {
        const auto line = in_.line();
        if (std::from_chars(line.data(), line.data() + line.size(), value).ec != std::errc())
            value = 0.0;  // out of range or no number: only ever metadata
    }
    return push({.kind = Kind::Float, .length = 0, .real = value});
}

bool Machine::pop_one()
{
    if (!marks_.empty() && marks_.back() == stack_.size())
        marks_.pop_back();
    else
        pop();
    return true;
}

bool Machine::remember(std::uint64_t slot)
{
    if (stack_.empty())
        refuse_pickle("it takes from an empty stack");
    memo_[slot] = stack_.back();
    if (memo_.size() > limits_.memo)
        refuse_file("its pickle has a longer memo than any model's");
    return true;
}

bool Machine::recall(std::uint64_t slot)
{
    const auto found = memo_.find(slot);
    if (found == memo_.end())
        refuse_pickle("it reads memo slot " + std::to_string(slot) + ", which was never written");
    return push(found->second);
}

Value Machine::pop()
{
    if (stack_.size() <= (marks_.empty() ? 0 : marks_.back()))
        refuse_pickle("it takes from an empty stack");
    const Value value = stack_.back();
    stack_.pop_back();
    return value;
}

std::vector<Value> Machine::pop_count(std::size_t count)
{
    std::vector<Value> values(count);
    while (count-- > 0)
        values[count] = pop();
    return values;
}

std::vector<Value> Machine::pop_to_mark()
{
    if (marks_.empty())
        refuse_pickle("a mark is missing on its stack");
    const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<Value> values(first, stack_.end());
    stack_.erase(first, stack_.end());
    marks_.pop_back();
    return values;
}

std::uint64_t Machine::slot_in_digits()
{
    const auto line = in_.line();
    std::uint64_t slot = 0;
    if (std::from_chars(line.data(), line.data() + line.size(), slot).ec != std::errc())
        refuse_pickle("a memo slot without a number");
    return slot;
}

}  // namespace

const Value* Document::find(const Value& dict, std::string_view key) const
{
    if (dict.kind != Kind::Dict)
        return nullptr;
    const auto& values = items_of(dict);
    const Value* found = nullptr;
    for (std::size_t i = 0; i + 1 < values.size(); i += 2)
        if (values[i].kind == Kind::Text && text(values[i]) == key)
            found = &values[i + 1];
    return found;
}

Document read(std::string_view bytes, std::size_t begin, const Limits& limits)
{
    // The window keeps a pickle at the front of a large file from being read beyond the limit.
    return Machine(bytes.substr(0, std::min(bytes.size(), begin + limits.bytes)), begin, limits)
        .run();
}

}  // namespace ldm::pickle
