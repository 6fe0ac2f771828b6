// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>

namespace sfumato {

/// What a label or class of a model is called in the language in use. The bundled models' are
/// translated; those of others, up to thousands, are called as their models call them.
QString labelName(const std::string& name);

}  // namespace sfumato
