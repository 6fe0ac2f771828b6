// SPDX-License-Identifier: MIT
#include "io/exif_block.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace ldm {

namespace {

constexpr std::size_t kEntry = 12;
constexpr std::size_t kMostEntries = 4096;

/// Bytes of one value, by the entry's type; 0 for unknown types.
std::size_t size_of_type(std::size_t type)
{
    static constexpr std::size_t kSizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
    return type < std::size(kSizes) ? kSizes[type] : 0;
}

/// One entry of a directory; its value lies in the block.
struct Entry {
    std::size_t at = 0;  ///< of the entry itself
    std::size_t tag = 0, type = 0, count = 0;
    std::size_t value = 0;  ///< where its bytes begin
    std::size_t bytes = 0;
};

/// Numbers and directories of a block, all within its bounds.
class View {
public:
    explicit View(ImageBytes bytes) : bytes_(bytes), little_(!bytes.empty() && bytes[0] == 'I') {}

    /// Is it a classic TIFF header?
    bool is_valid() const
    {
        return bytes_.size() >= 8 && (bytes_[0] == 'I' || bytes_[0] == 'M') &&
               bytes_[1] == bytes_[0] && number(2, 2) == 42;
    }

    std::size_t size() const { return bytes_.size(); }
    bool holds(std::size_t at, std::size_t count) const
    {
        return at <= bytes_.size() && count <= bytes_.size() - at;
    }

    std::size_t number(std::size_t at, std::size_t size) const
    {
        std::size_t value = 0;
        for (std::size_t i = 0; i < size && holds(at, size); ++i)
            value |= std::size_t(bytes_[at + i]) << 8 * (little_ ? i : size - 1 - i);
        return value;
    }

    std::size_t first_directory() const { return number(4, 4); }

    /// Entries of the directory at a place; those that reach out of the block are left out.
    std::vector<Entry> entries(std::size_t directory) const
    {
        std::vector<Entry> all;
        if (directory < 8 || !holds(directory, 2))
            return all;
        const auto count = std::min(number(directory, 2), kMostEntries);
        for (std::size_t i = 0; i < count; ++i) {
            Entry e;
            e.at = directory + 2 + kEntry * i;
            if (!holds(e.at, kEntry))
                break;
            e.tag = number(e.at, 2);
            e.type = number(e.at + 2, 2);
            e.count = number(e.at + 4, 4);
            e.bytes = e.count * size_of_type(e.type);
            e.value = e.bytes <= 4 ? e.at + 8 : number(e.at + 8, 4);
            if (e.bytes > 0 && holds(e.value, e.bytes))
                all.push_back(e);
        }
        return all;
    }

    std::optional<Entry> find(std::size_t directory, std::size_t tag) const
    {
        for (const auto& e : entries(directory))
            if (e.tag == tag)
                return e;
        return std::nullopt;
    }

    /// The directory that an entry of the first one leads to; 0 if there is none.
    std::size_t directory_of(int tag) const
    {
        const auto e = find(first_directory(), std::size_t(tag));
        return e && e->bytes == 4 ? number(e->value, 4) : 0;
    }

    /// Where a directory says where the next one is; 0 if that is outside.
    std::size_t place_of_next(std::size_t directory) const
    {
        const auto at = directory + 2 + kEntry * number(directory, 2);
        return holds(directory, 2) && holds(at, 4) ? at : 0;
    }

    ImageBytes bytes_of(const Entry& e) const { return bytes_.subspan(e.value, e.bytes); }
    bool is_little() const { return little_; }

private:
    ImageBytes bytes_;
    bool little_;
};

void put(std::vector<std::uint8_t>& out, std::size_t at, std::size_t size, std::size_t value,
         bool little)
{
    for (std::size_t i = 0; i < size; ++i)
        out[at + i] = std::uint8_t(value >> 8 * (little ? i : size - 1 - i));
}

void add(std::vector<std::uint8_t>& out, std::size_t size, std::size_t value, bool little)
{
    out.resize(out.size() + size);
    put(out, out.size() - size, size, value, little);
}

/// Appends a directory of copied entries, their values behind it. @return where it begins
std::size_t add_directory(std::vector<std::uint8_t>& out, const View& from,
                          const std::vector<Entry>& entries)
{
    const bool little = from.is_little();
    if (out.size() % 2)
        out.push_back(0);
    const auto begin = out.size();
    add(out, 2, entries.size(), little);
    for (const auto& e : entries) {
        add(out, 2, e.tag, little);
        add(out, 2, e.type, little);
        add(out, 4, e.count, little);
        add(out, 4, 0, little);
    }
    add(out, 4, 0, little);  // no next directory
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto value = from.bytes_of(entries[i]);
        const auto field = begin + 2 + kEntry * i + 8;
        if (value.size() <= 4) {
            std::copy(value.begin(), value.end(), out.begin() + std::ptrdiff_t(field));
            continue;
        }
        if (out.size() % 2)
            out.push_back(0);
        put(out, field, 4, out.size(), little);
        out.insert(out.end(), value.begin(), value.end());
    }
    return begin;
}

/// Entries that may go to another file: no pointers to directories that do not come along.
std::vector<Entry> movable(const View& view, std::size_t directory)
{
    auto entries = view.entries(directory);
    std::size_t total = 0;
    const auto unfit = [&](const Entry& e) {
        total += e.bytes;
        return e.tag == 0xa005 || e.tag == std::size_t(kExifDirectory) ||
               e.tag == std::size_t(kGpsDirectory) || total > kMaxExif / 2;
    };
    entries.erase(std::remove_if(entries.begin(), entries.end(), unfit), entries.end());
    return entries;
}

}  // namespace

int exif_orientation(ImageBytes block)
{
    const View view(block);
    if (!view.is_valid())
        return 1;
    const auto e = view.find(view.first_directory(), 0x0112);
    const auto value = e && e->type == 3 ? view.number(e->value, 2) : 1;
    return value >= 1 && value <= 8 ? int(value) : 1;
}

ExifBlock upright_exif(ImageBytes block)
{
    const View view(block);
    if (!view.is_valid() || block.size() > kMaxExif || view.entries(view.first_directory()).empty())
        return {};
    ExifBlock out(block.begin(), block.end());
    const bool little = view.is_little();
    if (const auto e = view.find(view.first_directory(), 0x0112); e && e->type == 3)
        put(out, e->value, 2, 1, little);
    const auto next = view.place_of_next(view.first_directory());
    if (next == 0)
        return out;
    const auto thumbnail = view.number(next, 4);
    const auto begin = view.find(thumbnail, 0x0201), length = view.find(thumbnail, 0x0202);
    put(out, next, 4, 0, little);
    if (!begin || !length)
        return out;
    const auto from = view.number(begin->value, begin->bytes);
    const auto count = view.number(length->value, length->bytes);
    if (from < 8 || count == 0 || !view.holds(from, count))
        return out;
    if (from + count == out.size())
        out.resize(from);
    else
        std::fill_n(out.begin() + std::ptrdiff_t(from), count, std::uint8_t(0));
    return out;
}

void set_exif_size(ExifBlock& block, int width, int height)
{
    const View view(block);
    if (!view.is_valid())
        return;
    const auto directory = view.directory_of(kExifDirectory);
    for (const auto& [tag, side] : {std::pair(0xa002, width), std::pair(0xa003, height)})
        if (const auto e = view.find(directory, std::size_t(tag)); e && e->count == 1)
            if (e->type == 4 || (e->type == 3 && side < 0x10000))
                put(block, e->value, e->bytes, std::size_t(side), view.is_little());
}

std::string exif_text(ImageBytes block, int tag)
{
    const View view(block);
    if (!view.is_valid())
        return {};
    const auto e = view.find(view.first_directory(), std::size_t(tag));
    if (!e || e->type != 2)
        return {};
    const auto bytes = view.bytes_of(*e);
    return {bytes.begin(), std::find(bytes.begin(), bytes.end(), 0)};
}

bool has_exif_directory(ImageBytes block, int tag)
{
    const View view(block);
    return view.is_valid() && !view.entries(view.directory_of(tag)).empty();
}

ExifBlock exif_of_tiff(ImageBytes file)
{
    const View view(file);
    if (!view.is_valid())
        return {};
    std::vector<Entry> first;
    for (const auto& e : view.entries(view.first_directory())) {
        const bool text = std::count(std::begin(kExifTexts), std::end(kExifTexts), int(e.tag)) > 0;
        const bool leads = int(e.tag) == kExifDirectory || int(e.tag) == kGpsDirectory;
        if ((text && e.type == 2 && e.bytes < 0x8000) ||
            (leads && has_exif_directory(file, int(e.tag))))
            first.push_back(e);
        if (leads && !first.empty() && first.back().tag == e.tag)
            first.back().type = 4;  // Exif knows no type for directories
    }
    if (first.empty())
        return {};
    ExifBlock out(file.begin(), file.begin() + 4);
    add(out, 4, 8, view.is_little());
    add_directory(out, view, first);
    for (const int tag : {kExifDirectory, kGpsDirectory}) {
        const auto directory = view.directory_of(tag);
        const auto entry = View(out).find(8, std::size_t(tag));
        if (entry && directory != 0) {
            const auto place = add_directory(out, view, movable(view, directory));
            put(out, entry->value, 4, place, view.is_little());
        }
    }
    return out;
}

void append_exif(std::vector<std::uint8_t>& file, ImageBytes block)
{
    const View from(block);
    if (!from.is_valid() || !View(file).is_valid())
        return;
    for (const int tag : {kExifDirectory, kGpsDirectory}) {
        const View target(file);
        const auto entry = target.find(target.first_directory(), std::size_t(tag));
        if (!entry || entry->bytes != 4)
            continue;
        const auto place = add_directory(file, from, movable(from, from.directory_of(tag)));
        put(file, entry->value, 4, place, from.is_little());
    }
}

}  // namespace ldm
