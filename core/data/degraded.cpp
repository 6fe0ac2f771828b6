// SPDX-License-Identifier: MIT
#include "data/degraded.h"

#include "ldm/error.h"
#include "runtime/mix_bits.h"

namespace ldm::data {

Degraded::Degraded(std::shared_ptr<const Dataset> inner, DegradeKind kind, int factor)
    : inner_(std::move(inner)), kind_(kind), factor_(factor)
{
    const bool bsr = kind == DegradeKind::Bsrgan || kind == DegradeKind::BsrganLight;
    if (factor < 1 || factor > 64 || (bsr && factor != 2 && factor != 4))
        throw Error(ErrorCode::BadArgument,
                    "The degradation '" + std::string(name_of(kind)) + "' cannot make a picture " +
                        std::to_string(factor) + " times smaller.",
                    "downscale_f");
}

Example Degraded::read(std::int64_t index, std::uint64_t seed) const
{
    auto example = inner_->read(index, seed);
    example.low_res = degrade_image(example.image, {kind_, factor_, mix_bits(seed ^ 0xDE64ull)});
    return example;
}

}  // namespace ldm::data
