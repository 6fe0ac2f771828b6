// SPDX-License-Identifier: MIT
#include "explore/region.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace sfumato {

namespace {

QImage emptyMask(QSize size)
{
    QImage mask(size, QImage::Format_Grayscale8);
    mask.fill(0);
    return mask;
}

// A mask of what `in` says of each pixel's bytes in two images.
template <typename In>
QImage compared(const QImage& a, const QImage& b, const In& in)
{
    QImage mask(a.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < a.height(); ++y) {
        const uchar *from = a.constScanLine(y), *other = b.constScanLine(y);
        uchar* to = mask.scanLine(y);
        for (int x = 0; x < a.width(); ++x)
            to[x] = in(from[x], other[x]) ? 255 : 0;
    }
    return mask;
}

// Each byte becomes the largest within a distance along the row.
void widen(std::vector<uchar>& row, int distance)
{
    const int size = int(row.size());
    std::vector<uchar> out(row.size(), 0);
    int last = -distance - 1;  // the last one set, from the left and then from the right
    for (int x = 0; x < size; ++x) {
        last = row[size_t(x)] ? x : last;
        out[size_t(x)] = x - last <= distance ? 255 : 0;
    }
    last = size + distance + 1;
    for (int x = size - 1; x >= 0; --x) {
        last = row[size_t(x)] ? x : last;
        if (last - x <= distance)
            out[size_t(x)] = 255;
    }
    row.swap(out);
}

}  // namespace

QImage islandAt(const QImage& map, QPoint place)
{
    if (!map.rect().contains(place))
        return {};
    QImage mask = emptyMask(map.size());
    const int label = map.constScanLine(place.y())[place.x()];
    std::vector<QPoint> next{place};
    while (!next.empty()) {
        const QPoint seed = next.back();
        next.pop_back();
        const uchar* row = map.constScanLine(seed.y());
        uchar* out = mask.scanLine(seed.y());
        if (out[seed.x()])
            continue;
        int left = seed.x(), right = seed.x();
        while (left > 0 && row[left - 1] == label)
            --left;
        while (right + 1 < map.width() && row[right + 1] == label)
            ++right;
        std::memset(out + left, 255, size_t(right - left + 1));
        for (const int y : {seed.y() - 1, seed.y() + 1}) {
            if (y < 0 || y >= map.height())
                continue;
            const uchar* other = map.constScanLine(y);
            for (int x = left; x <= right; ++x)
                if (other[x] == label && (x == left || other[x - 1] != label))
                    next.push_back({x, y});
        }
    }
    return mask;
}

QImage maskOf(const ldm::LabelledBox& box, QSize size)
{
    QImage mask = emptyMask(size);
    const QRect rect = QRectF(box.x * size.width(), box.y * size.height(), box.width * size.width(),
                              box.height * size.height())
                           .toAlignedRect() &
                       mask.rect();
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        std::memset(mask.scanLine(y) + rect.left(), 255, size_t(rect.width()));
    return mask;
}

QImage maskOf(const QImage& pins)
{
    return compared(pins, pins, [](uchar a, uchar) { return a != 0; });
}

QImage differenceOf(const QImage& map, const QImage& other)
{
    if (map.size() != other.size())
        return {};
    return compared(map, other, [](uchar a, uchar b) { return a != b; });
}

QImage dilated(const QImage& mask, int distance)
{
    QImage out = mask;
    std::vector<uchar> line(size_t(mask.width()));
    for (int y = 0; y < mask.height(); ++y) {
        std::memcpy(line.data(), mask.constScanLine(y), line.size());
        widen(line, distance);
        std::memcpy(out.scanLine(y), line.data(), line.size());
    }
    line.resize(size_t(mask.height()));
    for (int x = 0; x < mask.width(); ++x) {
        for (int y = 0; y < mask.height(); ++y)
            line[size_t(y)] = out.constScanLine(y)[x];
        widen(line, distance);
        for (int y = 0; y < mask.height(); ++y)
            out.scanLine(y)[x] = line[size_t(y)];
    }
    return out;
}

QImage inBlocks(const QImage& mask, int side)
{
    QImage out = emptyMask(mask.size());
    for (int top = 0; top < mask.height(); top += side) {
        const int bottom = std::min(top + side, mask.height());
        for (int left = 0; left < mask.width(); left += side) {
            const auto width = size_t(std::min(side, mask.width() - left));
            bool touched = false;
            for (int y = top; y < bottom && !touched; ++y)
                touched = std::memchr(mask.constScanLine(y) + left, 255, width);
            for (int y = top; y < bottom && touched; ++y)
                std::memset(out.scanLine(y) + left, 255, width);
        }
    }
    return out;
}

QImage feathered(const QImage& mask, int distance)
{
    // How many steps it is to the nearest pixel that is not in it: a step more than the least of
    // its neighbours, found in two sweeps.
    const int width = mask.width(), height = mask.height();
    std::vector<int> steps(size_t(width) * size_t(height));
    const auto at = [&](int x, int y) -> int& {
        return steps[size_t(y) * size_t(width) + size_t(x)];
    };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            at(x, y) = mask.constScanLine(y)[x] >= 128 ? distance : 0;
    const auto sweep = [&](int x, int y, int back) {
        const int row = y + back;
        int least = x + back >= 0 && x + back < width ? at(x + back, y) : distance;
        for (int column = x - 1; row >= 0 && row < height && column <= x + 1; ++column)
            if (column >= 0 && column < width)
                least = std::min(least, at(column, row));
        at(x, y) = std::min(at(x, y), least + 1);
    };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            sweep(x, y, -1);
    QImage out = emptyMask(mask.size());
    for (int y = height - 1; y >= 0; --y)
        for (int x = width - 1; x >= 0; --x) {
            sweep(x, y, 1);
            out.scanLine(y)[x] = uchar(at(x, y) * 255 / distance);
        }
    return out;
}

QImage inverted(const QImage& mask)
{
    return compared(mask, mask, [](uchar a, uchar) { return a < 128; });
}

QImage united(const QImage& a, const QImage& b)
{
    return compared(a, b.size() == a.size() ? b : b.scaled(a.size()),
                    [](uchar x, uchar y) { return x >= 128 || y >= 128; });
}

bool areApart(const QImage& a, const QImage& b)
{
    return shareOf(compared(a, b.size() == a.size() ? b : b.scaled(a.size()),
                            [](uchar x, uchar y) { return x >= 128 && y >= 128; })) == 0.0;
}

double shareOf(const QImage& mask)
{
    qint64 in = 0;
    for (int y = 0; y < mask.height(); ++y) {
        const uchar* row = mask.constScanLine(y);
        in += std::count_if(row, row + mask.width(), [](uchar v) { return v >= 128; });
    }
    return mask.isNull() ? 0.0 : double(in) / (double(mask.width()) * mask.height());
}

QRect boundsOf(const QImage& mask)
{
    QRect bounds;
    for (int y = 0; y < mask.height(); ++y) {
        const uchar* row = mask.constScanLine(y);
        const uchar* end = row + mask.width();
        const auto in = [](uchar v) { return v >= 128; };
        const uchar* first = std::find_if(row, end, in);
        if (first == end)
            continue;
        const auto last =
            std::find_if(std::make_reverse_iterator(end), std::make_reverse_iterator(row), in);
        bounds |= QRect(QPoint(int(first - row), y), QPoint(int(last.base() - row) - 1, y));
    }
    return bounds;
}

std::shared_ptr<const ldm::Image> toMask(const QImage& mask)
{
    auto image = std::make_shared<ldm::Image>();
    image->width = mask.width();
    image->height = mask.height();
    image->channels = 1;
    image->pixels.resize(size_t(mask.width()) * size_t(mask.height()));
    for (int y = 0; y < mask.height(); ++y)
        std::memcpy(image->pixels.data() + size_t(y) * size_t(mask.width()), mask.constScanLine(y),
                    size_t(mask.width()));
    return image;
}

QImage fromMask(const ldm::Image& mask)
{
    QImage image(mask.width, mask.height, QImage::Format_Grayscale8);
    for (int y = 0; y < mask.height; ++y)
        std::memcpy(image.scanLine(y), mask.pixels.data() + size_t(y) * size_t(mask.width),
                    size_t(mask.width));
    return image;
}

}  // namespace sfumato
