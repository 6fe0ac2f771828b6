// SPDX-License-Identifier: MIT
#pragma once

#include "canvas/drop_zones.h"
#include "canvas/kinetic_pan.h"
#include "canvas/pixel_source.h"
#include "canvas/tile_cache.h"
#include "canvas/touch_gesture.h"
#include "canvas/view_transform.h"
#include "tool/tool.h"

#include <QPointer>
#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>

#include <array>
#include <memory>
#include <optional>

class QTouchEvent;

namespace sfumato {

class Document;
class MaskOutline;

/// How map and picture share the canvas.
enum class ViewMode { SideBySide, Split, Overlay };

/// The part of a document that is seen.
struct CanvasPlace {
    ViewTransform view;
    bool fitted = true;  ///< the whole document, whatever the window's size
};

/// What can be laid over input and picture, besides pins.
enum class Overlay {
    Undecided,  ///< where seeds disagree
    Attention,  ///< where a word, a box or a class acts
    Seen,       ///< what the model sees of a photo
};

/// The canvas: shows a document's input (map, boxes, photo) and picture, the picture also while it
/// forms, and gives pointer events to a tool in document pixels. Pixels come out of tile caches;
/// only what has changed is drawn.
class CanvasView : public QWidget, private ToolView {
    Q_OBJECT

public:
    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    void setDocument(Document* document);
    void setTool(Tool* tool);
    Tool* tool() const { return m_tool; }

    ViewMode viewMode() const { return m_mode; }
    void setViewMode(ViewMode mode);

    /// Opacity of the input over the picture in overlay mode, 0 … 1.
    void setOverlayOpacity(double opacity);
    double overlayOpacity() const { return m_opacity; }

    /// Where the input ends and the picture begins in split mode, 0 … 1 of the width.
    void setSplit(double share);
    double split() const { return m_split; }

    /// A picture stretched over the document, in both panes (`Seen`: over the input only); null
    /// takes it away.
    void setOverlay(Overlay kind, const QImage& picture);
    const QImage& overlay(Overlay kind) const { return m_overlays[size_t(kind)]; }

    /// Another picture to the left of a border through the picture, to compare; null ends it.
    void setCompared(const QImage& picture, const QString& name = {});
    bool isComparing() const { return !m_compared.isNull(); }

    /// Progress ring at the pointer, 0 … 1; negative hides it.
    void setProgress(double progress);

    double zoom() const override { return m_view.zoom(); }
    void zoomIn() { zoomAtCentre(1.25); }
    void zoomOut() { zoomAtCentre(0.8); }
    void setZoom(double zoom) { zoomAtCentre(zoom / m_view.zoom()); }
    void fit();
    void actualSize() { setZoom(1.0); }

    CanvasPlace place() const { return {m_view, m_fitted}; }
    void setPlace(const CanvasPlace& place);

    double rotation() const { return m_view.rotation(); }
    void rotateBy(double degrees);
    void resetRotation() { rotateBy(-m_view.rotation()); }

    /// Shows left and right swapped; the document stays as it is.
    bool isMirrored() const { return m_view.isMirrored(); }
    void setMirrored(bool mirrored);

    /// Lines between the pixels where they are large, from 800 % on.
    bool hasPixelGrid() const { return m_pixelGrid; }
    void setPixelGrid(bool on);

    /// Pixels over which a hole blends with its surroundings: shown as a dashed line.
    void setFeather(int pixels);

    /// A finger paints always, or only while no pen has been seen.
    void setFingerPaints(bool always) { m_fingerPaints = always; }

    /// What the wheel does: zoom, or scroll as touchpads do.
    void setWheelScrolls(bool scrolls) { m_wheelScrolls = scrolls; }

    /// Where a document's point is drawn, in the pane that is painted in.
    QPointF mapFromDocument(QPointF point) const;

    /// The document's point under a place of the canvas.
    QPointF mapToDocument(QPointF place) const;

    /// The zones that take what is dropped.
    DropZones& dropZones() { return *m_dropZones; }

    /// Is everything drawn in full, nothing still on its way from another thread?
    bool isComplete() const;

    QSize sizeHint() const override { return {900, 560}; }

Q_SIGNALS:
    void zoomChanged(double zoom);
    void rotationChanged(double degrees);
    void pointerMoved(QPointF position, int label);  ///< label -1 outside
    void brushSizeStep(int steps);                   ///< Ctrl+Alt+wheel
    void dropped(DropZone zone, QList<QUrl> urls);
    void undoWanted();        ///< two fingers tapped
    void redoWanted();        ///< three fingers tapped
    void canvasOnlyWanted();  ///< four fingers tapped
    void contextMenuWanted(QPointF position, QPoint global);

    /// Another pointer came: mouse, pen tip, eraser end, finger. @param pointer  stable while the
    /// program runs @param eraser  is it an eraser?
    void pointerChanged(QString pointer, bool eraser);

    /// A key was let go over the canvas. @param painted  a tool was used while it was held
    void keyReleased(int key, int heldMilliseconds, bool painted);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Gesture { None, Paint, Pan, Zoom, Rotate, Slide, Menu };

    struct Pointer {
        QPointF position;
        Qt::KeyboardModifiers modifiers;
        double pressure = 1.0;
        Qt::MouseButton button = Qt::NoButton;
        bool eraser = false;
    };

    // canvas_view.cpp
    void panBy(QPointF pixels) override;
    void zoomAt(QPointF screen, double factor) override;
    QRectF mapPane() const;
    QRectF picturePane() const;
    QRectF paneAt(QPointF place) const;
    bool showsBoth() const;  ///< input and picture, side by side
    void zoomAtCentre(double factor);
    void viewChanged();
    void updateInput(QRect rect);
    void updatePicture(QRect rect);
    void updatePins(QRect rect);
    void updatePane(const QRectF& pane, QRect rect);
    void mapChanged(QRect rect);
    void layerChanged(int id, QRect rect);
    void stackChanged();
    void announce(int label);

    // canvas_paint.cpp
    void drawAll(QPainter& painter);
    bool drawsSmooth() const { return !m_slow || !m_settle.isActive(); }
    void drawPane(QPainter& painter, const QRectF& pane, bool picture);
    void drawOverlays(QPainter& painter, bool picture);
    void drawSplit(QPainter& painter, double x) const;
    void drawLaidOver(QPainter& painter, bool picture);
    void drawCompared(QPainter& painter, const QRectF& pane, const QTransform& transform);
    void drawInput(QPainter& painter);
    void drawGround(QPainter& painter, const QRectF& area, bool transparent) const;
    void drawTiles(QPainter& painter, TileCache& tiles, const QRectF& area) const;
    void drawBoxes(QPainter& painter) const;
    void drawHint(QPainter& painter, const QString& text) const;
    void drawPicture(QPainter& painter);
    void drawPreview(QPainter& painter, const QRectF& area) const;
    void drawPartialPreview(QPainter& painter, const QRectF& area);
    void previewChanged();
    bool hasPicture() const;
    void drawPixelGrid(QPainter& painter) const;
    void drawPointer(QPainter& painter) const;
    void drawCaption(QPainter& painter, const QRectF& pane, const QString& text) const;
    QString inputCaption() const;

    // canvas_input.cpp
    ToolEvent toolEvent(const Pointer& pointer);
    void pointerPress(const Pointer& pointer);
    void pointerMove(const Pointer& pointer);
    void pointerRelease(const Pointer& pointer);
    void continueGesture(const Pointer& pointer);
    Gesture navigationOf(const Pointer& pointer) const;
    double sliderPlace() const;
    bool onSlider(QPointF position) const;
    bool cancelGesture();
    void updateCursor();
    void updatePointer(std::optional<QPointF> position);
    void pointerSeen(const QString& pointer, bool eraser);

    // canvas_events.cpp
    bool isTyped(const QKeyEvent& event) const;
    bool touched(QTouchEvent* event);
    void touchEnded(QPointF last, qint64 time, bool cancelled);

    QPointer<Document> m_document;
    Tool* m_tool = nullptr;
    ViewTransform m_view;
    ImageSource m_mapSource, m_pinSource;
    StackSource m_photoSource, m_resultSource;
    TileCache m_map, m_pins, m_photo, m_result;
    std::array<QImage, 3> m_overlays;
    QImage m_compared;
    QString m_comparedName;
    QImage m_previewBefore, m_previewNow;  ///< one fades into the other
    QVariantAnimation m_previewFade;
    std::unique_ptr<MaskOutline> m_outline;
    DropZones* m_dropZones;
    KineticPan m_kinetic;
    QTimer m_settle;  ///< runs while the view moves
    TouchGesture m_touch;
    ViewMode m_mode = ViewMode::SideBySide;
    Gesture m_gesture = Gesture::None;
    QPointF m_lastPointer;
    QPointF m_pressed;  ///< where the gesture began
    std::optional<QPointF> m_pointer;
    QString m_pointerId;
    double m_split = 0.5;
    double m_opacity = 0.5;
    double m_progress = -1.0;
    int m_announced = -2;
    int m_heldKey = 0;
    QElapsedTimer m_heldSince;
    bool m_paintedWhileHeld = false;
    bool m_fingerPaints = false;
    bool m_fingerDown = false;  ///< and paints
    bool m_penSeen = false;
    bool m_wheelScrolls = false;
    bool m_pixelGrid = true;
    bool m_spaceHeld = false;
    bool m_showInput = false;  ///< the grave key is held
    bool m_slow = false;       ///< smooth drawing takes longer than moving leaves it
    bool m_fitted = true;      ///< keep the whole document in view when the window changes
};

}  // namespace sfumato
