// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace sfumato {

/// Sentences one after the other. Between them stands a space, but not after a full-width stop,
/// which brings its own. Empty ones are left out.
QString joinedSentences(const QStringList& sentences);

}  // namespace sfumato
