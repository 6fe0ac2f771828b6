// SPDX-License-Identifier: MIT
#include "data/open_images.h"

#include "data/list_file.h"
#include "io/mapped_file.h"
#include "ldm/error.h"
#include "runtime/mix_bits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>

namespace ldm::data {

namespace fs = std::filesystem;

namespace {

using LabelOfMid = std::unordered_map<std::string, int>;

[[noreturn]] void refuse_line(const fs::path& file, std::size_t line, const std::string& problem)
{
    throw Error(ErrorCode::BadArgument,
                file.string() + ", line " + std::to_string(line) + ": " + problem + ".",
                file.string());
}

// What is counted as something else in the published layout data.
const std::map<std::string, std::string, std::less<>>& merged_names()
{
    static const std::map<std::string, std::string, std::less<>> names{
        {"Boy", "Person"},
        {"Girl", "Person"},
        {"Man", "Person"},
        {"Woman", "Person"},
        {"Football", "Ball"},
        {"Tennis ball", "Ball"},
        {"Sofa bed", "Couch"},
        {"Alarm clock", "Clock"},
        {"Wall clock", "Clock"},
        {"Kitchen knife", "Knife"},
        {"Submarine sandwich", "Sandwich"},
        {"Bull", "Cattle"}};
    return names;
}

LabelOfMid read_labels(const OpenImagesOptions& options)
{
    std::map<std::string, int, std::less<>> numbers;
    for (const auto& line : read_lines(options.labels))
        numbers.emplace(line.substr(0, line.find('\t')), int(numbers.size()));
    LabelOfMid labels;
    std::size_t number = 0;
    for (const auto& line : read_lines(options.descriptions)) {
        ++number;
        const auto comma = line.find(',');
        if (comma == std::string::npos)
            refuse_line(options.descriptions, number, "it is not MID,name");
        auto name = std::string(split_csv(std::string_view(line).substr(comma + 1)).front());
        // A name with a comma and no quotes is all that is left of the line.
        if (line[comma + 1] != '"')
            name = line.substr(comma + 1);
        if (const auto merged = merged_names().find(name);
            merged != merged_names().end() && numbers.count(name) == 0)
            name = merged->second;
        if (const auto found = numbers.find(name); found != numbers.end())
            labels.emplace(line.substr(0, comma), found->second);
    }
    if (labels.empty())
        throw Error(ErrorCode::BadArgument,
                    "No class of " + options.descriptions.string() + " is among the labels of " +
                        options.labels.string() + ".",
                    options.labels.string());
    return labels;
}

// Where the columns that we need are, by the names in the first line.
struct Columns {
    std::size_t id, label, x0, x1, y0, y1;
    std::array<std::size_t, 4> marks;
    std::size_t count;
};

Columns read_columns(std::string_view line, const fs::path& file)
{
    const auto names = split_csv(line);
    const auto find = [&](std::string_view name) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end())
            refuse_line(file, 1, "there is no column " + std::string(name));
        return std::size_t(found - names.begin());
    };
    return {find("ImageID"),
            find("LabelName"),
            find("XMin"),
            find("XMax"),
            find("YMin"),
            find("YMax"),
            {find("IsGroupOf"), find("IsOccluded"), find("IsDepiction"), find("IsInside")},
            names.size()};
}

float share(std::string_view text)
{
    float value = -1.0f;
    const auto end = text.data() + text.size();
    if (std::from_chars(text.data(), end, value).ptr != end)
        return -1.0f;
    return value >= 0.0f && value <= 1.0f ? value : -1.0f;
}

}  // namespace

OpenImages::OpenImages(const OpenImagesOptions& options) : root_(options.root)
{
    require_folder(root_, "the pictures of Open Images (ID.jpg)");
    read_boxes(options);
    if (pictures_.empty())
        throw Error(ErrorCode::File,
                    options.boxes.string() + " has no picture with " +
                        std::to_string(options.filter.min_objects) + " to " +
                        std::to_string(options.filter.max_objects) + " boxes of the labels.",
                    options.boxes.string());
}

// The lines of a picture stand together.
void OpenImages::read_boxes(const OpenImagesOptions& options)
{
    const auto labels = read_labels(options);
    const auto mapped = MappedFile::open(options.boxes);
    auto rest = mapped->text();
    Columns columns{};
    std::size_t number = 0, unknown = 0;
    std::string mid;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (++number == 1) {
            columns = read_columns(line, options.boxes);
            continue;
        }
        if (line.empty())
            continue;
        const auto f = split_csv(line);
        if (f.size() != columns.count)
            refuse_line(options.boxes, number,
                        "it has " + std::to_string(f.size()) + " columns, not " +
                            std::to_string(columns.count));
        const float x0 = share(f[columns.x0]), x1 = share(f[columns.x1]);
        const float y0 = share(f[columns.y0]), y1 = share(f[columns.y1]);
        if (x0 < 0.0f || y0 < 0.0f || x1 < x0 || y1 < y0)
            refuse_line(options.boxes, number, "its box is not within 0 and 1");
        if (pictures_.empty() || pictures_.back().id != f[columns.id]) {
            close_picture(options.filter);
            pictures_.push_back({std::string(f[columns.id]), boxes_.size(), 0});
        }
        mid = f[columns.label];
        const auto label = labels.find(mid);
        unknown += label == labels.end();
        if (label == labels.end() || double(x1 - x0) * double(y1 - y0) < options.filter.min_area)
            continue;
        int marks = 0;
        for (std::size_t i = 0; i < 4; ++i)
            marks |= int(f[columns.marks[i]] == "1") << i;
        boxes_.push_back(
            {x0, y0, x1 - x0, y1 - y0, std::uint16_t(label->second), std::uint8_t(marks)});
    }
    close_picture(options.filter);
    if (unknown > 0)
        notes_.push_back(std::to_string(unknown) + " boxes are of classes without a label.");
}

void OpenImages::close_picture(const ObjectFilter& filter)
{
    if (pictures_.empty())
        return;
    auto& last = pictures_.back();
    last.count = boxes_.size() - last.first;
    if (!filter.keeps(last.count)) {
        boxes_.resize(last.first);
        pictures_.pop_back();
    }
}

Example OpenImages::read(std::int64_t index, std::uint64_t seed) const
{
    const auto& picture = pictures_.at(std::size_t(index));
    Example example;
    example.key = picture.id;
    example.image = read_rgb(root_ / (picture.id + ".jpg"));
    for (std::size_t i = picture.first; i < picture.first + picture.count; ++i) {
        const auto& b = boxes_[i];
        example.boxes.push_back({b.label, b.x, b.y, b.width, b.height, (b.marks & 1) != 0,
                                 (b.marks & 2) != 0, (b.marks & 4) != 0, (b.marks & 8) != 0});
    }
    shuffle_boxes(example.boxes, mix_bits(seed ^ 0xB0ull));
    return example;
}

}  // namespace ldm::data
