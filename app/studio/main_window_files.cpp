// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "job/image_conversion.h"
#include "model_store.h"

#include <QDir>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QMessageBox>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace sfumato {

// Opening and saving.

void MainWindow::clearInput()
{
    auto& document = m_current->document();
    switch (document.inputKind()) {
    case InputKind::Map: {
        QImage map(document.size(), QImage::Format_Indexed8);
        map.fill(0);
        document.replaceMap(map, tr("New map"));
        break;
    }
    case InputKind::Boxes: document.setBoxes({}, tr("No boxes")); break;
    case InputKind::Photo:
    case InputKind::Hole: m_current->usePhoto({}, tr("Close photo")); break;
    case InputKind::Nothing: break;
    }
    document.setFilePath({});
}

void MainWindow::open()
{
    const QString folder = m_settings.value(QStringLiteral("files/openFolder")).toString();
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a project, a map, a photo or a picture made with Sfumato"), folder,
        tr("Projects and pictures (*.ora *.png *.jpg *.jpeg *.webp *.tif *.tiff);;All files (*)"));
    if (path.isEmpty())
        return;
    m_settings.setValue(QStringLiteral("files/openFolder"), QFileInfo(path).absolutePath());
    openFile(path);
}

void MainWindow::openFile(const QString& path)
{
    // Read on another thread; what came of it is looked at here.
    const auto kind = document().inputKind();
    if (isModelFile(path)) {
        addModels({path});
        return;
    }
    if (auto* open = m_sessions.sessionAt(path)) {
        m_sessions.show(*open);
        Q_EMIT fileOpened(path);
        return;
    }
    QtConcurrent::run([path, kind, labels = m_current->labels()] {
        return readFile(path, kind, labels);
    }).then(this, [this, path](const OpenedFile& file) { opened(path, file); });
}

void MainWindow::openExample(const QString& path)
{
    m_example = path;
    openFile(path);
}

void MainWindow::opened(const QString& path, const OpenedFile& file)
{
    const QString name = QFileInfo(path).fileName();
    if (!file.problem.isEmpty()) {
        m_messages->show(file.problem);
    } else if (file.project) {
        useProject(*file.project, path);
    } else if (file.recipe) {
        const auto* workspace = m_sessions.current().workspaceFor(file.recipe->task);
        if (!workspace) {
            m_messages->show(
                tr("%1 was made in a mode that is not installed (%2); nothing was opened. "
                   "“sfumato-cli %2 --recipe” makes it again.")
                    .arg(name, QString::fromLatin1(ldm::name_of(file.recipe->task))));
            return;
        }
        roomFor(workspace);
        useRecipe(*m_current, *file.recipe, file.picture);
        document().setFilePath(path);
        document().undoStack().setClean();
    } else if (!file.photo.isNull()) {
        roomFor(m_current);
        m_current->usePhoto(file.photo, tr("Open photo"));
        document().setFilePath(path);
        document().undoStack().setClean();
        m_canvas->fit();
    } else if (file.unknownPixels > 0) {
        m_messages->show(
            tr("%1 has %2 colours that belong to no label.").arg(name).arg(file.unknownColours),
            tr("Use the nearest labels"), [this, map = file.map, path] {
                roomFor(m_current);
                useMap(map, path);
            });
    } else {
        roomFor(m_current);
        useMap(file.map, path);
        document().undoStack().setClean();
    }
    m_sessions.current().setExample(path == m_example);
    if (file.problem.isEmpty() && path != m_example)
        remember(path);
    Q_EMIT fileOpened(path);
}

void MainWindow::useMap(const QImage& map, const QString& path)
{
    document().replaceMap(map, tr("Open map"));
    document().setFilePath(path);
    if (document().inputKind() == InputKind::Map)
        picturePanel().setPictureSize(map.size());
    m_canvas->fit();
}

void MainWindow::useRecipe(Workspace& workspace, const ldm::Recipe& recipe, const QImage& image)
{
    workspace.restore(recipe);
    if (!image.isNull()) {
        auto picture = std::make_shared<ldm::Picture>();
        picture->recipe = recipe;
        picture->image = toImage(image);
        workspace.document().setResult(picture, image);
    }
    const auto* model = workspace.picturePanel()->model();
    if (!model || model->id != recipe.model)
        m_messages->show(tr("This picture was made with the model “%1”, which is not installed.")
                             .arg(QString::fromStdString(recipe.model)));
    setRunning(m_queue.isRunning());
    m_canvas->fit();
}

// A picture of one mode becomes the photo of another.
void MainWindow::usePicture(Document::PicturePtr picture, const QString& mode)
{
    const QImage image = toQImage(picture->image);
    if (!setMode(mode))
        return;
    m_current->usePhoto(image, tr("Use picture"));
    m_canvas->fit();
}

QString MainWindow::suggestedName(const ldm::Recipe& recipe)
{
    const QString base = document().filePath().isEmpty()
                             ? tr("untitled")
                             : QFileInfo(document().filePath()).completeBaseName();
    const QString folder =
        m_settings
            .value(QStringLiteral("files/saveFolder"),
                   QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
            .toString();
    const QString stem = QStringLiteral("%1/%2-%3-%4")
                             .arg(folder, base, QString::fromLatin1(ldm::name_of(recipe.task)))
                             .arg(recipe.seed);
    QString path = stem + QStringLiteral(".png");
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = QStringLiteral("%1-%2.png").arg(stem).arg(n);
    return path;
}

void MainWindow::save(Document::PicturePtr picture)
{
    if (!picture) {
        m_messages->show(tr("There is no picture yet: press Generate first."));
        return;
    }
    QString path = QFileDialog::getSaveFileName(
        this, tr("Export picture"), suggestedName(picture->recipe),
        tr("PNG with its recipe (*.png);;JPEG (*.jpg *.jpeg);;WebP (*.webp);;TIFF (*.tif *.tiff)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".png");
    m_settings.setValue(QStringLiteral("files/saveFolder"), QFileInfo(path).absolutePath());
    auto* watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcher<QString>::finished, this,
            [this, watcher, path, target = QPointer(&document())] {
                const QString problem = watcher->result();
                watcher->deleteLater();
                if (problem.isEmpty() && target)
                    target->undoStack().setClean();
                const QString saved =
                    holdsRecipe(path)
                        ? tr("Saved as %1, with its recipe inside.").arg(path)
                        : tr("Saved as %1. Only PNG and projects hold the recipe.").arg(path);
                m_messages->show(problem.isEmpty() ? saved : problem);
            });
    watcher->setFuture(QtConcurrent::run([picture, path] { return writePicture(*picture, path); }));
}

bool MainWindow::savePicture(const QString& path)
{
    if (!document().picture())
        return false;
    const QString problem = writePicture(*shownPicture(), path);
    if (!problem.isEmpty())
        m_messages->show(problem);
    else
        document().undoStack().setClean();
    return problem.isEmpty();
}

void MainWindow::saveMap()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save map"), QString(), tr("PNG (*.png)"));
    if (path.isEmpty())
        return;
    const QString problem = writeMap(document().map(), path);
    m_messages->show(problem.isEmpty() ? tr("Map saved as %1.").arg(path) : problem);
}

}  // namespace sfumato
