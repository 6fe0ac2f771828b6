// SPDX-License-Identifier: MIT
// Model descriptions.
#include "allocation_guard.h"

#include "ldm/error.h"
#include "model/model_config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const sfumato::fuzz::AllocationGuard guard(size);
    try {
        ldm::model::parse_model_config({reinterpret_cast<const char*>(data), size}, "fuzz.yaml");
    } catch (const ldm::Error&) {
    }
    return 0;
}
