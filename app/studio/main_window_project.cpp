// SPDX-License-Identifier: MIT
#include "main_window.h"

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

ProjectState MainWindow::projectState() const
{
    ProjectState state;
    state.mode = m_current->id();
    for (const auto& w : m_workspaces) {
        auto& document = w->document();
        if (m_projectPath.isEmpty() && document.undoStack().count() == 0 &&
            document.undoStack().isClean() && document.history().isEmpty())
            continue;
        state.modes.push_back({w->id(), w->mode().title(), document.inputKind(),
                               w->mode().buildRecipe(), document.layers().layers(), document.size(),
                               document.history(), document.filePath()});
    }
    return state;
}

void MainWindow::useProject(const ProjectState& state)
{
    QStringList missing;
    for (const auto& mode : state.modes) {
        auto* workspace = workspaceOf(mode.id);
        if (!workspace) {
            missing.append(mode.id);
            continue;
        }
        auto& document = workspace->document();
        for (const auto& picture : mode.history)
            if (!document.history().contains(picture))
                document.addToHistory(picture);
        workspace->restoreSettings(mode.recipe);
        document.setLayers(mode.layers, mode.size);
        document.setFilePath(mode.filePath);
    }
    setMode(state.mode);
    setRunning(m_queue.isRunning());
    m_canvas->fit();
    if (!missing.isEmpty())
        m_messages->show(tr("The project holds work of modes that are not installed (%1); it was "
                            "left out. Saving would lose it: save under another name.")
                             .arg(missing.join(QStringLiteral(", "))));
}

void MainWindow::projectSaved(const QString& path)
{
    m_projectPath = path;
    for (const auto& w : m_workspaces)
        w->document().undoStack().setClean();
    m_autosave->discard();
    remember(path);
    updateTitle();
}

bool MainWindow::saveProject(const QString& path)
{
    const QString problem = writeProject(projectState(), path);
    if (!problem.isEmpty()) {
        m_messages->show(problem, tr("Save elsewhere…"), [this] { askForProject(); });
        return false;
    }
    projectSaved(path);
    return true;
}

void MainWindow::askForProject()
{
    const QString folder =
        m_settings
            .value(QStringLiteral("files/projectFolder"),
                   QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
            .toString();
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save project"),
        m_projectPath.isEmpty()
            ? folder + QLatin1Char('/') + tr("untitled") + QStringLiteral(".ora")
            : m_projectPath,
        tr("Project, OpenRaster (*.ora)"));
    if (path.isEmpty())
        return;
    if (!isProject(path))
        path += QStringLiteral(".ora");
    m_settings.setValue(QStringLiteral("files/projectFolder"), QFileInfo(path).absolutePath());
    if (saveProject(path))
        m_messages->show(tr("Saved as %1. Krita and GIMP open it, too.").arg(path));
}

void MainWindow::buildProjectMenu(QMenu* file)
{
    addAction(file, tr("Save project"), QStringLiteral("save"), QKeySequence::Save, [this] {
        if (m_projectPath.isEmpty())
            askForProject();
        else
            saveProject(m_projectPath);
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

void MainWindow::connectAutosave()
{
    m_autosave = new Autosave([this] { return projectState(); }, this);
    connect(m_autosave, &Autosave::failed, this, [this](const QString& sentence) {
        m_messages->show(
            tr("For the case of a crash nothing can be kept at the moment. %1").arg(sentence));
    });
    for (const auto& w : m_workspaces) {
        auto& document = w->document();
        connect(&document.undoStack(), &QUndoStack::indexChanged, m_autosave, &Autosave::touch);
        connect(&document, &Document::historyChanged, m_autosave, &Autosave::touch);
        connect(w->picturePanel(), &PicturePanel::changed, m_autosave, &Autosave::touch);
    }
}

void MainWindow::setSessionFolder(const QString& folder, int interval)
{
    const QString problem = m_autosave->start(folder, interval);
    if (!problem.isEmpty())
        m_messages->show(problem);
}

// Writes what is not saved yet; else removes what was kept. Returns what went wrong.
QString MainWindow::keepSession()
{
    for (const auto& w : m_workspaces)
        if (!w->document().undoStack().isClean())
            return m_autosave->flush();
    m_autosave->discard();
    return {};
}

bool MainWindow::restoreSession()
{
    const QString path = m_autosave->isOn() ? m_autosave->takeOrphan() : QString();
    if (path.isEmpty())
        return false;
    const auto kept = readProject(path);
    if (!kept.problem.isEmpty() || kept.state.modes.empty()) {
        m_messages->show(tr("What was not saved last time cannot be read again. %1 It stays at %2.")
                             .arg(kept.problem, path));
        return false;
    }
    useProject(kept.state);
    for (const auto& mode : kept.state.modes)
        if (auto* workspace = workspaceOf(mode.id))
            workspace->document().undoStack().resetClean();  // it is saved nowhere else
    m_autosave->touch();
    m_messages->show(tr("Here is what you had not saved when you last closed the window."));
    return true;
}

}  // namespace sfumato
