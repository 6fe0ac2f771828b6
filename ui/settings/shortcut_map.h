// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QSettings>

class QAction;

namespace sfumato {

/// Which keys do what. Knows the keys that every command came with, and keeps those that the
/// artist chose instead.
class ShortcutMap : public QObject {
    Q_OBJECT

public:
    struct Command {
        QString id;    ///< stable from start to start
        QString text;  ///< as menus have it
        QKeySequence standard, keys;
        QSet<QString> places;  ///< modes that it belongs to; empty = everywhere
    };

    explicit ShortcutMap(QSettings& store, QObject* parent = nullptr);

    /// Takes up a command of the window. Its keys are its default; the artist's are set.
    void adopt(const QString& id, QAction* action);

    /// Makes a command known that has no action at the moment, as the tools of another mode.
    void declare(const QString& id, const QString& text, const QKeySequence& standard,
                 const QString& place);

    /// In the order in which they became known.
    QList<Command> commands() const;
    QKeySequence keysOf(const QString& id) const;

    /// The commands that these keys belong to, too, wherever both are there at once.
    QList<Command> conflicts(const QString& id, const QKeySequence& keys) const;

    void set(const QString& id, const QKeySequence& keys);
    void reset(const QString& id);
    void resetAll();

Q_SIGNALS:
    void changed();

private:
    struct Entry {
        Command command;
        QPointer<QAction> action;
    };

    Entry& entryOf(const QString& id, const QString& text, const QKeySequence& standard);
    void apply(Entry& entry);

    QSettings& m_store;
    QStringList m_order;
    QHash<QString, Entry> m_entries;
};

}  // namespace sfumato
