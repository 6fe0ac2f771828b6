// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace sfumato::fuzz {

/// While it lives, an allocation of more than twice `input` bytes (and a fixed start of 16 MiB, for
/// tables that do not depend on the input) ends the program: a small file must not take much
/// memory.
class AllocationGuard {
public:
    explicit AllocationGuard(std::size_t input);
    ~AllocationGuard();
    AllocationGuard(const AllocationGuard&) = delete;
    AllocationGuard& operator=(const AllocationGuard&) = delete;
};

}  // namespace sfumato::fuzz
