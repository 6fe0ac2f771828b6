// SPDX-License-Identifier: MIT
#include "job/model_hashes.h"

#include <QDateTime>
#include <QFileInfo>
#include <QStringList>

namespace sfumato {

namespace {

// Settings separate groups by slashes.
QString keyOf(const ldm::ModelInfo& model)
{
    return QStringLiteral("models/hashes/") + QString::fromStdString(model.weights.string())
                                                  .replace(QLatin1Char('/'), QLatin1Char('|'));
}

QString stateOf(const ldm::ModelInfo& model)
{
    const QFileInfo file(QString::fromStdString(model.weights.string()));
    return QStringLiteral("%1 %2").arg(file.size()).arg(file.lastModified().toMSecsSinceEpoch());
}

}  // namespace

std::optional<std::string> ModelHashes::known(const ldm::ModelInfo& model) const
{
    const auto stored = m_store.value(keyOf(model)).toStringList();
    if (stored.size() != 2 || stored[0] != stateOf(model))
        return std::nullopt;
    return stored[1].toStdString();
}

void ModelHashes::learn(const ldm::ModelInfo& model, const std::string& hash)
{
    if (known(model) != hash)
        m_store.setValue(keyOf(model), QStringList{stateOf(model), QString::fromStdString(hash)});
}

}  // namespace sfumato
