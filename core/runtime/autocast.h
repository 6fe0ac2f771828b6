// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/autocast_mode.h>

namespace ldm {

/// While it lives, convolutions and matrix products on the CPU run in bf16 and the rest in fp32.
/// For training: the parameters stay fp32.
class Bf16Autocast {
public:
    explicit Bf16Autocast(bool enabled);
    ~Bf16Autocast();
    Bf16Autocast(const Bf16Autocast&) = delete;
    Bf16Autocast& operator=(const Bf16Autocast&) = delete;

private:
    bool before_;
};

}  // namespace ldm
