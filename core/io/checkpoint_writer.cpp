// SPDX-License-Identifier: MIT
#include "io/checkpoint_writer.h"

#include "io/atomic_file.h"
#include "io/checkpoint_contents.h"
#include "io/pickle_globals.h"
#include "io/safetensors.h"
#include "io/zip_writer.h"
#include "ldm/error.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <numeric>
#include <tuple>
#include <unordered_set>

namespace ldm {

namespace {

/// Data begins at such a multiple, so that a reader may map it.
constexpr std::size_t kAlignment = 64;

void check_tensors(const NamedTensors& tensors)
{
    if (tensors.empty())
        throw Error(ErrorCode::BadArgument, "There are no tensors to write.", "tensors");
    std::unordered_set<std::string_view> names;
    for (const auto& [name, tensor] : tensors) {
        if (name.empty() || !names.insert(name).second)
            throw Error(ErrorCode::BadArgument,
                        "The tensor name “" + printable(name) + "” is empty or comes twice.", name);
        if (!tensor.defined() || tensor.layout() != at::kStrided || tensor.is_meta())
            throw Error(ErrorCode::BadArgument,
                        "The tensor “" + printable(name) + "” has no values to write.", name);
    }
}

/// The values in row-major order on the CPU; no copy if they are already.
at::Tensor plain(const at::Tensor& tensor)
{
    return tensor.detach().cpu().contiguous().resolve_conj().resolve_neg();
}

std::string_view bytes_of(const at::Tensor& tensor)
{
    return {static_cast<const char*>(tensor.const_data_ptr()), tensor.nbytes()};
}

/// The order in which data is laid out: wide elements first, so that all are aligned.
std::vector<std::size_t> layout_order(const NamedTensors& tensors)
{
    std::vector<std::size_t> order(tensors.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&tensors](std::size_t a, std::size_t b) {
        return tensors[a].second.element_size() > tensors[b].second.element_size();
    });
    return order;
}

std::string safetensors_header(const NamedTensors& tensors, const std::vector<std::size_t>& order,
                               const std::map<std::string, std::string>& metadata)
{
    std::vector<std::size_t> begins(tensors.size());
    std::size_t at = 0;
    for (const auto i : order) {
        begins[i] = at;
        at += tensors[i].second.nbytes();
    }
    std::string header = metadata.empty() ? "{" : nlohmann::json{{"__metadata__", metadata}}.dump();
    if (!metadata.empty())
        header.back() = ',';
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const auto& [name, tensor] = tensors[i];
        const nlohmann::ordered_json entry = {
            {"dtype", safetensors_dtype(tensor.scalar_type())},
            {"shape", tensor.sizes().vec()},
            {"data_offsets", {begins[i], begins[i] + tensor.nbytes()}}};
        header += nlohmann::json(name).dump() + ":" + entry.dump();
        header += i + 1 < tensors.size() ? ',' : '}';
    }
    header.append((kAlignment - (8 + header.size()) % kAlignment) % kAlignment, ' ');
    return header;
}

/// Writes the few opcodes of protocol 2 that a checkpoint needs.
class Pickler {
public:
    Pickler() { out_ = "\x80\x02"; }

    void op(std::string_view opcodes) { out_ += opcodes; }

    void text(std::string_view text)
    {
        out_ += 'X';
        number(text.size(), 4);
        out_ += text;
    }

    void integer(std::int64_t value)
    {
        if (value >= 0 && value <= INT32_MAX) {
            out_ += 'J';
            number(static_cast<std::uint64_t>(value), 4);
        } else {
            out_ += "\x8a\x08";
            number(static_cast<std::uint64_t>(value), 8);
        }
    }

    void integers(at::IntArrayRef values)
    {
        out_ += '(';
        for (const auto value : values)
            integer(value);
        out_ += 't';
    }

    const std::string& bytes() const { return out_; }

private:
    void number(std::uint64_t value, int bytes)
    {
        for (int i = 0; i < bytes; ++i)
            out_ += static_cast<char>(value >> (8 * i) & 0xff);
    }

    std::string out_;
};

/// Each tensor's number of storage: those over the same memory share one.
std::vector<std::size_t> number_storages(const NamedTensors& tensors)
{
    using Memory = std::tuple<const void*, std::size_t, at::ScalarType>;
    std::map<Memory, std::size_t> known;
    std::vector<std::size_t> numbers;
    std::size_t next = 0;
    for (const auto& [name, tensor] : tensors) {
        const bool shareable =
            tensor.is_cpu() && tensor.is_contiguous() && tensor.numel() > 0 && !tensor.is_neg();
        if (!shareable) {
            numbers.push_back(next++);
            continue;
        }
        const Memory memory{tensor.const_data_ptr(), tensor.nbytes(), tensor.scalar_type()};
        const auto [found, is_new] = known.try_emplace(memory, next);
        numbers.push_back(found->second);
        next += is_new;
    }
    return numbers;
}

void pickle_tensor(Pickler& out, const at::Tensor& tensor, std::size_t storage)
{
    const char* type = pickle::storage_class(tensor.scalar_type());
    if (!type)
        throw Error(ErrorCode::Unsupported,
                    std::string("Tensors of the type ") + c10::toString(tensor.scalar_type()) +
                        " cannot be written to a .ckpt file.",
                    "dtype");
    std::vector<std::int64_t> strides(static_cast<std::size_t>(tensor.dim()));
    std::int64_t stride = 1;
    for (std::size_t i = strides.size(); i-- > 0;) {
        strides[i] = stride;
        stride *= std::max<std::int64_t>(tensor.size(static_cast<std::int64_t>(i)), 1);
    }
    out.op("ctorch._utils\n_rebuild_tensor_v2\n((");
    out.text("storage");
    out.op("ctorch\n" + std::string(type) + "\n");
    out.text(std::to_string(storage));
    out.text("cpu");
    out.integer(tensor.numel());
    out.op("tQ");
    out.integer(0);
    out.integers(tensor.sizes());
    out.integers(strides);
    out.op(
        "\x89"
        "ccollections\nOrderedDict\n)RtR");  // needs no gradient, has no hooks
}

std::string pickle_checkpoint(const NamedTensors& tensors, const std::vector<std::size_t>& storages,
                              const CheckpointExtras& extras)
{
    Pickler out;
    out.op("}(");
    out.text("state_dict");
    out.op("}(");
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        out.text(tensors[i].first);
        pickle_tensor(out, tensors[i].second, storages[i]);
    }
    out.op("u");
    out.text("global_step");
    out.integer(extras.global_step);
    out.text("epoch");
    out.integer(extras.epoch);
    out.op("u.");
    return out.bytes();
}

}  // namespace

void write_safetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                       const std::map<std::string, std::string>& metadata)
{
    check_tensors(tensors);
    const auto order = layout_order(tensors);
    std::string header;
    try {
        header = safetensors_header(tensors, order, metadata);
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::BadArgument,
                    "A tensor's name or the metadata is no UTF-8 text, which a .safetensors file "
                    "needs.",
                    "tensors");
    }
    AtomicFile file(path);
    const std::uint64_t header_size = header.size();
    file.write(&header_size, sizeof header_size);  // little-endian, as all that LibTorch runs on
    file.write(header);
    for (std::size_t i = 0; i < order.size() && !file.failed(); ++i) {
        const auto tensor = plain(tensors[order[i]].second);
        file.write(bytes_of(tensor));
    }
    file.commit();
}

void write_torch_checkpoint(const std::filesystem::path& path, const NamedTensors& state_dict,
                            const CheckpointExtras& extras)
{
    check_tensors(state_dict);
    if (extras.global_step < 0 || extras.epoch < 0)
        throw Error(ErrorCode::BadArgument, "A training step or epoch cannot be negative.",
                    "extras");
    const auto storages = number_storages(state_dict);
    const std::string pickled = pickle_checkpoint(state_dict, storages, extras);
    AtomicFile file(path);
    ZipWriter zip(file);
    const std::string root = "archive/";
    zip.add(root + "data.pkl", pickled);
    zip.add(root + ".format_version", "1");
    zip.add(root + ".storage_alignment", "64");
    zip.add(root + "byteorder", "little");
    std::size_t next = 0;
    for (std::size_t i = 0; i < storages.size() && !file.failed(); ++i) {
        if (storages[i] != next)
            continue;  // its storage is written already
        const auto tensor = plain(state_dict[i].second);
        zip.add(root + "data/" + std::to_string(next++), bytes_of(tensor));
    }
    zip.add(root + "version", "3\n");
    zip.finish();
    file.commit();
}

}  // namespace ldm
