// SPDX-License-Identifier: MIT
#include "project/autosave.h"

#include <QDir>
#include <QFile>
#include <QUuid>
#include <QtConcurrentRun>

namespace sfumato {

namespace {

QString lockOf(const QString& file)
{
    return file + QStringLiteral(".lock");
}

std::unique_ptr<QLockFile> lock(const QString& file)
{
    auto lock = std::make_unique<QLockFile>(lockOf(file));
    lock->setStaleLockTime(0);  // stale only if its process is gone
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

}  // namespace

Autosave::Autosave(Source source, QObject* parent) : QObject(parent), m_source(std::move(source))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::write);
    connect(&m_watcher, &QFutureWatcher<QString>::finished, this, &Autosave::written);
}

Autosave::~Autosave()
{
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

QString Autosave::file() const
{
    return QStringLiteral("%1/%2.ora").arg(m_folder, m_id);
}

QString Autosave::start(const QString& folder, int interval)
{
    m_folder = folder;
    m_id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_timer.setInterval(interval);
    QDir().mkpath(folder);
    m_lock = lock(file());
    return m_lock ? QString()
                  : tr("Unsaved work cannot be kept for the case of a crash: the folder %1 cannot "
                       "be written to.")
                        .arg(folder);
}

void Autosave::touch()
{
    if (!isOn())
        return;
    m_again = m_again || m_watcher.isRunning();
    if (!m_timer.isActive() && !m_watcher.isRunning())
        m_timer.start();
}

void Autosave::write()
{
    m_again = false;
    m_watcher.setFuture(QtConcurrent::run([this, state = m_source(), path = file()] {
        const bool empty = state.modes.empty();
        const QString problem = empty ? QString() : writeProject(state, path, &m_cache);
        QFile::remove(empty ? path : path + QLatin1Char('~'));
        return problem;
    }));
}

void Autosave::written()
{
    const QString problem = m_watcher.result();
    if (problem.isEmpty())
        dropOrphan();
    if (!problem.isEmpty() && !m_failing)
        Q_EMIT failed(problem);
    m_failing = !problem.isEmpty();
    if (m_again || m_failing)
        m_timer.start();
}

QString Autosave::flush()
{
    if (!isOn())
        return {};
    m_timer.stop();
    m_watcher.waitForFinished();
    write();
    m_watcher.waitForFinished();
    const QString problem = m_watcher.result();
    written();
    m_timer.stop();
    return problem;
}

void Autosave::discard()
{
    m_timer.stop();
    m_again = false;
    m_watcher.waitForFinished();
    if (isOn())
        QFile::remove(file());
    dropOrphan();
}

void Autosave::dropOrphan()
{
    if (m_orphanLock)
        QFile::remove(m_orphan);
    release();
}

QStringList Autosave::orphans() const
{
    QStringList found;
    const QDir folder(m_folder);
    const QString own = QFileInfo(file()).absoluteFilePath();
    for (const auto& info :
         folder.entryInfoList({QStringLiteral("*.ora")}, QDir::Files, QDir::Time | QDir::Reversed))
        if (info.absoluteFilePath() != own)
            found.append(info.absoluteFilePath());
    return found;
}

bool Autosave::claim(const QString& orphan)
{
    auto claimed = lock(orphan);
    if (!claimed)
        return false;
    m_orphanLock = std::move(claimed);
    m_orphan = orphan;
    return true;
}

void Autosave::release()
{
    m_orphan.clear();
    m_orphanLock.reset();
}

}  // namespace sfumato
