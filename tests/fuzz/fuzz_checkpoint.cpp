// SPDX-License-Identifier: MIT
// Model files of every kind: zip, pickle, the sequential format, safetensors.
#include "allocation_guard.h"

#include "io/checkpoint.h"
#include "ldm/error.h"

#include <sys/mman.h>
#include <unistd.h>

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const int file = memfd_create("checkpoint", 0);
    if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != ssize_t(size))
        return 0;
    const sfumato::fuzz::AllocationGuard guard(size);
    try {
        const auto checkpoint = ldm::open_checkpoint("/proc/self/fd/" + std::to_string(file));
        for (const auto& name : checkpoint->names())
            checkpoint->tensor(name);
    } catch (const ldm::Error&) {
        // Refused with a sentence: as it should be.
    }
    return 0;
}
