// SPDX-License-Identifier: MIT
#include "runtime/thread_priority.h"

#include <sys/resource.h>

#include <algorithm>

namespace ldm {

void give_way()
{
    constexpr int kLower = 10, kLowest = 19;
    const int now = getpriority(PRIO_PROCESS, 0);  // Linux: 0 is this thread, not its process
    setpriority(PRIO_PROCESS, 0, std::min(now + kLower, kLowest));
}

}  // namespace ldm
