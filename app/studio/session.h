// SPDX-License-Identifier: MIT
#pragma once

#include "project/autosave.h"
#include "project/project.h"
#include "workspace.h"

#include <QObject>

#include <memory>
#include <vector>

namespace sfumato {

class PluginLoader;

/// One open document of the window, a tab: a workspace for every mode, the file that it is saved
/// in, and its copy for the case of a crash.
class Session final : public QObject {
    Q_OBJECT

public:
    /// A new one in the first mode. Without plugins it has one mode that makes nothing.
    explicit Session(const PluginLoader& plugins);
    ~Session() override;

    const std::vector<std::unique_ptr<Workspace>>& workspaces() const { return m_workspaces; }
    Workspace* workspaceOf(const QString& id) const;
    Workspace* workspaceFor(ldm::TaskKind task) const;

    /// The mode in use.
    Workspace& current() const { return *m_current; }
    void setCurrent(Workspace& workspace);

    /// Of the project that it was opened from or saved in; empty if there is none.
    QString path() const { return m_path; }

    /// What the artist knows it by.
    QString name() const;

    /// Is there work that no file holds?
    bool isModified() const;

    /// Has nothing been made, painted or opened here? Then a file may be opened in its place.
    bool isUntouched() const;
    bool isUntouched(const Workspace& workspace) const;

    /// What is open is there to try things out: while it is unchanged it counts as untouched.
    /// @param picture  of the history, that came with it; null if none did
    void setExample(bool example, KeptPtr picture = nullptr)
    {
        m_example = example;
        m_examplePicture = std::move(picture);
    }
    bool isExample() const { return m_example; }

    /// Everything that it holds.
    ProjectState state() const;

    /// Takes a project's contents. @return modes of it that are not installed
    QStringList use(const ProjectState& state);

    /// Writes the project. @return empty, or the sentence that says why not
    QString save(const QString& path);

    /// That file holds all of it now.
    void setSaved(const QString& path);

    /// Takes a project's contents that no file holds: after a crash, or from a tab that was closed.
    QStringList useUnsaved(const ProjectState& state);

    Autosave& autosave() { return m_autosave; }

    /// Keeps what is not saved for the next start; else removes what was kept.
    /// @return empty, or what went wrong
    QString keep();

Q_SIGNALS:
    void titleChanged();  ///< the name, or whether there is unsaved work

private:
    void connectParts(Workspace& workspace);

    std::vector<std::unique_ptr<Workspace>> m_workspaces;
    Workspace* m_current = nullptr;
    QString m_path;
    bool m_example = false;
    KeptPtr m_examplePicture;
    Autosave m_autosave;
};

}  // namespace sfumato
