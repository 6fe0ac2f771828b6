// SPDX-License-Identifier: MIT
#include "sessions.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kMostRemoved = 4;  // they hold their pixels

}  // namespace

Sessions::Sessions(const PluginLoader& plugins, QObject* parent)
    : QObject(parent), m_plugins(plugins)
{
    m_current = &create();
}

Sessions::~Sessions() = default;

Session& Sessions::create()
{
    auto& session = *m_sessions.emplace_back(std::make_unique<Session>(m_plugins));
    connect(&session, &Session::titleChanged, this,
            [this, &session] { Q_EMIT titleChanged(indexOf(session)); });
    connect(&session.autosave(), &Autosave::failed, this, &Sessions::keepingFailed);
    if (!m_folder.isEmpty())
        session.autosave().start(m_folder, m_interval);
    for (const auto& run : m_each)
        for (const auto& w : session.workspaces())
            run(*w);
    return session;
}

int Sessions::indexOf(const Session& session) const
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
                                    [&](const auto& s) { return s.get() == &session; });
    return found == m_sessions.end() ? -1 : int(found - m_sessions.begin());
}

Session& Sessions::add()
{
    auto& session = create();
    if (auto* workspace = session.workspaceOf(m_current->current().id()))
        session.setCurrent(*workspace);
    Q_EMIT listChanged();
    return session;
}

void Sessions::show(Session& session)
{
    if (&session == m_current)
        return;
    m_current = &session;
    Q_EMIT shown(&session);
}

void Sessions::remove(Session& session)
{
    const int index = indexOf(session);
    if (!session.isUntouched()) {
        m_removed.append({session.state(), session.isModified()});
        while (m_removed.size() > kMostRemoved)
            m_removed.removeFirst();
    }
    if (count() == 1)
        add();
    if (&session == m_current)
        show(at(index + 1 < count() ? index + 1 : index - 1));
    Q_EMIT removing(&session);
    session.autosave().discard();
    session.disconnect(this);
    m_sessions.erase(m_sessions.begin() + index);
    Q_EMIT listChanged();
}

void Sessions::move(int from, int to)
{
    if (from == to)
        return;
    auto session = std::move(m_sessions[size_t(from)]);
    m_sessions.erase(m_sessions.begin() + from);
    m_sessions.insert(m_sessions.begin() + to, std::move(session));
    Q_EMIT listChanged();
}

bool Sessions::reopen()
{
    if (m_removed.isEmpty())
        return false;
    const auto removed = m_removed.takeLast();
    auto& session = m_current->isUntouched() ? *m_current : add();
    if (removed.modified || removed.state.path.isEmpty())
        session.useUnsaved(removed.state);
    else {
        session.use(removed.state);
        session.setSaved(removed.state.path);
    }
    if (&session == m_current)
        Q_EMIT shown(&session);
    show(session);
    return true;
}

void Sessions::clear()
{
    for (const auto& session : m_sessions)
        session->disconnect(this);
    m_sessions.clear();
    m_current = nullptr;
}

Session* Sessions::sessionOf(const Workspace* workspace) const
{
    for (const auto& session : m_sessions)
        for (const auto& w : session->workspaces())
            if (w.get() == workspace)
                return session.get();
    return nullptr;
}

Session* Sessions::sessionAt(const QString& path) const
{
    const QFileInfo file(path);
    for (const auto& session : m_sessions)
        if (!session->path().isEmpty() && QFileInfo(session->path()) == file)
            return session.get();
    return nullptr;
}

QList<Workspace*> Sessions::workspaces() const
{
    QList<Workspace*> all;
    for (const auto& session : m_sessions)
        for (const auto& w : session->workspaces())
            all.append(w.get());
    return all;
}

void Sessions::forEachWorkspace(std::function<void(Workspace&)> run)
{
    for (auto* workspace : workspaces())
        run(*workspace);
    m_each.push_back(std::move(run));
}

QString Sessions::keepIn(const QString& folder, int interval)
{
    m_folder = folder;
    m_interval = interval;
    QString problem;
    for (const auto& session : m_sessions)
        problem = session->autosave().start(folder, interval);
    return problem;
}

void Sessions::setInterval(int interval)
{
    m_interval = interval;
    for (const auto& session : m_sessions)
        session->autosave().setInterval(interval);
}

QString Sessions::keep()
{
    QString problem;
    for (const auto& session : m_sessions)
        if (const QString its = session->keep(); !its.isEmpty())
            problem = its;
    return problem;
}

Restored Sessions::restore()
{
    Restored restored;
    if (!m_current->autosave().isOn())
        return restored;
    const QStringList files = m_current->autosave().orphans();
    for (const QString& file : files)
        restoreFrom(file, restored);
    if (restored.documents > 0)
        show(at(count() - 1));
    return restored;
}

void Sessions::restoreFrom(const QString& file, Restored& restored)
{
    auto& last = at(count() - 1);
    auto& session = last.isUntouched() ? last : add();
    const auto leave = [&] {
        if (&session == &last)
            return;
        m_sessions.pop_back();
        Q_EMIT listChanged();
    };
    if (!session.autosave().claim(file)) {
        leave();  // another window was faster
        return;
    }
    const auto kept = readProject(file);
    if (!kept.problem.isEmpty() || kept.state.modes.empty()) {
        session.autosave().release();
        leave();
        const QString aside = file + QStringLiteral(".unreadable");
        QFile::rename(file, aside);
        const QString why = kept.problem.isEmpty() ? tr("It is empty.") : kept.problem;
        restored.problems.append(
            tr("What was not saved last time cannot be read again. %1 It stays at %2.")
                .arg(why, aside));
        return;
    }
    restored.missing += session.useUnsaved(kept.state);
    ++restored.documents;
}

}  // namespace sfumato
