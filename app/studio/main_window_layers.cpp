// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "clipboard.h"
#include "job/image_conversion.h"
#include "panel/layers_panel.h"

#include <QActionGroup>
#include <QClipboard>
#include <QColorDialog>
#include <QDockWidget>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImageReader>
#include <QMenuBar>
#include <QPainter>
#include <QPainterPath>
#include <QToolBar>
#include <QToolButton>
#include <QtConcurrentRun>

namespace sfumato {

// Layers in the window: panel, menu, colour, pictures from files and from the history.

namespace {

struct ReadImage {
    QString path;
    QImage image;
};

QList<ReadImage> readImages(const QStringList& paths)
{
    QList<ReadImage> images;
    for (const QString& path : paths) {
        QImageReader reader(path);
        reader.setAutoTransform(true);
        images.append({path, reader.read()});
    }
    return images;
}

// A swatch of the colour, on squares where it can be seen through.
QIcon swatchOf(const QColor& colour)
{
    QPixmap pixmap(40, 40);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(3, 3, 34, 34), 7, 7);
    painter.setClipPath(shape);
    painter.fillRect(pixmap.rect(), Qt::white);
    painter.fillRect(QRect(20, 0, 20, 20), QColor(190, 190, 190));
    painter.fillRect(QRect(0, 20, 20, 20), QColor(190, 190, 190));
    painter.fillRect(pixmap.rect(), colour);
    painter.setClipping(false);
    painter.setPen(QPen(QColor(128, 128, 128), 2));
    painter.drawPath(shape);
    return pixmap;
}

}  // namespace

void MainWindow::buildLayers()
{
    m_layers = new LayersPanel;
    auto* dock = new QDockWidget(tr("Layers"), this);
    dock->setObjectName(QStringLiteral("layersDock"));
    dock->setWidget(m_layers);
    addDockWidget(Qt::RightDockWidgetArea, dock);
    connect(m_layers, &LayersPanel::paintLayerAdded, this,
            [this] { takeTool(QStringLiteral("paint")); });
    connect(m_layers, &LayersPanel::fileWanted, this, &MainWindow::chooseLayerFiles);
    connect(m_history, &HistoryStrip::keepWanted, this, &MainWindow::keepAsLayer);
    connect(this, &MainWindow::layersDropped, this, &MainWindow::addLayerFiles);
    m_sessions.forEachWorkspace([this](Workspace& w) {
        connect(&w.document().layers(), &LayerStack::refused, this,
                [this](const QString& sentence) { m_messages->show(sentence); });
    });
}

void MainWindow::buildLayerMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Layer"));
    for (const auto& group : m_layers->actionGroups()) {
        menu->addActions(group);
        menu->addSeparator();
    }
    addAction(menu, tr("Paste as a layer"), {}, QKeySequence::Paste, [this] {
        pasteLayer();
    })->setToolTip(tr("The picture from the clipboard as a paint layer of its own"));
    addAction(menu, tr("Keep the picture as a layer"), {}, {}, [this] {
        keepAsLayer(document().picture());
    })->setToolTip(tr("The next picture takes its place; this one stays below it"));
}

void MainWindow::buildColourButton()
{
    auto* bar = findChild<QToolBar*>(QStringLiteral("optionsBar"));
    m_colour = new QToolButton;
    m_colour->setObjectName(QStringLiteral("colourButton"));
    m_colour->setToolTip(tr("Colour and density that the colour brush paints"));
    m_colour->setAccessibleName(tr("Brush colour"));
    connect(m_colour, &QToolButton::clicked, this, &MainWindow::chooseColour);
    m_colourAction = bar->insertWidget(m_brushParts.last(), m_colour);
    m_sessions.forEachWorkspace([this](Workspace& w) {
        w.tools().setColour(m_settings.value(QStringLiteral("tools/colour")).value<QColor>());
        // One colour for all modes.
        connect(&w.tools(), &ToolContext::colourChanged, this, [this](const QColor& colour) {
            m_settings.setValue(QStringLiteral("tools/colour"), colour);
            for (auto* other : m_sessions.workspaces())
                other->tools().setColour(colour);
            m_colour->setIcon(swatchOf(colour));
        });
    });
    m_colour->setIcon(swatchOf(m_sessions.current().current().tools().colour()));
}

// The colour where it is painted with, the size for every brush.
void MainWindow::showPaintOptions()
{
    const bool paints = m_current->tool() && m_current->tool()->id() == QStringLiteral("paint");
    const auto kind = document().inputKind();
    m_colourAction->setVisible(paints);
    for (auto* part : m_brushParts)
        part->setVisible(paints || kind == InputKind::Map || kind == InputKind::Hole);
}

void MainWindow::chooseColour()
{
    auto* dialog = new QColorDialog(m_current->tools().colour(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QColorDialog::ShowAlphaChannel);
    dialog->setWindowTitle(tr("Brush colour"));
    connect(dialog, &QColorDialog::colorSelected, &m_current->tools(), &ToolContext::setColour);
    dialog->open();
}

void MainWindow::keepAsLayer(Document::PicturePtr picture)
{
    if (picture)
        document().keepAsLayer(picture, pixelsOf(picture));
    else
        m_messages->show(tr("There is no picture yet: press Generate first."));
}

void MainWindow::chooseLayerFiles()
{
    const auto key = QStringLiteral("files/openFolder");
    const QStringList paths = QFileDialog::getOpenFileNames(
        this, tr("Pictures as layers"), m_settings.value(key).toString(),
        tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff);;All files (*)"));
    if (paths.isEmpty())
        return;
    m_settings.setValue(key, QFileInfo(paths.first()).absolutePath());
    addLayerFiles(paths);
}

// The first becomes the photo where one is missing: layers lie over it.
void MainWindow::addLayerFiles(const QStringList& paths)
{
    QtConcurrent::run(readImages, paths)
        .then(this, [this, workspace = QPointer(m_current)](const QList<ReadImage>& images) {
            for (const auto& [path, image] : images) {
                const QFileInfo file(path);
                if (!workspace)
                    return;
                if (image.isNull())
                    m_messages->show(tr("%1 cannot be read as a picture; no layer was made of it.")
                                         .arg(file.fileName()));
                else
                    addLayerImage(*workspace, image, file.completeBaseName());
            }
        });
}

void MainWindow::addLayerImage(Workspace& workspace, const QImage& image, const QString& name)
{
    auto& target = workspace.document();
    if (target.takesPhoto() && !target.hasPhoto() &&
        target.layers().baseOf(LayerKind::Paint)->pixels.isNull())
        workspace.usePhoto(image, tr("Open photo"));
    else
        target.addPaintLayer(image, name);
}

void MainWindow::pasteLayer()
{
    const auto copied = copiedFrom(QGuiApplication::clipboard()->mimeData());
    if (!copied.image.isNull())
        addLayerImage(*m_current, copied.image, tr("Pasted"));
    else if (!copied.isEmpty())
        addLayerFiles(copied.paths);
    else
        m_messages->show(tr("There is no picture to paste; copy one first."));
}

// The picture as it is seen, with what lies over and under it; its recipe stays.
Document::PicturePtr MainWindow::shownPicture()
{
    const auto picture = document().picture();
    const auto colours = document().layers().allColours();
    const bool alone = !colours.empty() && colours.back()->base &&
                       colours.back()->kind == LayerKind::Result && colours.back()->opacity == 1.0;
    if (!picture || colours.empty() || alone)
        return picture;
    auto shown = std::make_shared<ldm::Picture>(*picture);
    shown->image = toImage(document().flattened());
    return shown;
}

}  // namespace sfumato
