// SPDX-License-Identifier: MIT
#pragma once

namespace ldm {

/// To be called first in main(). The compute library's threads wait for one another by spinning;
/// where another program wants a core, they then spin away each other's time, and a step takes ten
/// times as long. This starts the program anew with short spinning (the thread library reads the
/// setting only once, before main), which costs some milliseconds and nothing where the machine is
/// free. Does nothing if OMP_WAIT_POLICY or GOMP_SPINCOUNT is set, or if starting anew fails.
void limit_spinning(char** argv);

}  // namespace ldm
