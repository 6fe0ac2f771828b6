// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "job/image_conversion.h"

#include <QDir>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QMessageBox>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace sfumato {

namespace {

const QString kSessionMap = QStringLiteral("map.png");
const QString kSessionPicture = QStringLiteral("picture.png");

}  // namespace

// Opening and saving.

void MainWindow::newMap()
{
    QImage map(m_document.size(), QImage::Format_Indexed8);
    map.fill(0);
    m_document.replaceMap(map, tr("New map"));
    m_document.setFilePath({});
}

void MainWindow::open()
{
    const QString folder = m_settings.value(QStringLiteral("files/openFolder")).toString();
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a map or a picture made with Sfumato"), folder,
        tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff);;All files (*)"));
    if (path.isEmpty())
        return;
    m_settings.setValue(QStringLiteral("files/openFolder"), QFileInfo(path).absolutePath());
    openFile(path);
}

void MainWindow::openFile(const QString& path)
{
    // Read on another thread; what came of it is looked at here.
    QtConcurrent::run([path, labels = m_labels] {
        return readFile(path, labels);
    }).then(this, [this, path](const OpenedFile& file) { opened(path, file); });
}

void MainWindow::opened(const QString& path, const OpenedFile& file)
{
    const QString name = QFileInfo(path).fileName();
    if (!file.problem.isEmpty()) {
        m_messages->show(file.problem);
    } else if (file.recipe && (!m_mode || file.recipe->task != m_mode->task())) {
        m_messages->show(
            tr("%1 was made another way (%2) than by painting a map; nothing was opened. "
               "“sfumato-cli %2 --recipe” makes it again.")
                .arg(name, QString::fromLatin1(ldm::name_of(file.recipe->task))));
        return;
    } else if (file.recipe) {
        useRecipe(*file.recipe, file.picture);
        m_document.setFilePath(path);
        m_document.undoStack().setClean();
    } else if (file.unknownPixels > 0) {
        m_messages->show(
            tr("%1 has %2 colours that belong to no label.").arg(name).arg(file.unknownColours),
            tr("Use the nearest labels"), [this, map = file.map, path] { useMap(map, path); });
    } else {
        useMap(file.map, path);
        m_document.undoStack().setClean();
    }
    Q_EMIT fileOpened(path);
}

void MainWindow::useMap(const QImage& map, const QString& path)
{
    m_document.replaceMap(map, tr("Open map"));
    m_document.setFilePath(path);
    m_picture->setPictureSize(map.size());
    m_canvas->fit();
}

void MainWindow::useRecipe(const ldm::Recipe& recipe, const QImage& image)
{
    m_picture->setRecipe(recipe);
    if (recipe.map)
        m_document.replaceMap(toQImage(*recipe.map), tr("Open picture"));
    if (!image.isNull()) {
        auto picture = std::make_shared<ldm::Picture>();
        picture->recipe = recipe;
        picture->image = {image.width(), image.height(), 3, {}};
        for (int y = 0; y < image.height(); ++y)
            picture->image.pixels.insert(picture->image.pixels.end(), image.constScanLine(y),
                                         image.constScanLine(y) + qsizetype(image.width()) * 3);
        m_document.setResult(picture, image);
    }
    const auto* model = m_picture->model();
    if (!model || model->id != recipe.model)
        m_messages->show(tr("This picture was made with the model “%1”, which is not installed.")
                             .arg(QString::fromStdString(recipe.model)));
    setRunning(m_queue.isRunning());
    m_canvas->fit();
}

QString MainWindow::suggestedName(const ldm::Recipe& recipe) const
{
    const QString base = m_document.filePath().isEmpty()
                             ? tr("untitled")
                             : QFileInfo(m_document.filePath()).completeBaseName();
    const QString folder =
        m_settings
            .value(QStringLiteral("files/saveFolder"),
                   QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
            .toString();
    const QString stem = QStringLiteral("%1/%2-map-%3").arg(folder, base).arg(recipe.seed);
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
    QString path = QFileDialog::getSaveFileName(this, tr("Save picture"),
                                                suggestedName(picture->recipe), tr("PNG (*.png)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive))
        path += QStringLiteral(".png");
    m_settings.setValue(QStringLiteral("files/saveFolder"), QFileInfo(path).absolutePath());
    auto* watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcher<QString>::finished, this, [this, watcher, path] {
        const QString problem = watcher->result();
        watcher->deleteLater();
        if (problem.isEmpty())
            m_document.undoStack().setClean();
        m_messages->show(problem.isEmpty() ? tr("Saved as %1, with its recipe inside.").arg(path)
                                           : problem);
    });
    watcher->setFuture(QtConcurrent::run([picture, path] { return writePicture(*picture, path); }));
}

bool MainWindow::savePicture(const QString& path)
{
    if (!m_document.picture())
        return false;
    const QString problem = writePicture(*m_document.picture(), path);
    if (!problem.isEmpty())
        m_messages->show(problem);
    else
        m_document.undoStack().setClean();
    return problem.isEmpty();
}

void MainWindow::saveMap()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save map"), QString(), tr("PNG (*.png)"));
    if (path.isEmpty())
        return;
    const QString problem = writeMap(m_document.map(), path);
    m_messages->show(problem.isEmpty() ? tr("Map saved as %1.").arg(path) : problem);
}

// Writes what is not saved yet; removes what an earlier session kept. Returns what went wrong.
QString MainWindow::keepSession()
{
    if (m_sessionFolder.isEmpty())
        return {};
    const QDir folder(m_sessionFolder);
    QFile::remove(folder.filePath(kSessionMap));
    QFile::remove(folder.filePath(kSessionPicture));
    if (m_document.undoStack().isClean())
        return {};
    folder.mkpath(QStringLiteral("."));
    const QString problem = writeMap(m_document.map(), folder.filePath(kSessionMap));
    if (!problem.isEmpty() || !m_document.picture())
        return problem;
    return writePicture(*m_document.picture(), folder.filePath(kSessionPicture));
}

bool MainWindow::restoreSession()
{
    const QDir folder(m_sessionFolder);
    if (m_sessionFolder.isEmpty() || !folder.exists(kSessionMap))
        return false;
    const auto map = readFile(folder.filePath(kSessionMap), m_labels);
    if (!map.problem.isEmpty() || map.unknownPixels > 0)
        return false;
    if (folder.exists(kSessionPicture)) {
        const auto picture = readFile(folder.filePath(kSessionPicture), m_labels);
        if (picture.recipe)
            useRecipe(*picture.recipe, picture.picture);
    }
    useMap(map.map, {});
    m_messages->show(tr("Here is what you had not saved when you last closed the window."));
    return true;
}

}  // namespace sfumato
