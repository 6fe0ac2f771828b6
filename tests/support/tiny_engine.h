// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/engine.h"
#include "support/tiny_model.h"

#include <QTemporaryDir>

namespace sfumato::test {

/// An engine on the processor with the tiny models, in a folder of its own.
class TinyEngine {
protected:
    void writeModels() { write_tiny_models(m_folder.path().toStdString()); }

    ldm::EngineOptions options() const
    {
        ldm::EngineOptions options;
        options.model_folders = {m_folder.path().toStdString()};
        options.resources = SFUMATO_SOURCE_DIR "/resources";
        options.device = "cpu";
        options.threads = 1;
        return options;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ldm::Engine> m_engine;
};

}  // namespace sfumato::test
