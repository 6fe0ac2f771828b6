// SPDX-License-Identifier: MIT
#include "plugin_loader.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonObject>
#include <QLibrary>
#include <QPluginLoader>

#include <algorithm>

namespace sfumato {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("PluginLoader", text);
}

}  // namespace

PluginLoader::PluginLoader() = default;
PluginLoader::~PluginLoader() = default;

void PluginLoader::scan(const QString& folder)
{
    const QDir dir(folder);
    for (const QString& name : dir.entryList(QDir::Files, QDir::Name))
        if (QLibrary::isLibrary(name))
            m_records.push_back(load(dir.absoluteFilePath(name)));
    std::stable_sort(m_records.begin(), m_records.end(),
                     [](const PluginRecord& a, const PluginRecord& b) {
                         return std::pair(a.plugin == nullptr, a.order) <
                                std::pair(b.plugin == nullptr, b.order);
                     });
}

PluginRecord PluginLoader::load(const QString& file)
{
    PluginRecord record;
    record.file = file;
    auto loader = std::make_unique<QPluginLoader>(file);
    const QJsonObject meta = loader->metaData();
    const QString iid = meta.value(QStringLiteral("IID")).toString();
    const QJsonObject own = meta.value(QStringLiteral("MetaData")).toObject();
    record.id = own.value(QStringLiteral("id")).toString();
    record.order = own.value(QStringLiteral("order")).toInt(100);
    if (iid.isEmpty()) {
        record.problem = translated(QT_TRANSLATE_NOOP("PluginLoader", "It is not a Qt plugin."));
    } else if (iid != QStringLiteral(SFUMATO_CREATIVE_MODE_IID)) {
        record.problem =
            translated(QT_TRANSLATE_NOOP("PluginLoader", "It was made for another version (%1)."))
                .arg(iid);
    } else if (record.id.isEmpty()) {
        record.problem = translated(QT_TRANSLATE_NOOP("PluginLoader", "It names no mode."));
    } else if (std::any_of(m_records.begin(), m_records.end(), [&](const PluginRecord& other) {
                   return other.plugin && other.id == record.id;
               })) {
        record.problem =
            translated(QT_TRANSLATE_NOOP("PluginLoader", "There is a mode “%1” already."))
                .arg(record.id);
    } else if (!(record.plugin = qobject_cast<CreativeModePlugin*>(loader->instance()))) {
        record.problem = loader->errorString();
    }
    m_loaders.push_back(std::move(loader));
    return record;
}

}  // namespace sfumato
