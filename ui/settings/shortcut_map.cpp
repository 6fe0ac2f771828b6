// SPDX-License-Identifier: MIT
#include "settings/shortcut_map.h"

#include <QAction>

namespace sfumato {

namespace {

const QString kGroup = QStringLiteral("shortcuts");

// A slash would make groups of it.
QString keyOf(const QString& id)
{
    return kGroup + QLatin1Char('/') + QString(id).replace(QLatin1Char('/'), QLatin1Char('|'));
}

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

bool meet(const QSet<QString>& a, const QSet<QString>& b)
{
    return a.isEmpty() || b.isEmpty() || a.intersects(b);
}

}  // namespace

ShortcutMap::ShortcutMap(QSettings& store, QObject* parent) : QObject(parent), m_store(store)
{
}

ShortcutMap::Entry& ShortcutMap::entryOf(const QString& id, const QString& text,
                                         const QKeySequence& standard)
{
    auto it = m_entries.find(id);
    if (it == m_entries.end()) {
        const auto kept = m_store.value(keyOf(id));
        const auto keys =
            kept.isValid() ? QKeySequence(kept.toString(), QKeySequence::PortableText) : standard;
        it = m_entries.insert(id, {{id, text, standard, keys, {}}, nullptr});
        m_order.append(id);
    }
    it->command.text = plain(text);
    return *it;
}

void ShortcutMap::adopt(const QString& id, QAction* action)
{
    auto& entry = entryOf(id, action->text(), action->shortcut());
    entry.action = action;
    apply(entry);
}

void ShortcutMap::declare(const QString& id, const QString& text, const QKeySequence& standard,
                          const QString& place)
{
    entryOf(id, text, standard).command.places.insert(place);
}

QList<ShortcutMap::Command> ShortcutMap::commands() const
{
    QList<Command> all;
    for (const QString& id : m_order) {
        auto entry = m_entries.value(id);
        if (entry.action)
            entry.command.text = plain(entry.action->text());
        all.append(entry.command);
    }
    return all;
}

QKeySequence ShortcutMap::keysOf(const QString& id) const
{
    return m_entries.value(id).command.keys;
}

QList<ShortcutMap::Command> ShortcutMap::conflicts(const QString& id,
                                                   const QKeySequence& keys) const
{
    QList<Command> others;
    if (keys.isEmpty())
        return others;
    const auto places = m_entries.value(id).command.places;
    for (const auto& other : commands())
        if (other.id != id && other.keys == keys && meet(places, other.places))
            others.append(other);
    return others;
}

void ShortcutMap::set(const QString& id, const QKeySequence& keys)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end() || it->command.keys == keys)
        return;
    it->command.keys = keys;
    if (keys == it->command.standard)
        m_store.remove(keyOf(id));
    else
        m_store.setValue(keyOf(id), keys.toString(QKeySequence::PortableText));
    apply(*it);
    Q_EMIT changed();
}

void ShortcutMap::reset(const QString& id)
{
    set(id, m_entries.value(id).command.standard);
}

void ShortcutMap::resetAll()
{
    for (const QString& id : m_order)
        reset(id);
    m_store.remove(kGroup);
}

// A tooltip that names the keys names the new ones.
void ShortcutMap::apply(Entry& entry)
{
    if (!entry.action)
        return;
    const QString before = entry.action->shortcut().toString(QKeySequence::NativeText);
    const QString now = entry.command.keys.toString(QKeySequence::NativeText);
    entry.action->setShortcut(entry.command.keys);
    const QString tip = entry.action->toolTip();
    const QString ending = QStringLiteral(" (%1)").arg(before);
    if (!before.isEmpty() && before != now && tip.endsWith(ending))
        entry.action->setToolTip(tip.chopped(ending.size()) +
                                 (now.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(now)));
}

}  // namespace sfumato
