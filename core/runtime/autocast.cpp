// SPDX-License-Identifier: MIT
#include "runtime/autocast.h"

namespace ldm {

Bf16Autocast::Bf16Autocast(bool enabled) : before_(at::autocast::is_autocast_enabled(at::kCPU))
{
    at::autocast::increment_nesting();
    at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
    at::autocast::set_autocast_enabled(at::kCPU, enabled);
}

Bf16Autocast::~Bf16Autocast()
{
    if (at::autocast::decrement_nesting() == 0)
        at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(at::kCPU, before_);
}

}  // namespace ldm
