// SPDX-License-Identifier: MIT
#include "io/image_file.h"
#include "ldm/engine.h"
#include "ldm/error.h"

#include <algorithm>
#include <map>
#include <set>

namespace ldm {

namespace {

int distance(const Rgb& a, const Rgb& b)
{
    int sum = 0;
    for (size_t i = 0; i < 3; ++i)
        sum += (int(a[i]) - int(b[i])) * (int(a[i]) - int(b[i]));
    return sum;
}

std::uint8_t nearest(const Rgb& colour, const std::vector<LabelInfo>& labels)
{
    const auto closer = [&colour](const LabelInfo& a, const LabelInfo& b) {
        return distance(a.rgb, colour) < distance(b.rgb, colour);
    };
    return std::uint8_t(std::min_element(labels.begin(), labels.end(), closer) - labels.begin());
}

// Labels of colours; what no label has is counted and given the nearest.
class ColourMatcher {
public:
    explicit ColourMatcher(const std::vector<LabelInfo>& labels) : labels_(labels)
    {
        for (size_t i = labels.size(); i-- > 0;)
            known_[labels[i].rgb] = std::uint8_t(i);
    }

    std::uint8_t match(const Rgb& colour)
    {
        if (const auto it = known_.find(colour); it != known_.end())
            return it->second;
        const auto [it, fresh] = unknown_.try_emplace(colour, 0, std::uint8_t(0));
        if (fresh)
            it->second.second = nearest(colour, labels_);
        ++it->second.first;
        return it->second.second;
    }

    void report(MapFile& file) const
    {
        std::vector<std::pair<size_t, Rgb>> found;
        for (const auto& [colour, entry] : unknown_) {
            found.emplace_back(entry.first, colour);
            file.unknown_pixels += entry.first;
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        for (const auto& [count, colour] : found)
            file.unknown_colours.push_back(colour);
    }

private:
    const std::vector<LabelInfo>& labels_;
    std::map<Rgb, std::uint8_t> known_;
    std::map<Rgb, std::pair<size_t, std::uint8_t>> unknown_;
};

// Whether every palette entry in use is one of the labels' colours: then the colours count, for
// programs order palettes as they please.
bool palette_names_labels(const LabelImage& image, const std::vector<LabelInfo>& labels)
{
    std::set<Rgb> known;
    for (const auto& label : labels)
        known.insert(label.rgb);
    return !image.palette.empty() &&
           std::all_of(image.indices.labels.begin(), image.indices.labels.end(), [&](auto index) {
               return index < image.palette.size() && known.count(image.palette[index]) > 0;
           });
}

void match_colours(const LabelImage& image, ColourMatcher& matcher, MapFile& file)
{
    auto& map = file.map;
    if (image.by_index()) {
        map = image.indices;
        for (auto& label : map.labels)
            label = matcher.match(label < image.palette.size() ? image.palette[label]
                                                               : Rgb{label, label, label});
        return;
    }
    map.width = image.colours.width;
    map.height = image.colours.height;
    map.labels.resize(size_t(map.width) * size_t(map.height));
    const int channels = image.colours.channels;
    for (size_t i = 0; i < map.labels.size(); ++i) {
        const auto* p = image.colours.pixels.data() + i * size_t(channels);
        map.labels[i] = matcher.match({p[0], p[1], p[2]});
    }
}

}  // namespace

MapFile load_label_map(const std::filesystem::path& path, const std::vector<LabelInfo>& labels)
{
    if (labels.empty())
        throw Error(ErrorCode::BadArgument, "This model takes no map.", "map");
    const auto image = read_label_map(path);
    MapFile file;
    const auto in_range = [&](std::uint8_t index) { return index < labels.size(); };
    const bool indices =
        image.by_index() &&
        std::all_of(image.indices.labels.begin(), image.indices.labels.end(), in_range) &&
        !palette_names_labels(image, labels);
    if (indices) {
        file.map = image.indices;
        return file;
    }
    ColourMatcher matcher(labels);
    match_colours(image, matcher, file);
    matcher.report(file);
    return file;
}

}  // namespace ldm
