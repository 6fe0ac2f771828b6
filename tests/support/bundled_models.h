// SPDX-License-Identifier: MIT
#pragma once

#include "job/generator.h"

#include <QFile>

#include <memory>

namespace sfumato::test {

/// Whether the project's own models are in this tree.
inline bool hasBundledModels()
{
    return QFile::exists(
        QStringLiteral(SFUMATO_SOURCE_DIR "/resources/models/landscape.safetensors"));
}

/// The engine with the project's own models.
inline std::unique_ptr<Generator> bundledEngine()
{
    ldm::EngineOptions options;
    options.model_folders = {SFUMATO_SOURCE_DIR "/resources/models"};
    options.resources = SFUMATO_SOURCE_DIR "/resources";
    return std::make_unique<EngineGenerator>(options);
}

}  // namespace sfumato::test
