// SPDX-License-Identifier: MIT
#pragma once

#include "project/project.h"

#include <QFutureWatcher>
#include <QLockFile>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>

namespace sfumato {

/// Keeps a copy of a document's unsaved work in a folder, so that a crash costs seconds. Each
/// document has a file of its own there and holds a lock beside it; a file whose lock nobody holds
/// is what a window left behind. Packing and writing happen on another thread.
class Autosave : public QObject {
    Q_OBJECT

public:
    static constexpr int kInterval = 8'000;  ///< ms from a change to its copy

    /// What there is to keep; called on this thread.
    using Source = std::function<ProjectState()>;

    explicit Autosave(Source source, QObject* parent = nullptr);
    ~Autosave() override;

    /// Begins to keep copies there. What other windows left is found with `orphans`.
    /// @return empty, or the sentence that says why nothing can be kept
    QString start(const QString& folder, int interval = kInterval);

    /// @param milliseconds  from a change to its copy, from the next change on
    void setInterval(int milliseconds) { m_timer.setInterval(milliseconds); }

    bool isOn() const { return m_lock != nullptr; }

    /// Something was changed.
    void touch();

    /// Writes now and waits. @return empty, or what went wrong
    QString flush();

    /// There is nothing unsaved: the copy goes.
    void discard();

    /// Copies in the folder that are not this one's own, the newest last. Others may hold them.
    QStringList orphans() const;

    /// Takes over such a copy: nobody else gets it, and it goes once this one's own copy is
    /// written. @return false if somebody holds it
    bool claim(const QString& orphan);

    /// Leaves the copy that was claimed where it is.
    void release();

Q_SIGNALS:
    void failed(const QString& sentence);  ///< once, until it works again

private:
    void write();
    void written();
    void dropOrphan();
    QString file() const;

    Source m_source;
    QString m_folder, m_id;
    std::unique_ptr<QLockFile> m_lock, m_orphanLock;
    QString m_orphan;
    QTimer m_timer;
    QFutureWatcher<QString> m_watcher;
    PictureCache m_cache;  ///< the worker's while it writes
    bool m_again = false, m_failing = false;
};

}  // namespace sfumato
