// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "job/image_conversion.h"
#include "model_store.h"
#include "model_watch.h"
#include "panel/map_colours_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
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
    QtConcurrent::run([path, kind, labels = m_current->labels(), palettes = palettes(),
                       origins = m_export->origins()] {
        auto file = readFile(path, kind, labels, palettes);
        if (!file.photo.isNull())
            origins->add(toImage(file.photo), file.origin);
        return file;
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
    if (!file.problem.isEmpty() && !file.photo.isNull()) {
        m_messages->show(file.problem, tr("Open what is there"), [this, photo = file.photo] {
            roomFor(m_current);
            m_current->usePhoto(photo, tr("Open photo"));
            m_canvas->fit();
        });
    } else if (!file.problem.isEmpty()) {
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
        if (file.recipe->image)
            m_export->origins()->add(*file.recipe->image, file.origin);
        useRecipe(*m_current, *file.recipe, file.picture);
        if (path == m_example && document().picture())
            document().addToHistory(document().picture());
        document().setFilePath(path);
        document().undoStack().setClean();
    } else if (!file.photo.isNull()) {
        roomFor(m_current);
        m_current->usePhoto(file.photo, tr("Open photo"));
        if (!file.note.isEmpty())
            m_messages->show(name + QStringLiteral(": ") + file.note);
        document().setFilePath(path);
        document().undoStack().setClean();
        m_canvas->fit();
    } else if (file.colours) {
        askForLabels(path, *file.colours);
    } else {
        roomFor(m_current);
        useMap(file.map, path);
        document().undoStack().setClean();
    }
    if (file.problem.isEmpty() && !file.colours) {
        const auto& history = document().history();
        const bool example = path == m_example;
        m_sessions.current().setExample(example,
                                        example && !history.isEmpty() ? history.last() : nullptr);
    }
    if (file.problem.isEmpty() && path != m_example)
        remember(path);
    Q_EMIT fileOpened(path);
}

QString MainWindow::palettes() const
{
    return m_zoo.isEmpty() ? QString() : m_zoo + QStringLiteral("/../palettes");
}

// The colours of another program's map are shown before it is taken.
void MainWindow::askForLabels(const QString& path, const ldm::ColourMap& colours)
{
    constexpr double kPhoto = 0.05;  // hardly a pixel has one of the main colours
    if (colours.table.empty() && colours.exact < kPhoto) {
        m_messages->show(tr("%1 is a photo, not a map.").arg(QFileInfo(path).fileName()),
                         tr("Open it in “Fill”"), [this, path] {
                             if (setMode(QStringLiteral("inpaint")))
                                 openFile(path);
                         });
        return;
    }
    auto* dialog =
        new MapColoursDialog(QFileInfo(path).fileName(), colours, document().palette(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const std::filesystem::path folder(palettes().toStdString());
    QStringList titles;
    for (const auto& title : ldm::colour_tables(folder))
        titles.append(QString::fromStdString(title));
    dialog->setTables(titles, [path, folder, labels = m_current->labels()](const QString& table) {
        return ldm::read_colour_map(path.toStdString(), labels, {folder, table.toStdString()});
    });
    connect(dialog, &QDialog::accepted, this, [this, dialog, path, workspace = m_current] {
        if (workspace != m_current)
            return;
        roomFor(m_current);
        useMap(dialog->map(), path);
    });
    dialog->open();
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
        workspace.document().setResult(picture, pixelsOf(picture));
    }
    const auto* model = workspace.picturePanel()->model();
    if (!model || model->id != recipe.model)
        m_messages->show(tr("This picture was made with the model “%1”, which is not installed.")
                             .arg(QString::fromStdString(recipe.model)));
    else
        m_watch->check(recipe);
    setRunning(m_queue.isRunning());
    m_canvas->fit();
}

// A picture of one mode becomes the photo of another.
void MainWindow::usePicture(Document::PicturePtr picture, const QString& mode)
{
    const QImage image = toQImage(picture->image);
    if (picture->recipe.image)
        m_export->origins()->add(picture->image, m_export->origins()->of(*picture->recipe.image));
    if (!setMode(mode))
        return;
    m_current->usePhoto(image, tr("Use picture"));
    m_canvas->fit();
}

void MainWindow::save(Document::PicturePtr picture)
{
    m_export->ask(std::move(picture), document());
}

bool MainWindow::savePicture(const QString& path)
{
    if (!document().picture())
        return false;
    const QString problem = m_export->write(*shownPicture(), document(), path);
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
