// SPDX-License-Identifier: MIT
#pragma once

#include <c10/util/BFloat16.h>

using __nv_bfloat16 = c10::BFloat16;

inline float __bfloat162float(__nv_bfloat16 v)
{
    return v;
}

inline __nv_bfloat16 __float2bfloat16_rn(float v)
{
    return v;
}
