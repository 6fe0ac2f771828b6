// SPDX-License-Identifier: MIT
#pragma once

#include "io/image_file.h"
#include "ldm/model_info.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ldm::task {

/// Names that a data set or program gives to the colours or numbers of its maps.
struct ColourTable {
    std::string title;
    std::vector<std::string> hints;  ///< parts of file names, lower case
    std::map<Rgb, std::string> colours;
    std::map<int, std::string> numbers;
};

/// All tables of a folder, by title. What cannot be read is left out.
std::vector<ColourTable> read_colour_tables(const std::filesystem::path& folder);

/// Labels by name, near names included.
class LabelNames {
public:
    /// @param synonyms  file; may be missing
    LabelNames(const std::vector<LabelInfo>& labels, const std::filesystem::path& synonyms);

    struct Match {
        int label;
        bool exact;
    };

    /// The label of that name, or the nearest of its synonyms that is a label.
    std::optional<Match> find(const std::string& name) const;

private:
    std::map<std::string, int> labels_;                         ///< by key
    std::map<std::string, std::vector<std::string>> synonyms_;  ///< keys
};

}  // namespace ldm::task
