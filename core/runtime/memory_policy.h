// SPDX-License-Identifier: MIT
#pragma once

namespace ldm {

/// Keeps freed memory in the process instead of giving it back to the system: tensors of a step are
/// allocated afresh each time, and page faults cost as much as arithmetic. Call once, at the start.
void keep_freed_memory();

}  // namespace ldm
