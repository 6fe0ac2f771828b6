// SPDX-License-Identifier: MIT
#include "batch_room.h"

#include "panel/batch_panel.h"
#include "panel/export_dialog.h"

#include <QDockWidget>
#include <QFileDialog>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>

namespace sfumato {

namespace {

const QString kFolder = QStringLiteral("files/batchFolder");

}  // namespace

BatchRoom::BatchRoom(JobQueue& queue, MessageBar& messages, QSettings& settings,
                     QMainWindow* window)
    : QObject(window),
      m_messages(messages),
      m_settings(settings),
      m_window(window),
      m_batch(queue),
      m_dock(new QDockWidget(tr("Enlarge many"), window))
{
    auto* panel = new BatchPanel(m_batch);
    m_dock->setObjectName(QStringLiteral("batchDock"));
    m_dock->setWidget(panel);
    window->addDockWidget(Qt::BottomDockWidgetArea, m_dock);
    m_dock->hide();
    connect(panel, &BatchPanel::photosWanted, this, &BatchRoom::choosePhotos);
    connect(panel, &BatchPanel::folderWanted, this, &BatchRoom::chooseFolder);
    connect(panel, &BatchPanel::resultWanted, this, &BatchRoom::resultWanted);
    connect(&m_batch, &UpscaleBatch::finished, this, [this](int done, int failed) {
        if (failed > 0)
            m_messages.show(tr("%n photo(s) enlarged; %1 failed, the list says why.", nullptr, done)
                                .arg(failed),
                            tr("Try again"), [this] { m_batch.retry(); });
        else if (done > 0)
            m_messages.show(
                tr("%n photo(s) enlarged; the results lie beside the originals.", nullptr, done));
    });
}

void BatchRoom::addCommands(QMenu* menu)
{
    menu->addAction(tr("Enlarge photos…"), this, &BatchRoom::choosePhotos)
        ->setToolTip(tr("Each result is saved beside its photo"));
    menu->addAction(tr("Enlarge a folder…"), this, &BatchRoom::chooseFolder)
        ->setToolTip(tr("All photos of a folder, each result beside its photo"));
}

void BatchRoom::add(const QStringList& paths)
{
    if (const QString obstacle = m_mode.obstacle ? m_mode.obstacle() : QString();
        !obstacle.isEmpty()) {
        m_messages.show(obstacle);
        return;
    }
    const QStringList photos = UpscaleBatch::picturesIn(paths);
    if (photos.isEmpty()) {
        m_messages.show(
            tr("There is no photo in it: PNG, JPEG, TIFF and WebP files are looked "
               "for."));
        return;
    }
    m_dock->show();
    m_dock->raise();
    const auto chosen = ExportDialog::remembered(m_settings);
    m_batch.add(photos, m_mode.settings,
                {nullptr, chosen.recipe, chosen.cameraData, chosen.quality});
}

void BatchRoom::choosePhotos()
{
    const QStringList paths = QFileDialog::getOpenFileNames(
        m_window, tr("Photos to enlarge"), m_settings.value(kFolder).toString(),
        tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff);;All files (*)"));
    if (paths.isEmpty())
        return;
    m_settings.setValue(kFolder, QFileInfo(paths.first()).absolutePath());
    add(paths);
}

void BatchRoom::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(
        m_window, tr("Folder of photos to enlarge"), m_settings.value(kFolder).toString());
    if (folder.isEmpty())
        return;
    m_settings.setValue(kFolder, folder);
    add({folder});
}

}  // namespace sfumato
