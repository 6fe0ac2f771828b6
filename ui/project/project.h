// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

#include <ldm/recipe.h>

#include <QHash>

#include <vector>

namespace sfumato {

/// What one mode holds: layers, settings, the pictures made.
struct ModeState {
    QString id;
    QString title;  ///< for other programs
    InputKind kind = InputKind::Nothing;
    ldm::Recipe recipe;         ///< settings and words; what is in the layers is beside it
    std::vector<Layer> layers;  ///< bottom to top
    QSize size;
    QList<KeptPtr> history;
    QString filePath;
    QImage pins = {};  ///< what is to stay in the next pictures: 1, else 0; null = nothing
};

/// What a document holds. Cheap to copy: pixels are shared until one side changes them.
struct ProjectState {
    QString mode;  ///< in use
    std::vector<ModeState> modes;
    QString path = {};  ///< of the project that this is a newer state of; empty if there is none
};

/// Pictures of layers that are in no history: packed once, however often a project is saved.
using PictureCache = QHash<PicturePtr, KeptPtr>;

/// Writes an OpenRaster file that other programs open as layers and that holds all of the state.
/// On any thread. Replaces the file in one go; what was there is kept as `path~`.
/// @param cache  may be null; afterwards holds this state's alone
/// @return empty, or a sentence that says why not
QString writeProject(const ProjectState& state, const QString& path, PictureCache* cache = nullptr);

struct OpenedProject {
    ProjectState state;  ///< without modes: the file is another program's
    QImage raster;       ///< then its picture
    QString problem;     ///< a sentence; empty if the file was read
};

/// Reads an OpenRaster file. On any thread.
OpenedProject readProject(const QString& path);

/// Is it OpenRaster, by its ending?
bool isProject(const QString& path);

}  // namespace sfumato
