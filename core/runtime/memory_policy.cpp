// SPDX-License-Identifier: MIT
#include "runtime/memory_policy.h"

#include <malloc.h>

#include <cstddef>

namespace ldm {

namespace {

constexpr std::size_t kMostKept = std::size_t(512) << 20;

}  // namespace

void keep_freed_memory()
{
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, -1);
    mallopt(M_TOP_PAD, 64 << 20);
    mallopt(M_ARENA_MAX, 2);
}

void give_back_freed_memory()
{
    if (mallinfo2().fordblks > kMostKept)
        malloc_trim(0);
}

}  // namespace ldm
