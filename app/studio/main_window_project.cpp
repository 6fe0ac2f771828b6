// SPDX-License-Identifier: MIT
#include "main_window.h"
#include "settings/sentences.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace sfumato {

namespace {

constexpr int kMostRecent = 12;
const QString kRecent = QStringLiteral("files/recent");

}  // namespace

// Projects, what is kept for the case of a crash, files used lately.

void MainWindow::useProject(const ProjectState& state, const QString& path)
{
    auto& session = m_sessions.current().isUntouched() ? m_sessions.current() : m_sessions.add();
    const QStringList missing = session.use(state);
    session.setSaved(path);
    m_sessions.show(session);
    if (m_current != &session.current())
        enter(&session.current());
    setRunning(m_queue.isRunning());
    m_canvas->fit();
    sayMissing(missing);
}

void MainWindow::sayMissing(const QStringList& modes)
{
    if (!modes.isEmpty())
        m_messages->show(tr("The project holds work of modes that are not installed (%1); it was "
                            "left out. Saving would lose it: save under another name.")
                             .arg(modes.join(QStringLiteral(", "))));
}

bool MainWindow::saveProject(const QString& path)
{
    const QString problem = m_sessions.current().save(path);
    if (!problem.isEmpty()) {
        m_messages->show(problem, tr("Save elsewhere…"), [this] { askForProject(); });
        return false;
    }
    remember(path);
    return true;
}

// @return true if it was saved
bool MainWindow::askForProject()
{
    const QString folder =
        m_settings
            .value(QStringLiteral("files/projectFolder"),
                   QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
            .toString();
    const QString now = m_sessions.current().path();
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save project"),
        now.isEmpty() ? folder + QLatin1Char('/') + tr("untitled") + QStringLiteral(".ora") : now,
        tr("Project, OpenRaster (*.ora)"));
    if (path.isEmpty())
        return false;
    if (!isProject(path))
        path += QStringLiteral(".ora");
    m_settings.setValue(QStringLiteral("files/projectFolder"), QFileInfo(path).absolutePath());
    if (!saveProject(path))
        return false;
    m_messages->show(tr("Saved as %1. Krita and GIMP open it, too.").arg(path));
    return true;
}

void MainWindow::buildProjectMenu(QMenu* file)
{
    addAction(file, tr("Save project"), QStringLiteral("save"), QKeySequence::Save, [this] {
        if (const QString path = m_sessions.current().path(); path.isEmpty())
            askForProject();
        else
            saveProject(path);
    });
    addAction(file, tr("Save project as…"), {}, QKeySequence::SaveAs, [this] { askForProject(); });
}

void MainWindow::buildRecentMenu(QMenu* file)
{
    auto* recent = file->addMenu(tr("Open recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        const QStringList paths = m_settings.value(kRecent).toStringList();
        for (const QString& path : paths) {
            auto* action = recent->addAction(QFileInfo(path).fileName(), this,
                                             [this, path] { openFile(path); });
            action->setToolTip(path);
            action->setStatusTip(path);
            action->setEnabled(QFileInfo::exists(path));
        }
        if (paths.isEmpty())
            recent->addAction(tr("Nothing yet"))->setEnabled(false);
        else
            recent->addSeparator();
        if (!paths.isEmpty())
            recent->addAction(tr("Forget these"), this, [this] { m_settings.remove(kRecent); });
    });
}

void MainWindow::remember(const QString& path)
{
    QStringList paths = m_settings.value(kRecent).toStringList();
    const QString full = QFileInfo(path).absoluteFilePath();
    paths.removeAll(full);
    paths.prepend(full);
    while (paths.size() > kMostRecent)
        paths.removeLast();
    m_settings.setValue(kRecent, paths);
}

void MainWindow::setSessionFolder(const QString& folder, int interval)
{
    const QString problem = m_sessions.keepIn(folder, interval);
    if (!problem.isEmpty())
        m_messages->show(problem);
}

bool MainWindow::restoreSession()
{
    const auto restored = m_sessions.restore();
    if (restored.documents > 0) {
        enter(&m_sessions.current().current());
        m_canvas->fit();
        m_messages->show(restored.documents == 1
                             ? tr("Here is what you had not saved when you last closed the window.")
                             : tr("Here is what you had not saved when you last closed the window: "
                                  "%n documents.",
                                  nullptr, restored.documents));
    }
    sayMissing(restored.missing);
    if (!restored.problems.isEmpty())
        m_messages->show(joinedSentences(restored.problems));
    return restored.documents > 0;
}

}  // namespace sfumato
