// SPDX-License-Identifier: MIT
#pragma once

#include "canvas/view_transform.h"

#include <QList>
#include <QPointer>
#include <QUrl>
#include <QWidget>

#include <optional>

namespace sfumato {

class Document;
class Tool;
struct ToolEvent;

/// How map and picture share the canvas.
enum class ViewMode { SideBySide, Split, Overlay };

/// The canvas: shows a document's input (map, boxes, photo) and picture, the picture also while it
/// forms, and gives pointer events to a tool in document pixels.
class CanvasView : public QWidget {
    Q_OBJECT

public:
    explicit CanvasView(QWidget* parent = nullptr);

    void setDocument(Document* document);
    void setTool(Tool* tool);

    ViewMode viewMode() const { return m_mode; }
    void setViewMode(ViewMode mode);

    /// Opacity of the input over the picture in overlay mode, 0 … 1.
    void setOverlayOpacity(double opacity);
    double overlayOpacity() const { return m_opacity; }

    /// Progress ring at the pointer, 0 … 1; negative hides it.
    void setProgress(double progress);

    double zoom() const { return m_view.zoom(); }
    void zoomIn() { zoomAtCentre(1.25); }
    void zoomOut() { zoomAtCentre(0.8); }
    void fit();
    void actualSize();

    /// Where a document's point is drawn, in the pane that is painted in.
    QPointF mapFromDocument(QPointF point) const;

    QSize sizeHint() const override { return {900, 560}; }

Q_SIGNALS:
    void zoomChanged(double zoom);
    void pointerMoved(QPointF position, int label);  ///< label -1 outside
    void brushSizeStep(int steps);                   ///< Ctrl+Alt+wheel
    void filesDropped(QList<QUrl> urls);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Gesture { None, Paint, Pan, Slide };

    QRectF mapPane() const;
    QRectF picturePane() const;
    void zoomAtCentre(double factor);
    void updateMap(QRect rect);
    void drawPane(QPainter& painter, const QRectF& pane, bool picture) const;
    void drawInput(QPainter& painter, const QRectF& exposed) const;
    void drawMap(QPainter& painter, const QRectF& exposed) const;
    void drawPhoto(QPainter& painter, const QRectF& exposed) const;
    void drawBoxes(QPainter& painter) const;
    void drawHint(QPainter& painter, const QString& text) const;
    QString inputCaption() const;
    bool showsBoth() const;  ///< input and picture, side by side
    void drawPicture(QPainter& painter) const;
    void drawPointer(QPainter& painter) const;
    void drawCaption(QPainter& painter, const QRectF& pane, const QString& text) const;
    ToolEvent toolEvent(QPointF widget, Qt::KeyboardModifiers modifiers, double pressure) const;
    void pointerPress(QPointF position, Qt::MouseButton button, Qt::KeyboardModifiers modifiers,
                      double pressure);
    void pointerMove(QPointF position, Qt::KeyboardModifiers modifiers, double pressure);
    void pointerRelease(QPointF position, Qt::KeyboardModifiers modifiers);
    void updateCursor();
    bool onSlider(QPointF position) const;

    QPointer<Document> m_document;
    Tool* m_tool = nullptr;
    ViewTransform m_view;
    ViewMode m_mode = ViewMode::SideBySide;
    Gesture m_gesture = Gesture::None;
    QPointF m_lastPointer;
    std::optional<QPointF> m_pointer;
    double m_split = 0.5;
    double m_opacity = 0.5;
    double m_progress = -1.0;
    bool m_spaceHeld = false;
    bool m_showInput = false;  ///< the grave key is held
    bool m_fitted = true;      ///< keep the whole document in view when the window changes
    bool m_dropping = false;
};

}  // namespace sfumato
