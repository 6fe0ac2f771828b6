// SPDX-License-Identifier: MIT
#include "canvas/canvas_view.h"

#include "canvas/mask_outline.h"
#include "document/document.h"

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kSettleMilliseconds = 120;
constexpr int kFadeMilliseconds = 80;  // from one preview of a part to the next

using NoLayers = std::vector<const Layer*>;

const QImage& noImage()
{
    static const QImage none;
    return none;
}

}  // namespace

CanvasView::CanvasView(QWidget* parent)
    : QWidget(parent),
      m_mapSource([this]() -> const QImage& { return m_document ? m_document->map() : noImage(); }),
      m_pinSource(
          [this]() -> const QImage& { return m_document ? m_document->pins() : noImage(); }),
      m_photoSource(
          [this] { return m_document ? m_document->layers().inputColours() : NoLayers(); },
          [this] { return m_document ? m_document->size() : QSize(); }),
      m_resultSource([this] { return m_document ? m_document->layers().allColours() : NoLayers(); },
                     [this] { return m_document ? m_document->pictureSize() : QSize(); }),
      m_map(m_mapSource),
      m_pins(m_pinSource),
      m_photo(m_photoSource),
      m_result(m_resultSource),
      m_outline(std::make_unique<MaskOutline>(
          [this]() -> const QImage& { return m_document ? m_document->map() : noImage(); })),
      m_dropZones(new DropZones(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setTabletTracking(true);
    setAcceptDrops(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_AcceptTouchEvents);
    setMinimumSize(240, 180);
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(tr("What you paint or place, and the picture made of it."));
    connect(&m_map, &TileCache::arrived, this, &CanvasView::updateInput);
    connect(&m_photo, &TileCache::arrived, this, &CanvasView::updateInput);
    connect(&m_pins, &TileCache::arrived, this, &CanvasView::updatePins);
    connect(&m_result, &TileCache::arrived, this, [this](QRect rect) {
        // The result may have another size than the document.
        const QSizeF from = m_resultSource.size();
        if (!m_document || from.isEmpty())
            return;
        const QSizeF to = m_document->size();
        const auto scaled =
            QTransform::fromScale(to.width() / from.width(), to.height() / from.height());
        updatePicture(scaled.mapRect(QRectF(rect)).toAlignedRect());
    });
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMilliseconds);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        if (m_slow)
            update();
    });
    m_previewFade.setDuration(kFadeMilliseconds);
    m_previewFade.setStartValue(0.0);
    m_previewFade.setEndValue(1.0);
    connect(&m_previewFade, &QVariantAnimation::valueChanged, this, [this] {
        if (m_document)
            updatePicture(m_document->previewPart());
    });
    connect(&m_kinetic, &KineticPan::panned, this, &CanvasView::panBy);
}

CanvasView::~CanvasView() = default;

void CanvasView::setDocument(Document* document)
{
    if (m_document) {
        m_document->disconnect(this);
        m_document->layers().disconnect(this);
    }
    m_kinetic.stop();
    m_document = document;
    for (auto* tiles : {&m_map, &m_pins, &m_photo, &m_result})
        tiles->reset();
    m_overlays = {};
    m_compared = m_previewBefore = m_previewNow = QImage();
    m_outline->invalidate(QRect(0, 0, 1 << 24, 1 << 24));
    m_announced = -2;
    if (document) {
        connect(document, &Document::mapChanged, this, &CanvasView::mapChanged);
        connect(document, &Document::sizeChanged, this, [this] {
            stackChanged();
            fit();
        });
        connect(document, &Document::photoChanged, this, &CanvasView::stackChanged);
        connect(&document->layers(), &LayerStack::layersChanged, this, &CanvasView::stackChanged);
        connect(&document->layers(), &LayerStack::layerEdited, this, &CanvasView::stackChanged);
        connect(&document->layers(), &LayerStack::layerChanged, this, &CanvasView::layerChanged);
        connect(document, &Document::resultChanged, this, [this] {
            m_result.reset();
            updatePicture(QRect(QPoint(), m_document->size()));
        });
        connect(document, &Document::boxesChanged, this, QOverload<>::of(&QWidget::update));
        connect(document, &Document::previewChanged, this, &CanvasView::previewChanged);
        connect(document, &Document::pinsChanged, this, [this](QRect rect) {
            rect.isEmpty() ? m_pins.reset() : m_pins.invalidate(rect);
            updatePins(rect.isEmpty() ? QRect(QPoint(), m_document->size()) : rect);
        });
    }
    fit();
}

void CanvasView::setTool(Tool* tool)
{
    if (m_tool)
        m_tool->deactivate();
    if (m_gesture == Gesture::Paint)
        m_gesture = Gesture::None;
    m_tool = tool;
    m_announced = -2;
    updateCursor();
    update();
}

void CanvasView::setViewMode(ViewMode mode)
{
    m_mode = mode;
    if (m_fitted)
        fit();
    update();
}

void CanvasView::setOverlayOpacity(double opacity)
{
    m_opacity = std::clamp(opacity, 0.0, 1.0);
    update();
}

void CanvasView::setSplit(double share)
{
    m_split = std::clamp(share, 0.02, 0.98);
    update();
}

void CanvasView::setOverlay(Overlay kind, const QImage& picture)
{
    m_overlays[size_t(kind)] = picture;
    update();
}

void CanvasView::setCompared(const QImage& picture, const QString& name)
{
    m_compared = picture;
    m_comparedName = name;
    update();
}

void CanvasView::setProgress(double progress)
{
    m_progress = progress;
    updatePointer(m_pointer);
}

void CanvasView::setMirrored(bool mirrored)
{
    m_view.setMirrored(mirrored);
    viewChanged();
}

void CanvasView::setPlace(const CanvasPlace& place)
{
    m_view = place.view;
    viewChanged();
    if (place.fitted)
        fit();
}

void CanvasView::setPixelGrid(bool on)
{
    m_pixelGrid = on;
    update();
}

void CanvasView::setFeather(int pixels)
{
    m_outline->setFeather(pixels);
    update();
}

bool CanvasView::isComplete() const
{
    return m_map.isComplete() && m_pins.isComplete() && m_photo.isComplete() &&
           m_result.isComplete() && drawsSmooth();
}

bool CanvasView::showsBoth() const
{
    return m_mode == ViewMode::SideBySide && m_document &&
           m_document->inputKind() != InputKind::Nothing;
}

QRectF CanvasView::mapPane() const
{
    if (!showsBoth())
        return rect();
    return QRectF(0, 0, width() / 2.0, height());
}

QRectF CanvasView::picturePane() const
{
    if (!showsBoth())
        return rect();
    return QRectF(width() / 2.0, 0, width() / 2.0, height());
}

QRectF CanvasView::paneAt(QPointF place) const
{
    return showsBoth() && place.x() > width() / 2.0 ? picturePane() : mapPane();
}

QPointF CanvasView::mapFromDocument(QPointF point) const
{
    return m_view.toWidget(mapPane()).map(point);
}

QPointF CanvasView::mapToDocument(QPointF place) const
{
    return m_view.toWidget(paneAt(place)).inverted().map(place);
}

void CanvasView::fit()
{
    if (!m_document)
        return;
    m_view.fit(m_document->size(), mapPane().size());
    m_fitted = true;
    update();
    Q_EMIT zoomChanged(zoom());
}

// The artist moved the view: it no longer follows the window's size.
void CanvasView::viewChanged()
{
    m_fitted = false;
    if (m_document)
        m_view.keepInSight(m_document->size(), mapPane().size());
    m_settle.start();
    update();
    Q_EMIT zoomChanged(zoom());
    Q_EMIT rotationChanged(rotation());
}

void CanvasView::panBy(QPointF pixels)
{
    m_view.pan(pixels);
    viewChanged();
}

void CanvasView::zoomAt(QPointF screen, double factor)
{
    m_view.zoomAbout(screen, paneAt(screen), factor);
    viewChanged();
}

void CanvasView::zoomAtCentre(double factor)
{
    zoomAt(mapPane().center(), factor);
}

void CanvasView::rotateBy(double degrees)
{
    const bool fitted = m_fitted;
    m_view.rotateAbout(mapPane().center(), mapPane(), degrees);
    viewChanged();
    if (fitted)
        fit();
}

void CanvasView::updatePane(const QRectF& pane, QRect rect)
{
    const QRectF shown = m_view.toWidget(pane).mapRect(QRectF(rect));
    update((shown.adjusted(-3, -3, 3, 3) & pane).toAlignedRect());
}

// Where the input is seen.
void CanvasView::updateInput(QRect rect)
{
    updatePane(mapPane(), rect);
    if (showsBoth() && m_showInput)
        updatePane(picturePane(), rect);
}

void CanvasView::updatePicture(QRect rect)
{
    updatePane(picturePane(), rect);
}

void CanvasView::mapChanged(QRect rect)
{
    m_map.invalidate(rect);
    if (m_document->inputKind() == InputKind::Hole) {
        m_outline->invalidate(rect);
        const int reach = m_outline->feather() + 1;
        rect.adjust(-reach, -reach, reach, reach);
    }
    if (m_document->inputKind() == InputKind::Map || m_document->inputKind() == InputKind::Hole)
        updateInput(rect);
}

void CanvasView::updatePins(QRect rect)
{
    updatePane(mapPane(), rect);
    updatePicture(rect);
}

// A part's preview fades in where the last one was; all of a picture changes at once.
void CanvasView::previewChanged()
{
    const QRect part = m_document->previewPart();
    m_previewBefore = part.isEmpty() ? QImage() : m_previewNow;
    m_previewNow = part.isEmpty() ? QImage() : m_document->preview();
    if (!part.isEmpty() && !m_previewNow.isNull())
        m_previewFade.start();
    else
        m_previewFade.stop();
    updatePicture(QRect(QPoint(), m_document->size()));
}

// Other layers, another order, another way of showing one.
void CanvasView::stackChanged()
{
    m_photo.reset();
    m_result.reset();
    update();
}

// Painted on. The rectangle is in the layer's pixels, which may be others than the document's.
void CanvasView::layerChanged(int id, QRect rect)
{
    const Layer* layer = m_document->layers().find(id);
    if (!layer || layer->kind != LayerKind::Paint || layer->pixels.isNull())
        return;
    const QSizeF from = layer->pixels.size();
    const auto in = [&](QSizeF to) {
        return QTransform::fromScale(to.width() / from.width(), to.height() / from.height())
            .mapRect(QRectF(rect))
            .toAlignedRect();
    };
    m_photo.invalidate(in(m_document->size()) & QRect(QPoint(), m_document->size()));
    m_result.invalidate(in(m_document->pictureSize()).adjusted(-1, -1, 1, 1) &
                        QRect(QPoint(), m_document->pictureSize()));
    updateInput(in(m_document->size()));
    updatePicture(in(m_document->size()));
}

// Says what a screen reader should: tool, label under the pointer, what is chosen.
void CanvasView::announce(int label)
{
    if (label == m_announced)
        return;
    m_announced = label;
    QStringList parts;
    if (m_tool)
        parts << m_tool->text();
    const auto& palette = m_document->palette();
    const auto kind = m_document->inputKind();
    if ((kind == InputKind::Map || kind == InputKind::Hole) && label >= 0 && label < palette.size())
        parts << tr("over %1").arg(palette[label].name);
    if (m_tool && !m_tool->announcement().isEmpty())
        parts << m_tool->announcement();
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
}

}  // namespace sfumato
