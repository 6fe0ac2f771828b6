// SPDX-License-Identifier: MIT
#include "plot.h"

#include <algorithm>
#include <cmath>
#include <fstream>

namespace sfumato {

namespace {

constexpr double kLeft = 70, kTop = 20, kWidth = 480, kHeight = 340;
constexpr const char* kColours[] = {"#1b6ca8", "#d1495b", "#2e8b57", "#8e6bbf",
                                    "#e08e0b", "#555555", "#00a5a5", "#a0522d"};

// A logarithmic axis over whole powers of its base.
struct Axis {
    double base, low, high;

    Axis(const std::vector<Series>& series, std::vector<double> Series::*values, double of_base)
        : base(of_base), low(1e300), high(-1e300)
    {
        for (const auto& s : series)
            for (const double v : s.*values) {
                low = std::min(low, std::floor(power(v)));
                high = std::max(high, std::ceil(power(v)));
            }
    }
    double power(double v) const { return std::log(v) / std::log(base); }
    double share(double v) const { return (power(v) - low) / (high - low); }
};

}  // namespace

void write_plot(const std::filesystem::path& file, const std::vector<Series>& series,
                const std::string& x_title, const std::string& y_title)
{
    const Axis xs(series, &Series::x, 2.0), ys(series, &Series::y, 10.0);
    const auto px = [&](double v) { return kLeft + xs.share(v) * kWidth; };
    const auto py = [&](double v) { return kTop + (1.0 - ys.share(v)) * kHeight; };
    std::ofstream out(file);
    out << "<svg xmlns='http://www.w3.org/2000/svg' width='760' height='420' "
           "font-family='sans-serif' font-size='12'>\n<rect width='760' height='420' "
           "fill='white'/>\n";
    for (double p = xs.low; p <= xs.high; ++p)
        out << "<text x='" << px(std::pow(2.0, p)) << "' y='" << kTop + kHeight + 18
            << "' text-anchor='middle'>" << std::pow(2.0, p) << "</text>\n";
    for (double p = ys.low; p <= ys.high; ++p)
        out << "<line x1='" << kLeft << "' x2='" << kLeft + kWidth << "' y1='"
            << py(std::pow(10.0, p)) << "' y2='" << py(std::pow(10.0, p))
            << "' stroke='#ddd'/>\n<text x='" << kLeft - 6 << "' y='" << py(std::pow(10.0, p)) + 4
            << "' text-anchor='end'>" << std::pow(10.0, p) << "</text>\n";
    for (size_t i = 0; i < series.size(); ++i) {
        const auto* colour = kColours[i % std::size(kColours)];
        out << "<polyline fill='none' stroke-width='2' stroke='" << colour << "' points='";
        for (size_t k = 0; k < series[i].x.size(); ++k)
            out << px(series[i].x[k]) << "," << py(series[i].y[k]) << " ";
        const double y = kTop + 14 + 20.0 * double(i);
        out << "'/>\n<rect x='" << kLeft + kWidth + 16 << "' y='" << y - 9
            << "' width='14' height='10' fill='" << colour << "'/><text x='" << kLeft + kWidth + 36
            << "' y='" << y << "'>" << series[i].name << "</text>\n";
    }
    out << "<text x='" << kLeft + kWidth / 2 << "' y='" << kTop + kHeight + 44
        << "' text-anchor='middle'>" << x_title << "</text>\n<text transform='translate(16,"
        << kTop + kHeight / 2 << ") rotate(-90)' text-anchor='middle'>" << y_title
        << "</text>\n</svg>\n";
}

}  // namespace sfumato
