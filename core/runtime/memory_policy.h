// SPDX-License-Identifier: MIT
#pragma once

namespace ldm {

/// Keeps freed memory in the process instead of giving it back to the system: tensors of a step are
/// allocated afresh each time, and page faults cost as much as arithmetic. Call once, at the start.
void keep_freed_memory();

/// Gives freed memory back to the system if it has become far more than steps need again: between
/// the phases of a run on a very large picture.
void give_back_freed_memory();

}  // namespace ldm
