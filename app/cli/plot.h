// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sfumato {

/// One line of a plot; x and y positive.
struct Series {
    std::string name;
    std::vector<double> x, y;
};

/// Both axes logarithmic, as SVG.
void write_plot(const std::filesystem::path& file, const std::vector<Series>& series,
                const std::string& x_title, const std::string& y_title);

}  // namespace sfumato
