// SPDX-License-Identifier: MIT
#include "allocation_guard.h"

#include <sanitizer/allocator_interface.h>

#include <cstdio>
#include <cstdlib>
#include <limits>

namespace sfumato::fuzz {

namespace {

constexpr std::size_t kStart = std::size_t(16) << 20;
constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
std::size_t g_limit = kAny;

void check(const volatile void*, std::size_t size)
{
    if (size <= g_limit)
        return;
    const auto limit = g_limit;
    g_limit = kAny;
    std::fprintf(stderr, "an allocation of %zu bytes is over the limit of %zu\n", size, limit);
    std::abort();
}

void ignore(const volatile void*)
{
}

}  // namespace

AllocationGuard::AllocationGuard(std::size_t input)
{
    static const int installed = __sanitizer_install_malloc_and_free_hooks(check, ignore);
    static_cast<void>(installed);
    g_limit = kStart + 2 * input;
}

AllocationGuard::~AllocationGuard()
{
    g_limit = kAny;
}

}  // namespace sfumato::fuzz
