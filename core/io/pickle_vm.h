// SPDX-License-Identifier: MIT
#pragma once

#include "io/pickle_value.h"

namespace ldm::pickle {

/// Bounds of what one pickle may make us hold. A model of 3000 tensors needs about 60 000 nodes.
struct Limits {
    std::size_t stack = std::size_t(1) << 20;     ///< values at once
    std::size_t memo = std::size_t(1) << 20;      ///< slots
    std::size_t nodes = std::size_t(1) << 20;     ///< containers, names, storages, tensors
    std::size_t elements = std::size_t(1) << 23;  ///< values in all containers together
    std::size_t bytes = std::size_t(1) << 29;     ///< of the pickle itself
};

/// Reads the one pickle that begins at `begin` (protocols 0 to 5). A machine that executes
/// nothing: it knows torch's tensor rebuilding by name, turns every other global and call into an
/// inert Object, and refuses calls of functions that only an attack would call.
/// Texts stay in `bytes`, which must outlive the result.
/// @throws Error{CheckpointFormat} with a bare reason if the pickle is damaged, calls a forbidden
///         function or exceeds a limit
Document read(std::string_view bytes, std::size_t begin = 0, const Limits& limits = {});

}  // namespace ldm::pickle
