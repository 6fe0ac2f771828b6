// SPDX-License-Identifier: MIT
#pragma once

#include "canvas/pixel_source.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QList>
#include <QObject>

#include <array>
#include <chrono>
#include <vector>

namespace sfumato {

/// Half the size, each pixel the mean of up to four. @param image ARGB32_Premultiplied
QImage halved(const QImage& image);

/// A source in tiles, each at the sizes it was asked for: full, half, quarter … Small changes are
/// drawn at once, the rest on other threads; until it is there, what is known is shown instead.
class TileCache : public QObject {
    Q_OBJECT

public:
    static constexpr int kSide = 512;  ///< of a tile, in the source's pixels
    static constexpr int kLevels = 7;  ///< a pixel of level n is 2^n source pixels wide

    explicit TileCache(const PixelSource& source, QObject* parent = nullptr);
    ~TileCache() override;

    const PixelSource& source() const { return m_source; }

    /// These pixels of the source have changed.
    void invalidate(QRect rect);

    /// Everything has changed, perhaps the size too.
    void reset();

    /// The level to draw from. @param scale screen pixels a source pixel
    static int levelFor(double scale);

    /// Size of the source at a level.
    QSize sizeAt(int level) const;

    /// A frame begins: so many pixels may be drawn at once in it, none begun after so long.
    void beginFrame(qint64 pixels = qint64(2) << 20,
                    std::chrono::milliseconds time = std::chrono::milliseconds(6));

    /// Pixels of a level, inside its size; good until the next `read`. Those that are not ready
    /// come coarser, or transparent where nothing is known yet; `arrived` follows.
    QImage read(int level, QRect rect);

    /// Is everything ready that was asked for?
    bool isComplete() const { return m_running == 0 && m_wanted.isEmpty(); }

    void setMemoryLimit(qint64 bytes) { m_limit = bytes; }
    qint64 bytes() const { return m_bytes; }

Q_SIGNALS:
    /// Pixels that were not ready when they were asked for now are. @param rect of the source
    void arrived(QRect rect);

private:
    struct Mip {
        QImage pixels;
        QRect dirty;  ///< of the source: not drawn yet
        QRect since;  ///< changed while another thread draws
        bool pending = false;
    };
    struct Tile {
        std::array<Mip, kLevels> mips;
        quint64 used = 0;
    };
    struct Wanted {
        QPoint place;
        int level;
        bool operator==(const Wanted&) const = default;
    };

    QRect rectOf(QPoint place) const;
    bool takeFromBudget(qint64 pixels);
    bool drawNow(QPoint place, Tile& tile, int level);
    bool drawFromFiner(Tile& tile, int level);
    void want(QPoint place, int level);
    void startWanted();
    void start(const Wanted& wanted);
    void finished(const Wanted& wanted, const QImage& pixels, quint64 epoch);
    void replace(Mip& mip, const QImage& pixels);
    void copyCoarser(const Tile& tile, QRect from, int level, QImage& out, QPoint at) const;
    void forgetOld();

    const PixelSource& m_source;
    QSize m_size;
    QHash<QPoint, Tile> m_tiles;
    QList<Wanted> m_wanted;
    std::vector<quint32> m_scratch;  ///< what `read` gives: new memory each frame costs more
    int m_running = 0;
    bool m_starting = false;
    quint64 m_epoch = 0;  ///< results of an earlier one are dropped
    quint64 m_frame = 1;
    qint64 m_budget = 0;
    QDeadlineTimer m_frameEnd;
    qint64 m_bytes = 0;
    qint64 m_limit = qint64(256) << 20;
};

}  // namespace sfumato
