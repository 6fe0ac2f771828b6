// SPDX-License-Identifier: MIT
#include "condition/check_tokens.h"

#include "ldm/error.h"
#include "runtime/shape_check.h"

namespace ldm::condition {

void check_tokens(const at::Tensor& tokens, int most)
{
    check_shape(tokens, {-1, -1}, "tokens");
    if (tokens.size(1) > most)
        throw Error(ErrorCode::BadArgument,
                    "At most " + std::to_string(most) + " tokens fit; there are " +
                        std::to_string(tokens.size(1)) + ".",
                    "tokens");
}

}  // namespace ldm::condition
