// SPDX-License-Identifier: MIT
#pragma once

#include "session.h"

#include <QList>

namespace sfumato {

/// What came back of the work of windows that were closed or crashed.
struct Restored {
    int documents = 0;
    QStringList missing;   ///< modes that are not installed
    QStringList problems;  ///< copies that cannot be read, as sentences
};

/// The documents that are open, in the order of their tabs. There is always one, and one is shown.
class Sessions final : public QObject {
    Q_OBJECT

public:
    explicit Sessions(const PluginLoader& plugins, QObject* parent = nullptr);
    ~Sessions() override;

    int count() const { return int(m_sessions.size()); }
    Session& at(int index) const { return *m_sessions[size_t(index)]; }
    int indexOf(const Session& session) const;

    Session& current() const { return *m_current; }
    int currentIndex() const { return indexOf(*m_current); }

    /// A new one at the end, in the mode that is in use; not shown yet.
    Session& add();

    void show(Session& session);

    /// Takes one away with all that it holds, after it shows another; the last one makes room for
    /// a new one.
    void remove(Session& session);
    void move(int from, int to);

    /// Opens again what was removed last. @return false if nothing was
    bool reopen();
    bool canReopen() const { return !m_removed.isEmpty(); }

    /// All go; none comes in their place. For the end of the window.
    void clear();

    /// Whose workspace it is; null if that is gone.
    Session* sessionOf(const Workspace* workspace) const;

    /// The one that a project is open in; null if it is not.
    Session* sessionAt(const QString& path) const;

    /// Of all that are open.
    QList<Workspace*> workspaces() const;

    /// Does it with every workspace that there is and with each that comes.
    void forEachWorkspace(std::function<void(Workspace&)> run);

    /// Where work that is not saved is kept. @return empty, or why nothing can be kept
    QString keepIn(const QString& folder, int interval);

    /// Of the copies that are kept, from each document's next change on. @param interval  ms
    void setInterval(int interval);

    /// Keeps what is not saved for the next start. @return empty, or what went wrong
    QString keep();

    /// Brings back what was kept, each document in a tab of its own.
    Restored restore();

Q_SIGNALS:
    void listChanged();  ///< one came, went or moved
    void titleChanged(int index);
    void shown(sfumato::Session* session);  ///< another one than before
    void removing(sfumato::Session* session);
    void keepingFailed(const QString& sentence);

private:
    struct Removed {
        ProjectState state;
        bool modified;
    };

    Session& create();
    void restoreFrom(const QString& file, Restored& restored);

    const PluginLoader& m_plugins;
    std::vector<std::unique_ptr<Session>> m_sessions;
    Session* m_current = nullptr;
    std::vector<std::function<void(Workspace&)>> m_each;
    QList<Removed> m_removed;  ///< the last one last
    QString m_folder;
    int m_interval = 0;
};

}  // namespace sfumato
