// SPDX-License-Identifier: MIT
#pragma once

namespace ldm {

/// The calling thread, which prepares something, gives way to the threads that compute: where they
/// need every core, it works in their pauses. (They wait for one another many times a step; one
/// that is held up holds up all.)
void give_way();

}  // namespace ldm
