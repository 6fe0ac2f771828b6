// SPDX-License-Identifier: MIT
#include "canvas/drop_zones.h"

#include <QFileInfo>
#include <QPainter>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kFadeMilliseconds = 140;

bool isModel(const QUrl& url)
{
    static const QStringList endings{QStringLiteral("ckpt"), QStringLiteral("safetensors"),
                                     QStringLiteral("pt"), QStringLiteral("pth"),
                                     QStringLiteral("yaml")};
    return endings.contains(QFileInfo(url.fileName()).suffix().toLower());
}

}  // namespace

DropZones::DropZones(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    m_fade.setDuration(kFadeMilliseconds);
    m_fade.setStartValue(0.0);
    m_fade.setEndValue(1.0);
    connect(&m_fade, &QVariantAnimation::valueChanged, this, QOverload<>::of(&QWidget::update));
    connect(&m_fade, &QVariantAnimation::finished, this, [this] {
        if (m_fade.direction() == QAbstractAnimation::Backward)
            hide();
    });
}

void DropZones::setZones(const QList<DropZone>& zones)
{
    m_zones = zones;
}

QString DropZones::titleOf(DropZone zone)
{
    switch (zone) {
    case DropZone::Open: return tr("Open");
    case DropZone::NewLayer: return tr("New layer");
    case DropZone::AsMap: return tr("As map");
    case DropZone::AsMask: return tr("As mask");
    case DropZone::Upscale: return tr("Upscale");
    case DropZone::Models: break;
    }
    return tr("Add to the models");
}

QString DropZones::descriptionOf(DropZone zone)
{
    switch (zone) {
    case DropZone::Open: return tr("A photo, a project, or a picture made with Sfumato");
    case DropZone::NewLayer: return tr("On top of what is there");
    case DropZone::AsMap: return tr("Colours become labels");
    case DropZone::AsMask: return tr("Bright or opaque parts are filled anew");
    case DropZone::Upscale: return tr("Larger, with detail");
    case DropZone::Models: break;
    }
    return tr("Checked first; nothing in the file is run");
}

bool DropZones::takes(const QList<QUrl>& urls)
{
    return std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); });
}

void DropZones::open(const QList<QUrl>& urls)
{
    m_shown = std::all_of(urls.begin(), urls.end(), isModel) ? QList{DropZone::Models} : m_zones;
    m_lit.reset();
    setGeometry(parentWidget()->rect());
    raise();
    show();
    m_fade.setDirection(QAbstractAnimation::Forward);
    m_fade.start();
}

void DropZones::close()
{
    m_lit.reset();
    if (isHidden())
        return;
    m_fade.setDirection(QAbstractAnimation::Backward);
    m_fade.start();
}

// The first zone takes the left half, the others share the right one.
QRectF DropZones::rectOf(DropZone zone) const
{
    constexpr double kGap = 14.0;
    const auto index = m_shown.indexOf(zone);
    if (index < 0)
        return {};
    const QRectF all = QRectF(rect()).adjusted(kGap, kGap, -kGap, -kGap);
    const auto others = m_shown.size() - 1;
    if (others == 0)
        return all;
    const double half = (all.width() - kGap) / 2.0;
    if (index == 0)
        return {all.topLeft(), QSizeF(half, all.height())};
    const double height = (all.height() - kGap * double(others - 1)) / double(others);
    return {all.left() + half + kGap, all.top() + double(index - 1) * (height + kGap), half,
            height};
}

std::optional<DropZone> DropZones::zoneAt(QPointF place) const
{
    for (const auto zone : m_shown)
        if (rectOf(zone).contains(place))
            return zone;
    return std::nullopt;
}

bool DropZones::point(QPointF place)
{
    const auto zone = zoneAt(place);
    if (zone != m_lit) {
        m_lit = zone;
        update();
    }
    return zone.has_value();
}

void DropZones::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(m_fade.currentValue().toDouble());
    painter.fillRect(rect(), QColor(16, 18, 22, 150));
    const QColor accent = palette().highlight().color();
    for (const auto zone : m_shown) {
        const QRectF place = rectOf(zone);
        const bool lit = m_lit == zone;
        QColor fill = lit ? accent : QColor(44, 47, 53);
        fill.setAlpha(lit ? 225 : 205);
        painter.setBrush(fill);
        painter.setPen(QPen(lit ? QColor(Qt::white) : QColor(255, 255, 255, 120), lit ? 2.5 : 1.5,
                            Qt::DashLine));
        painter.drawRoundedRect(place, 12, 12);
        QFont font = painter.font();
        const QFont plain = font;
        font.setPointSizeF(font.pointSizeF() * 1.5);
        font.setBold(true);
        painter.setFont(font);
        painter.setPen(Qt::white);
        const QRectF inside = place.adjusted(12, 8, -12, -8);
        const double middle = inside.center().y();
        painter.drawText(QRectF(inside.left(), inside.top(), inside.width(), middle - inside.top()),
                         Qt::AlignHCenter | Qt::AlignBottom, titleOf(zone));
        painter.setFont(plain);
        painter.setPen(QColor(255, 255, 255, 215));
        painter.drawText(
            QRectF(inside.left(), middle + 4, inside.width(), inside.bottom() - middle - 4),
            Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, descriptionOf(zone));
        painter.setFont(plain);
    }
}

}  // namespace sfumato
