// SPDX-License-Identifier: MIT
#pragma once

#include "io/pickle_value.h"

#include <c10/core/ScalarType.h>

#include <optional>

namespace ldm::pickle {

/// What we make of a name in a pickle. Nothing is ever imported or called. Forbidden names are
/// refused as a courtesy to the artist, whose file is an attack; unknown ones are skipped.
GlobalKind classify_global(std::string_view module, std::string_view name);

/// The element type of a class of storages ("FloatStorage"); none if no model has such a one.
std::optional<c10::ScalarType> storage_dtype(std::string_view name);

/// The class of storages of an element type, or null if torch has none.
const char* storage_class(c10::ScalarType dtype);

}  // namespace ldm::pickle
