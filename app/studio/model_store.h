// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace sfumato {

/// Does it hold weights, by its ending?
bool isModelFile(const QString& path);

/// Looks into a checkpoint and copies it, with a description of the same name beside it, into a
/// folder; nothing in it is run. A name that is taken is not overwritten. On any thread.
/// @param zoo  folder with descriptions of the published models
/// @param added  set to a sentence about what it is, if it was added
/// @return empty, or a sentence that says why it was not added and what to do
QString addModel(const QString& file, const QString& folder, const QString& zoo, QString& added);

}  // namespace sfumato
