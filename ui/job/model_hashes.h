// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/model_info.h>

#include <QSettings>

#include <optional>
#include <string>

namespace sfumato {

/// What the weights of installed models hash to, remembered between starts by the file's name, size
/// and date: large files are read once.
class ModelHashes {
public:
    explicit ModelHashes(QSettings& store) : m_store(store) {}

    /// None if it was not learnt yet, or the file is another one by now.
    std::optional<std::string> known(const ldm::ModelInfo& model) const;

    void learn(const ldm::ModelInfo& model, const std::string& hash);

private:
    QSettings& m_store;
};

}  // namespace sfumato
