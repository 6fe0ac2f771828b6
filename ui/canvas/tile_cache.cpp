// SPDX-License-Identifier: MIT
#include "canvas/tile_cache.h"

#include <QFuture>
#include <QtConcurrentRun>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace sfumato {

namespace {

constexpr int kAtOnce = 4;  // tiles being drawn on other threads

int ceilShift(int value, int shift)
{
    return (value + (1 << shift) - 1) >> shift;
}

// The pixels of a level that cover a rectangle of the source.
QRect shrunk(QRect rect, int level)
{
    const int left = rect.left() >> level, top = rect.top() >> level;
    return {QPoint(left, top), QPoint((rect.right() >> level), (rect.bottom() >> level))};
}

QImage reduced(QImage pixels, int level)
{
    for (int i = 0; i < level; ++i)
        pixels = halved(pixels);
    return pixels;
}

void copyInto(QImage& to, QPoint at, const QImage& from, QRect part)
{
    for (int y = 0; y < part.height(); ++y)
        std::memcpy(to.scanLine(at.y() + y) + at.x() * 4,
                    from.constScanLine(part.y() + y) + part.x() * 4, size_t(part.width()) * 4);
}

}  // namespace

QImage halved(const QImage& image)
{
    const int width = ceilShift(image.width(), 1), height = ceilShift(image.height(), 1);
    QImage half(width, height, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < height; ++y) {
        const int below = std::min(2 * y + 1, image.height() - 1);
        const auto* a = reinterpret_cast<const quint32*>(image.constScanLine(2 * y));
        const auto* b = reinterpret_cast<const quint32*>(image.constScanLine(below));
        auto* out = reinterpret_cast<quint32*>(half.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const int left = 2 * x, right = std::min(2 * x + 1, image.width() - 1);
            // Two channels a word, each with room for the sum of four.
            const auto sum = [&](int shift) {
                constexpr quint32 kMask = 0x00ff00ff;
                return ((a[left] >> shift) & kMask) + ((a[right] >> shift) & kMask) +
                       ((b[left] >> shift) & kMask) + ((b[right] >> shift) & kMask) + 0x00020002;
            };
            out[x] = ((sum(0) >> 2) & 0x00ff00ff) | ((sum(8) << 6) & 0xff00ff00);
        }
    }
    return half;
}

TileCache::TileCache(const PixelSource& source, QObject* parent) : QObject(parent), m_source(source)
{
}

TileCache::~TileCache() = default;

QSize TileCache::sizeAt(int level) const
{
    const QSize size = m_source.size();
    return {ceilShift(size.width(), level), ceilShift(size.height(), level)};
}

int TileCache::levelFor(double scale)
{
    if (scale > 0.5)
        return 0;
    return std::clamp(int(std::floor(-std::log2(scale) + 1e-6)), 0, kLevels - 1);
}

QRect TileCache::rectOf(QPoint place) const
{
    return QRect(place * kSide, QSize(kSide, kSide)) & QRect(QPoint(), m_source.size());
}

void TileCache::reset()
{
    m_tiles.clear();
    m_wanted.clear();
    m_bytes = 0;
    ++m_epoch;
}

void TileCache::invalidate(QRect rect)
{
    const QRect changed = rect & QRect(QPoint(), m_source.size());
    if (changed.isEmpty() || m_tiles.isEmpty())
        return;
    for (int y = changed.top() / kSide; y <= changed.bottom() / kSide; ++y)
        for (int x = changed.left() / kSide; x <= changed.right() / kSide; ++x) {
            const auto found = m_tiles.find(QPoint(x, y));
            if (found == m_tiles.end())
                continue;
            const QRect part = changed & rectOf({x, y});
            for (auto& mip : found->mips) {
                if (!mip.pixels.isNull())
                    mip.dirty |= part;
                if (mip.pending)
                    mip.since |= part;
            }
        }
}

void TileCache::beginFrame(qint64 pixels, std::chrono::milliseconds time)
{
    if (m_size != m_source.size()) {
        m_size = m_source.size();
        reset();
    }
    ++m_frame;
    m_budget = pixels;
    m_frameEnd.setRemainingTime(time);
    forgetOld();
}

void TileCache::replace(Mip& mip, const QImage& pixels)
{
    m_bytes += pixels.sizeInBytes() - mip.pixels.sizeInBytes();
    mip.pixels = pixels;
}

// May so many pixels be drawn in this frame? If so, they are counted.
bool TileCache::takeFromBudget(qint64 pixels)
{
    if (pixels > m_budget || m_frameEnd.hasExpired())
        return false;
    m_budget -= pixels;
    return true;
}

// What has changed of a tile, or all of it, if it is little enough for this frame.
bool TileCache::drawNow(QPoint place, Tile& tile, int level)
{
    auto& mip = tile.mips[size_t(level)];
    const QRect whole = rectOf(place);
    QRect rect = whole;
    if (!mip.pixels.isNull()) {
        const int mask = ~((1 << level) - 1);
        rect.setLeft(mip.dirty.left() & mask);
        rect.setTop(mip.dirty.top() & mask);
        rect.setRight(mip.dirty.right() | ~mask);
        rect.setBottom(mip.dirty.bottom() | ~mask);
        rect &= whole;
    }
    if (!takeFromBudget(qint64(rect.width()) * rect.height()))
        return false;
    QImage drawn(rect.size(), QImage::Format_ARGB32_Premultiplied);
    m_source.render(rect, drawn);
    drawn = reduced(drawn, level);
    if (rect == whole)
        replace(mip, drawn);
    else
        copyInto(mip.pixels, shrunk(rect.translated(-whole.topLeft()), level).topLeft(), drawn,
                 drawn.rect());
    mip.dirty = {};
    return true;
}

bool TileCache::drawFromFiner(Tile& tile, int level)
{
    for (int finer = level - 1; finer >= 0; --finer) {
        const auto& mip = tile.mips[size_t(finer)];
        if (mip.pixels.isNull() || !mip.dirty.isEmpty())
            continue;
        if (!takeFromBudget(qint64(mip.pixels.width()) * mip.pixels.height()))
            return false;
        replace(tile.mips[size_t(level)], reduced(mip.pixels, level - finer));
        tile.mips[size_t(level)].dirty = {};
        return true;
    }
    return false;
}

void TileCache::want(QPoint place, int level)
{
    const Wanted wanted{place, level};
    // Another zoom: what an earlier one wanted no longer matters.
    if (!m_wanted.isEmpty() && m_wanted.last().level != level)
        m_wanted.clear();
    if (!m_wanted.contains(wanted))
        m_wanted.append(wanted);
    startWanted();
}

void TileCache::startWanted()
{
    // A quick thread may have finished before its end is waited for: no loop inside this one.
    if (std::exchange(m_starting, true))
        return;
    while (m_running < kAtOnce && !m_wanted.isEmpty())
        start(m_wanted.takeFirst());
    m_starting = false;
}

void TileCache::start(const Wanted& wanted)
{
    auto& mip = m_tiles[wanted.place].mips[size_t(wanted.level)];
    if (mip.pending || (!mip.pixels.isNull() && mip.dirty.isEmpty()))
        return;
    mip.pending = true;
    mip.since = {};
    ++m_running;
    QtConcurrent::run([grabbed = m_source.grab(rectOf(wanted.place)), level = wanted.level] {
        return reduced(grabbed(), level);
    }).then(this, [this, wanted, epoch = m_epoch](const QImage& pixels) {
        finished(wanted, pixels, epoch);
    });
}

void TileCache::finished(const Wanted& wanted, const QImage& pixels, quint64 epoch)
{
    --m_running;
    const auto found = m_tiles.find(wanted.place);
    if (epoch == m_epoch && found != m_tiles.end()) {
        auto& mip = found->mips[size_t(wanted.level)];
        replace(mip, pixels);
        mip.dirty = mip.since;
        mip.since = {};
        mip.pending = false;
        Q_EMIT arrived(rectOf(wanted.place));
    }
    startWanted();
}

QImage TileCache::read(int level, QRect rect)
{
    const size_t area = size_t(rect.width()) * size_t(rect.height());
    if (m_scratch.size() < area)
        m_scratch.resize(area);
    QImage out(reinterpret_cast<uchar*>(m_scratch.data()), rect.width(), rect.height(),
               rect.width() * 4, QImage::Format_ARGB32_Premultiplied);
    const int side = kSide >> level;
    for (int y = rect.top() / side; y <= rect.bottom() / side; ++y)
        for (int x = rect.left() / side; x <= rect.right() / side; ++x) {
            const QPoint place(x, y);
            auto& tile = m_tiles[place];
            tile.used = m_frame;
            auto& mip = tile.mips[size_t(level)];
            if ((mip.pixels.isNull() || !mip.dirty.isEmpty()) && !drawFromFiner(tile, level) &&
                !drawNow(place, tile, level) && !mip.pending)
                want(place, level);
            // `want` may have made the table grow.
            const auto& known = m_tiles[place];
            const QRect part = rect & QRect(place * side, QSize(side, side));
            const QRect from = part.translated(-place * side);
            const QPoint at = part.topLeft() - rect.topLeft();
            const auto& image = known.mips[size_t(level)].pixels;
            if (!image.isNull())
                copyInto(out, at, image, from & image.rect());
            else
                copyCoarser(known, from, level, out, at);
        }
    return out;
}

// The nearest pixels of a coarser, else of a finer level.
void TileCache::copyCoarser(const Tile& tile, QRect from, int level, QImage& out, QPoint at) const
{
    const QImage* image = nullptr;
    int shift = 0;
    for (int step = 1; step < kLevels && !image; ++step)
        for (const int other : {level + step, level - step})
            if (!image && other >= 0 && other < kLevels &&
                !tile.mips[size_t(other)].pixels.isNull()) {
                image = &tile.mips[size_t(other)].pixels;
                shift = other - level;
            }
    for (int y = 0; y < from.height(); ++y) {
        auto* row = reinterpret_cast<quint32*>(out.scanLine(at.y() + y)) + at.x();
        if (!image) {
            std::fill(row, row + from.width(), 0u);
            continue;
        }
        const auto other = [shift](int v) { return shift >= 0 ? v >> shift : v << -shift; };
        const int line = std::min(other(from.y() + y), image->height() - 1);
        const auto* pixels = reinterpret_cast<const quint32*>(image->constScanLine(line));
        for (int x = 0; x < from.width(); ++x)
            row[x] = pixels[std::min(other(from.x() + x), image->width() - 1)];
    }
}

// Tiles that were out of view longest go first; those of the last frame stay.
void TileCache::forgetOld()
{
    if (m_bytes <= m_limit)
        return;
    QList<std::pair<quint64, QPoint>> byAge;
    for (auto it = m_tiles.cbegin(); it != m_tiles.cend(); ++it)
        byAge.append({it->used, it.key()});
    std::sort(byAge.begin(), byAge.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [used, place] : byAge) {
        if (m_bytes <= m_limit * 3 / 4 || used + 1 >= m_frame)
            break;
        auto& tile = m_tiles[place];
        for (auto& mip : tile.mips)
            m_bytes -= mip.pixels.sizeInBytes();
        m_tiles.remove(place);
    }
}

}  // namespace sfumato
