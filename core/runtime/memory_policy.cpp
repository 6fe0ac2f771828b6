// SPDX-License-Identifier: MIT
#include "runtime/memory_policy.h"

#include <malloc.h>

namespace ldm {

void keep_freed_memory()
{
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, -1);
    mallopt(M_TOP_PAD, 64 << 20);
    mallopt(M_ARENA_MAX, 2);
}

}  // namespace ldm
