// SPDX-License-Identifier: MIT
#pragma once

#include "mode/creative_mode.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

class QPluginLoader;

namespace sfumato {

/// One file of the plugin folder, usable or not.
struct PluginRecord {
    QString file;
    QString id;       ///< from the metadata
    int order = 0;    ///< place in the mode bar
    QString problem;  ///< why it is not used; empty if it is
    CreativeModePlugin* plugin = nullptr;
};

/// Loads the creative modes of a folder. Metadata is read before any code is run; a broken file is
/// listed with its reason and never fatal.
class PluginLoader {
public:
    PluginLoader();
    ~PluginLoader();

    /// Adds the modes of a folder; where an id is there already, the earlier one stays.
    void scan(const QString& folder);

    /// Usable ones first, in their order.
    const std::vector<PluginRecord>& records() const { return m_records; }

private:
    PluginRecord load(const QString& file);

    std::vector<PluginRecord> m_records;
    std::vector<std::unique_ptr<QPluginLoader>> m_loaders;
};

}  // namespace sfumato
