// SPDX-License-Identifier: MIT
#pragma once

namespace sfumato {

/// Lets the calling thread, and those that it starts from now on, stand back for the window.
/// QThread's priorities below normal change nothing on Linux, where its niceness counts.
void standBack();

}  // namespace sfumato
