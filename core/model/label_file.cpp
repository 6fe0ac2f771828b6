// SPDX-License-Identifier: MIT
#include "model/label_file.h"

#include "ldm/error.h"

#include <charconv>
#include <fstream>

namespace ldm::model {

std::array<std::uint8_t, 3> label_colour(std::size_t index)
{
    return {std::uint8_t(index * 97 % 256), std::uint8_t(index * 57 % 256),
            std::uint8_t(index * 151 % 256)};
}

std::vector<LabelInfo> read_label_file(const std::filesystem::path& file)
{
    constexpr std::uintmax_t kLargest = 1 << 20;  // bytes; a description may name any file
    std::error_code problem;
    const bool plain = std::filesystem::is_regular_file(file, problem) &&
                       std::filesystem::file_size(file, problem) <= kLargest;
    std::ifstream in(file);
    if (!plain || !in)
        throw Error(ErrorCode::File, "The list of labels " + file.string() + " cannot be read.",
                    file.string());
    std::vector<LabelInfo> labels;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        const auto tab = line.find('\t');
        LabelInfo label{line.substr(0, tab), label_colour(labels.size())};
        if (tab != std::string::npos) {
            unsigned rgb = 0;
            const char* end = line.data() + line.size();
            const auto parsed = std::from_chars(line.data() + tab + 2, end, rgb, 16);
            if (line.size() != tab + 8 || line[tab + 1] != '#' || parsed.ptr != end)
                throw Error(ErrorCode::BadArgument,
                            file.string() + ": line " + std::to_string(labels.size() + 1) +
                                " does not end in a colour such as #78aee0.",
                            file.string());
            label.rgb = {std::uint8_t(rgb >> 16), std::uint8_t(rgb >> 8), std::uint8_t(rgb)};
        }
        labels.push_back(std::move(label));
    }
    return labels;
}

}  // namespace ldm::model
