// SPDX-License-Identifier: MIT
#include "ldm/colour_map.h"

#include "io/image_file.h"
#include "ldm/error.h"
#include "task/colour_table.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <unordered_map>

namespace ldm {

namespace {

namespace fs = std::filesystem;
using task::ColourTable;

constexpr int kNear = 3 * 20 * 20;         // squared: what a lossy format makes of a colour
constexpr double kRecognised = 0.8;        // share of the pixels that a table must know
constexpr double kLeastShare = 0.0005;     // of the pixels: less is an edge, not a colour
constexpr std::size_t kMostColours = 256;  // indices are bytes

int distance(const Rgb& a, const Rgb& b)
{
    int sum = 0;
    for (std::size_t i = 0; i < 3; ++i)
        sum += (int(a[i]) - int(b[i])) * (int(a[i]) - int(b[i]));
    return sum;
}

std::uint32_t packed(const Rgb& c)
{
    return std::uint32_t(c[0]) << 16 | std::uint32_t(c[1]) << 8 | c[2];
}

Rgb unpacked(std::uint32_t c)
{
    return {std::uint8_t(c >> 16), std::uint8_t(c >> 8), std::uint8_t(c)};
}

// The pixels of a map as colours; of one of bare numbers as shades of grey.
struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint32_t> colours;
    bool numbers = false;  ///< the file has numbers, with or without a palette
    std::vector<std::uint8_t> values;
};

Pixels pixels_of(const LabelImage& image)
{
    Pixels p;
    if (image.by_index()) {
        p.width = image.indices.width;
        p.height = image.indices.height;
        p.numbers = true;
        p.values = image.indices.labels;
        p.colours.reserve(p.values.size());
        for (const auto value : p.values)
            p.colours.push_back(packed(value < image.palette.size() ? image.palette[value]
                                                                    : Rgb{value, value, value}));
        return p;
    }
    p.width = image.colours.width;
    p.height = image.colours.height;
    const auto step = std::size_t(image.colours.channels);
    p.colours.reserve(std::size_t(p.width) * std::size_t(p.height));
    for (std::size_t i = 0; i < image.colours.pixels.size(); i += step) {
        const auto* c = image.colours.pixels.data() + i;
        p.colours.push_back(packed({c[0], c[1], c[2]}));
    }
    return p;
}

using Counts = std::unordered_map<std::uint32_t, std::size_t>;

Counts counts_of(const std::vector<std::uint32_t>& colours)
{
    Counts counts;
    std::uint32_t last = 0;
    std::size_t run = 0;
    for (const auto colour : colours) {
        if (run > 0 && colour != last) {
            counts[last] += run;
            run = 0;
        }
        last = colour;
        ++run;
    }
    if (run > 0)
        counts[last] += run;
    return counts;
}

// Share of the pixels that a table knows: exactly, and as a lossy format leaves them.
double known_share(const ColourTable& table, const Counts& counts)
{
    std::size_t known = 0, all = 0;
    for (const auto& [colour, count] : counts) {
        all += count;
        const auto rgb = unpacked(colour);
        const bool exact = table.colours.count(rgb) > 0;
        const bool near = exact || std::any_of(table.colours.begin(), table.colours.end(),
                                               [&](const auto& entry) {
                                                   return distance(entry.first, rgb) < kNear / 4;
                                               });
        known += exact ? 2 * count : near ? count : 0;
    }
    return all == 0 ? 0.0 : double(known) / double(2 * all);
}

bool is_hinted(const ColourTable& table, const fs::path& file)
{
    auto name = file.filename().string();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return std::any_of(table.hints.begin(), table.hints.end(), [&](const auto& hint) {
        return !hint.empty() && name.find(hint) != name.npos;
    });
}

// What is known of a map's origin.
struct Origin {
    const ColourTable* table = nullptr;
    bool by_number = false;
};

Origin origin_of(const fs::path& file, const Pixels& pixels, const Counts& counts,
                 const std::vector<ColourTable>& tables, const std::string& wanted)
{
    Origin best;
    double most = 0.0;
    const bool grey =
        pixels.numbers && std::all_of(counts.begin(), counts.end(), [](const auto& entry) {
            const auto c = unpacked(entry.first);
            return c[0] == c[1] && c[1] == c[2];
        });
    for (const auto& table : tables) {
        if (!wanted.empty() && table.title != wanted)
            continue;
        const bool numbers = grey && !table.numbers.empty() &&
                             (is_hinted(table, file) || !wanted.empty() || table.colours.empty());
        double share = numbers ? 0.9 : known_share(table, counts);
        if (share >= kRecognised && is_hinted(table, file))
            share += 1.0;
        if (share > most && (share >= kRecognised || !wanted.empty())) {
            most = share;
            best = {&table, numbers};
        }
    }
    return best;
}

// The colours that the map is made of; edges and noise are not among them.
std::vector<std::uint32_t> main_colours(const Counts& counts, std::size_t all, const Origin& origin)
{
    std::vector<std::pair<std::size_t, std::uint32_t>> sorted;
    for (const auto& [colour, count] : counts)
        sorted.emplace_back(count, colour);
    std::sort(sorted.rbegin(), sorted.rend());
    const auto least = std::max<std::size_t>(1, std::size_t(double(all) * kLeastShare));
    const bool few = sorted.size() <= 32;
    std::vector<std::uint32_t> colours;
    for (const auto& [count, colour] : sorted) {
        const auto rgb = unpacked(colour);
        const bool exact = origin.by_number || (origin.table && origin.table->colours.count(rgb));
        const bool covered =
            !exact && !few && std::any_of(colours.begin(), colours.end(), [&](auto other) {
                return distance(unpacked(other), rgb) < kNear;
            });
        if (colours.size() < kMostColours && (exact || few || (count >= least && !covered)))
            colours.push_back(colour);
    }
    if (colours.empty() && !sorted.empty())
        colours.push_back(sorted.front().second);
    return colours;
}

// Each colour's nearest among the main ones.
std::unordered_map<std::uint32_t, std::uint8_t> assign(const Counts& counts,
                                                       const std::vector<std::uint32_t>& colours)
{
    std::unordered_map<std::uint32_t, std::uint8_t> index;
    for (const auto& [colour, count] : counts) {
        int best = 0, least = std::numeric_limits<int>::max();
        for (std::size_t i = 0; i < colours.size() && least > 0; ++i)
            if (const int d = distance(unpacked(colours[i]), unpacked(colour)); d < least) {
                least = d;
                best = int(i);
            }
        index[colour] = std::uint8_t(best);
    }
    return index;
}

std::string name_in(const Origin& origin, const Rgb& rgb)
{
    if (!origin.table)
        return {};
    if (origin.by_number) {
        const auto it = origin.table->numbers.find(rgb[0]);
        return it == origin.table->numbers.end() ? std::string() : it->second;
    }
    const ColourTable& table = *origin.table;
    const auto nearest = std::min_element(
        table.colours.begin(), table.colours.end(), [&](const auto& a, const auto& b) {
            return distance(a.first, rgb) < distance(b.first, rgb);
        });
    return nearest != table.colours.end() && distance(nearest->first, rgb) < kNear / 4
               ? nearest->second
               : std::string();
}

void propose(MapColour& colour, const std::vector<LabelInfo>& labels, const task::LabelNames& names)
{
    if (const auto match = colour.name.empty() ? std::nullopt : names.find(colour.name)) {
        colour.label = match->label;
        colour.certain = match->exact;
        return;
    }
    const auto nearest =
        std::min_element(labels.begin(), labels.end(), [&](const auto& a, const auto& b) {
            return distance(a.rgb, colour.rgb) < distance(b.rgb, colour.rgb);
        });
    colour.label = int(nearest - labels.begin());
    colour.certain = nearest->rgb == colour.rgb && colour.name.empty();
}

// The model's own colours are a table, too.
ColourTable own_table(const std::vector<LabelInfo>& labels)
{
    ColourTable table;
    for (const auto& label : labels)
        table.colours.try_emplace(label.rgb, label.name);
    return table;
}

}  // namespace

std::vector<std::string> colour_tables(const fs::path& folder)
{
    std::vector<std::string> titles;
    for (const auto& table : task::read_colour_tables(folder))
        titles.push_back(table.title);
    return titles;
}

ColourMap read_colour_map(const fs::path& file, const std::vector<LabelInfo>& labels,
                          const ColourTables& tables)
{
    if (labels.empty())
        throw Error(ErrorCode::BadArgument, "This model takes no map.", "map");
    const auto pixels = pixels_of(read_label_map(file));
    const auto counts = counts_of(pixels.colours);
    auto known = task::read_colour_tables(tables.folder);
    if (tables.use.empty())
        known.insert(known.begin(), own_table(labels));
    const auto origin = origin_of(file, pixels, counts, known, tables.use);
    const auto colours = main_colours(counts, pixels.colours.size(), origin);
    const auto index = assign(counts, colours);
    const task::LabelNames names(labels, tables.folder / "synonyms.txt");
    ColourMap map;
    map.width = pixels.width;
    map.height = pixels.height;
    if (origin.table)
        map.table = origin.table->title;
    for (const auto colour : colours) {
        MapColour entry;
        entry.rgb = unpacked(colour);
        entry.name = name_in(origin, entry.rgb);
        propose(entry, labels, names);
        map.colours.push_back(std::move(entry));
    }
    for (const auto colour : colours)
        map.exact += double(counts.at(colour)) / double(pixels.colours.size());
    map.cells.reserve(pixels.colours.size());
    for (const auto colour : pixels.colours) {
        const auto cell = index.at(colour);
        map.cells.push_back(cell);
        ++map.colours[cell].pixels;
    }
    return map;
}

std::vector<int> match_labels(const std::vector<LabelInfo>& from, const std::vector<LabelInfo>& to,
                              const fs::path& folder)
{
    const task::LabelNames names(to, folder / "synonyms.txt");
    std::vector<int> matches;
    for (const auto& label : from) {
        const auto match = names.find(label.name);
        matches.push_back(match ? match->label : -1);
    }
    return matches;
}

LabelMap to_labels(const ColourMap& map)
{
    LabelMap labels{map.width, map.height, {}};
    labels.labels.reserve(map.cells.size());
    for (const auto cell : map.cells)
        labels.labels.push_back(std::uint8_t(map.colours[cell].label));
    return labels;
}

}  // namespace ldm
