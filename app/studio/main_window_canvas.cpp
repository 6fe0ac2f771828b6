// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "preferences_control.h"

#include <QActionGroup>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QImageReader>
#include <QMenu>
#include <QMetaMethod>
#include <QToolBar>
#include <QtConcurrentRun>

#include <utility>

namespace sfumato {

// What the canvas asks of the window: tools for its pointers, views, what was dropped.

namespace {

constexpr int kHeld = 300;  // milliseconds: a shorter press takes the tool up for good
constexpr double kTurn = 15.0;

// What is bright, or opaque where the picture has transparent parts, as a hole.
QImage holeIn(const QImage& picture, QSize size)
{
    const QImage pixels = picture.convertToFormat(QImage::Format_ARGB32)
                              .scaled(size, Qt::IgnoreAspectRatio, Qt::FastTransformation);
    bool transparent = false;
    for (int y = 0; y < pixels.height() && !transparent; ++y)
        for (int x = 0; x < pixels.width() && !transparent; ++x)
            transparent = qAlpha(pixels.pixel(x, y)) < 128;
    QImage hole(size, QImage::Format_Indexed8);
    for (int y = 0; y < pixels.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(pixels.constScanLine(y));
        for (int x = 0; x < pixels.width(); ++x)
            hole.scanLine(y)[x] = (transparent ? qAlpha(row[x]) : qGray(row[x])) >= 128;
    }
    return hole;
}

QStringList pathsOf(const QList<QUrl>& urls)
{
    QStringList paths;
    for (const auto& url : urls)
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

}  // namespace

void MainWindow::connectCanvas()
{
    connect(m_canvas, &CanvasView::dropped, this, &MainWindow::dropped);
    connect(m_canvas, &CanvasView::undoWanted, &m_undo, &QUndoGroup::undo);
    connect(m_canvas, &CanvasView::redoWanted, &m_undo, &QUndoGroup::redo);
    connect(m_canvas, &CanvasView::canvasOnlyWanted, this,
            [this] { setCanvasOnly(m_hidden.isEmpty()); });
    connect(m_canvas, &CanvasView::pointerChanged, this,
            [this](const QString& pointer, bool eraser) {
                takeTool(m_pointers.change(pointer, eraser));
            });
    connect(m_canvas, &CanvasView::keyReleased, this, &MainWindow::keyReleased);
    m_sessions.forEachWorkspace([this](Workspace& w) {
        connect(&w.tools(), &ToolContext::featherChanged, this, [this, tools = &w.tools()] {
            if (tools == &m_current->tools())
                m_canvas->setFeather(tools->feather());
        });
    });
}

void MainWindow::buildCanvasMenu(QMenu* view)
{
    addAction(view, tr("200 %"), {}, QKeySequence(tr("Ctrl+2")),
              [this] { m_canvas->setZoom(2.0); });
    view->addSeparator();
    addAction(view, tr("Turn left"), {}, QKeySequence(tr("Ctrl+[")),
              [this] { m_canvas->rotateBy(-kTurn); });
    addAction(view, tr("Turn right"), {}, QKeySequence(tr("Ctrl+]")),
              [this] { m_canvas->rotateBy(kTurn); });
    addAction(view, tr("Upright again"), {}, QKeySequence(tr("Ctrl+Shift+0")), [this] {
        m_canvas->resetRotation();
        m_canvas->setMirrored(false);
    });
    auto* mirror = addAction(view, tr("Mirror the view"), {}, QKeySequence(tr("Ctrl+M")), {});
    mirror->setCheckable(true);
    mirror->setToolTip(tr("See left and right swapped; the picture stays as it is"));
    connect(mirror, &QAction::triggered, m_canvas, &CanvasView::setMirrored);
    connect(m_canvas, &CanvasView::rotationChanged, mirror,
            [this, mirror] { mirror->setChecked(m_canvas->isMirrored()); });
    auto* grid = addAction(view, tr("Pixel grid"), {}, {}, {});
    grid->setCheckable(true);
    grid->setChecked(m_settings.value(QStringLiteral("canvas/pixelGrid"), true).toBool());
    grid->setToolTip(tr("Lines between the pixels from 800 % on"));
    m_canvas->setPixelGrid(grid->isChecked());
    connect(grid, &QAction::toggled, this, [this](bool on) {
        m_settings.setValue(QStringLiteral("canvas/pixelGrid"), on);
        m_canvas->setPixelGrid(on);
    });
    auto* only = addAction(view, tr("Only the canvas"), {}, {}, {});
    only->setToolTip(tr("Hide panels and bars; the same again brings them back"));
    connect(only, &QAction::triggered, this, [this] { setCanvasOnly(m_hidden.isEmpty()); });
}

void MainWindow::buildBrushMenu(QMenu* edit)
{
    auto* menu = edit->addMenu(tr("Brush strokes"));
    const auto pressureKey = QStringLiteral("tools/pressureSizes");
    const auto steadyKey = QStringLiteral("tools/stabiliser");
    auto* pressure = addAction(menu, tr("Pressure changes the size"), {}, {}, {});
    pressure->setCheckable(true);
    pressure->setChecked(m_settings.value(pressureKey, true).toBool());
    connect(pressure, &QAction::toggled, this,
            [this, pressureKey](bool on) { m_settings.setValue(pressureKey, on); });
    menu->addSeparator();
    auto* group = new QActionGroup(this);
    const double now = m_settings.value(steadyKey, 0.0).toDouble();
    for (const auto& [text, pixels] :
         {std::pair{tr("Follow the hand exactly"), 0.0}, std::pair{tr("Steady the hand"), 12.0},
          std::pair{tr("Steady the hand strongly"), 36.0}}) {
        auto* action = addAction(menu, text, {}, {}, {});
        action->setCheckable(true);
        action->setActionGroup(group);
        connect(action, &QAction::toggled, this, [this, steadyKey, length = pixels](bool on) {
            if (!on)
                return;
            m_settings.setValue(steadyKey, length);
            for (auto* w : m_sessions.workspaces())
                w->tools().setStabiliser(length);
        });
        action->setChecked(pixels == now);
    }
    m_sessions.forEachWorkspace([this, pressure, steadyKey](Workspace& w) {
        w.tools().setPressureSizes(pressure->isChecked());
        w.tools().setStabiliser(m_settings.value(steadyKey, 0.0).toDouble());
        connect(pressure, &QAction::toggled, &w.tools(), &ToolContext::setPressureSizes);
    });
}

void MainWindow::takeTool(const QString& id)
{
    for (auto* action : m_toolActions->actions())
        if (action->data().toString() == id && !action->isChecked())
            action->trigger();
}

// A tool whose key was held was only borrowed.
void MainWindow::keyReleased(int key, int held, bool painted)
{
    const auto* tool = m_current->tool();
    const QString before = std::exchange(m_toolBefore, {});
    if (tool && !before.isEmpty() &&
        m_preferences->shortcuts().keysOf(QStringLiteral("tool/") + tool->id()) ==
            QKeySequence(key) &&
        m_toolTaken.elapsed() <= held + 20 && (held >= kHeld || painted))
        takeTool(before);
}

void MainWindow::setCanvasOnly(bool only)
{
    if (!only) {
        for (auto* widget : std::exchange(m_hidden, {}))
            widget->show();
        return;
    }
    QList<QWidget*> parts;
    for (auto* dock : findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly))
        parts << dock;
    for (auto* bar : findChildren<QToolBar*>(QString(), Qt::FindDirectChildrenOnly))
        parts << bar;
    for (auto* part : parts)
        if (part->isVisible()) {
            part->hide();
            m_hidden << part;
        }
    m_canvas->setFocus();
}

void MainWindow::dropped(DropZone zone, const QList<QUrl>& urls)
{
    const QStringList paths = pathsOf(urls);
    if (paths.isEmpty())
        return;
    const auto in = [&](const QString& mode) {
        const bool known = setMode(mode);
        if (!known)
            m_messages->show(tr("The mode for this is not installed."));
        return known;
    };
    switch (zone) {
    case DropZone::Open:
        for (const QString& path : paths)
            openFile(path);
        break;
    case DropZone::NewLayer: Q_EMIT layersDropped(paths); break;
    case DropZone::AsMap:
        if (in(QStringLiteral("semantic")))
            openFile(paths.first());
        break;
    case DropZone::AsMask:
        if (in(QStringLiteral("inpaint")))
            useMask(paths.first());
        break;
    case DropZone::Upscale:
        if (!in(QStringLiteral("upscale")))
            break;
        if (paths.size() > 1 || QFileInfo(paths.first()).isDir())
            m_batch->add(paths);
        else
            openFile(paths.first());
        break;
    case DropZone::Models: Q_EMIT modelsDropped(paths); break;
    }
}

void MainWindow::useMask(const QString& path)
{
    if (!document().hasPhoto()) {
        m_messages->show(tr("Open the photo first; the mask goes onto it."));
        return;
    }
    QtConcurrent::run([path, size = document().size()] {
        QImageReader reader(path);
        reader.setAutoTransform(true);
        const QImage picture = reader.read();
        return picture.isNull() ? QImage() : holeIn(picture, size);
    }).then(this, [this, path, target = QPointer(&document())](const QImage& hole) {
        if (!target)
            return;
        if (hole.isNull())
            m_messages->show(tr("%1 cannot be read as a picture.").arg(QFileInfo(path).fileName()));
        else if (hole.size() == target->size())
            target->replaceMap(hole, tr("Mask from a file"));
    });
}

}  // namespace sfumato
