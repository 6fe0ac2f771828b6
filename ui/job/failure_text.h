// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/error.h>

#include <QString>

namespace sfumato {

/// What went wrong, for the artist: core's own sentence, which is in English; in other languages
/// first what kind of thing it is and then that sentence as detail.
QString failureText(ldm::ErrorCode code, const QString& sentence);

}  // namespace sfumato
