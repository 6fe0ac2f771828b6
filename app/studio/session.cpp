// SPDX-License-Identifier: MIT
#include "session.h"

#include "plugin_loader.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace sfumato {

Session::Session(const PluginLoader& plugins) : m_autosave([this] { return state(); })
{
    for (const auto& record : plugins.records())
        if (record.plugin)
            m_workspaces.push_back(std::make_unique<Workspace>(record.id, record.plugin));
    if (m_workspaces.empty())
        m_workspaces.push_back(std::make_unique<Workspace>(QStringLiteral("none"), nullptr));
    m_current = m_workspaces.front().get();
    for (const auto& w : m_workspaces)
        connectParts(*w);
}

Session::~Session()
{
    for (const auto& w : m_workspaces) {
        w->document().undoStack().disconnect(this);
        w->document().disconnect(this);
    }
}

void Session::connectParts(Workspace& workspace)
{
    auto& document = workspace.document();
    connect(&document.undoStack(), &QUndoStack::indexChanged, &m_autosave, &Autosave::touch);
    connect(&document, &Document::historyChanged, &m_autosave, &Autosave::touch);
    connect(workspace.picturePanel(), &PicturePanel::changed, &m_autosave, [this] {
        if (!isUntouched())
            m_autosave.touch();
    });
    connect(&document.undoStack(), &QUndoStack::cleanChanged, this, &Session::titleChanged);
    connect(&document, &Document::filePathChanged, this, &Session::titleChanged);
}

Workspace* Session::workspaceOf(const QString& id) const
{
    const auto found = std::find_if(m_workspaces.begin(), m_workspaces.end(),
                                    [&](const auto& w) { return w->id() == id; });
    return found == m_workspaces.end() ? nullptr : found->get();
}

Workspace* Session::workspaceFor(ldm::TaskKind task) const
{
    const auto found = std::find_if(m_workspaces.begin(), m_workspaces.end(),
                                    [&](const auto& w) { return w->makes(task); });
    return found == m_workspaces.end() ? nullptr : found->get();
}

void Session::setCurrent(Workspace& workspace)
{
    m_current = &workspace;
    Q_EMIT titleChanged();
}

QString Session::name() const
{
    if (!m_path.isEmpty())
        return QFileInfo(m_path).fileName();
    const QString file = m_current->document().filePath();
    return file.isEmpty() ? tr("Untitled") : QFileInfo(file).fileName();
}

bool Session::isModified() const
{
    return std::any_of(m_workspaces.begin(), m_workspaces.end(),
                       [](const auto& w) { return !w->document().undoStack().isClean(); });
}

bool Session::isUntouched() const
{
    return std::all_of(m_workspaces.begin(), m_workspaces.end(),
                       [this](const auto& w) { return isUntouched(*w); });
}

bool Session::isUntouched(const Workspace& workspace) const
{
    auto& document = const_cast<Workspace&>(workspace).document();
    const auto& undo = document.undoStack();
    const auto& history = document.history();
    const bool made = std::any_of(history.begin(), history.end(),
                                  [this](const auto& p) { return p != m_examplePicture; });
    if (!m_path.isEmpty() || !undo.isClean() || made)
        return false;
    return m_example || (undo.count() == 0 && document.filePath().isEmpty());
}

ProjectState Session::state() const
{
    ProjectState state;
    state.mode = m_current->id();
    state.path = m_path;
    for (const auto& w : m_workspaces) {
        if (m_path.isEmpty() && isUntouched(*w))
            continue;
        auto& document = w->document();
        state.modes.push_back({w->id(), w->mode().title(), document.inputKind(),
                               w->mode().buildRecipe(), document.layers().layers(), document.size(),
                               document.history(), document.filePath(),
                               document.hasPins() ? document.pins() : QImage()});
    }
    return state;
}

QStringList Session::use(const ProjectState& state)
{
    QStringList missing;
    if (m_example)
        for (const auto& w : m_workspaces)
            w->document().clearHistory();
    setExample(false);
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
        document.restorePins(mode.pins);
        workspace->restoreNoise(mode.recipe);
        document.setFilePath(mode.filePath);
    }
    if (auto* workspace = workspaceOf(state.mode))
        setCurrent(*workspace);
    return missing;
}

QString Session::save(const QString& path)
{
    const QString before = std::exchange(m_path, path);
    auto saved = state();
    saved.path.clear();  // a file knows where it lies
    const QString problem = writeProject(saved, path);
    if (problem.isEmpty())
        setSaved(path);
    else
        m_path = before;
    return problem;
}

void Session::setSaved(const QString& path)
{
    m_path = path;
    setExample(false);
    for (const auto& w : m_workspaces)
        w->document().undoStack().setClean();
    m_autosave.discard();
    Q_EMIT titleChanged();
}

QStringList Session::useUnsaved(const ProjectState& state)
{
    const QStringList missing = use(state);
    m_path = state.path;
    for (const auto& mode : state.modes)
        if (auto* workspace = workspaceOf(mode.id))
            workspace->document().undoStack().resetClean();
    m_autosave.touch();
    Q_EMIT titleChanged();
    return missing;
}

QString Session::keep()
{
    if (isModified())
        return m_autosave.flush();
    m_autosave.discard();
    return {};
}

}  // namespace sfumato
