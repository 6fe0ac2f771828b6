// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QUrl>
#include <QVariantAnimation>
#include <QWidget>

#include <optional>

namespace sfumato {

/// What becomes of a dropped file.
enum class DropZone { Open, NewLayer, AsMap, AsMask, Upscale, Models };

/// Zones that fade in over the canvas while files are dragged above it, one for each use. Model
/// files have a zone of their own. Does not take the drop itself: the canvas asks it.
class DropZones : public QWidget {
    Q_OBJECT

public:
    explicit DropZones(QWidget* parent);

    /// The zones offered for pictures, in their order. All but `Models` may be among them.
    void setZones(const QList<DropZone>& zones);
    const QList<DropZone>& zones() const { return m_zones; }

    /// Can anything be made of these files?
    static bool takes(const QList<QUrl>& urls);

    /// Shows the zones that fit the files.
    void open(const QList<QUrl>& urls);
    void close();

    /// Lights up the zone under a place. @return false if there is none
    bool point(QPointF place);
    std::optional<DropZone> zoneAt(QPointF place) const;
    QRectF rectOf(DropZone zone) const;

    static QString titleOf(DropZone zone);
    static QString descriptionOf(DropZone zone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<DropZone> m_zones{DropZone::Open, DropZone::AsMap, DropZone::AsMask, DropZone::Upscale};
    QList<DropZone> m_shown;
    std::optional<DropZone> m_lit;
    QVariantAnimation m_fade;
};

}  // namespace sfumato
