// SPDX-License-Identifier: MIT
#include "explore/seed_spread.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sfumato {

namespace {

constexpr int kSide = 64;      // pixels that are enough
constexpr double kLow = 0.35;  // share of the most from which it glows, at least

}  // namespace

QImage spreadOf(const QList<QImage>& pictures)
{
    if (pictures.size() < 2)
        return {};
    // Coarsely: where things lie is to be seen, not their grain.
    const QSize first = pictures.first().size();
    const QSize size = first.width() > kSide || first.height() > kSide
                           ? first.scaled(kSide, kSide, Qt::KeepAspectRatio).expandedTo({1, 1})
                           : first;
    const size_t values = size_t(size.width()) * size_t(size.height()) * 3;
    std::vector<float> sum(values), squares(values);
    for (const auto& picture : pictures) {
        const QImage rgb = picture.convertToFormat(QImage::Format_RGB888)
                               .scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        size_t at = 0;
        for (int y = 0; y < size.height(); ++y) {
            const uchar* row = rgb.constScanLine(y);
            for (int x = 0; x < 3 * size.width(); ++x, ++at) {
                sum[at] += row[x];
                squares[at] += float(row[x]) * row[x];
            }
        }
    }
    const auto count = float(pictures.size());
    std::vector<float> spread(values / 3);
    for (size_t i = 0; i < values; ++i) {
        const float mean = sum[i] / count;
        spread[i / 3] += std::max(0.0f, squares[i] / count - mean * mean);
    }
    const float most = *std::max_element(spread.begin(), spread.end());
    QImage out(size, QImage::Format_Grayscale8);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x) {
            const float v = spread[size_t(y) * size_t(size.width()) + size_t(x)];
            out.scanLine(y)[x] = uchar(most > 0.0f ? std::lround(255.0f * std::sqrt(v / most)) : 0);
        }
    return out;
}

QImage glowOf(const QImage& spread)
{
    QImage glow(spread.size(), QImage::Format_ARGB32);
    double mean = 0.0;
    for (int y = 0; y < spread.height(); ++y)
        for (int x = 0; x < spread.width(); ++x)
            mean += spread.constScanLine(y)[x] / 255.0;
    mean /= std::max(1.0, double(spread.width()) * spread.height());
    // What is undecided everywhere is left dark: only what stands out is to be seen.
    const double low = std::min(0.9, std::max(kLow, mean));
    for (int y = 0; y < spread.height(); ++y)
        for (int x = 0; x < spread.width(); ++x) {
            const double share = spread.constScanLine(y)[x] / 255.0;
            const int alpha = int(220.0 * std::clamp((share - low) / (1.0 - low), 0.0, 1.0));
            reinterpret_cast<QRgb*>(glow.scanLine(y))[x] =
                qRgba(255, int(110 + 120 * share), 30, alpha);
        }
    return glow;
}

}  // namespace sfumato
