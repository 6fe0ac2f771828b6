// SPDX-License-Identifier: MIT
#include "model/patchwise_layout.h"

#include <ATen/ATen.h>

namespace ldm::model {

diffusion::Network patchwise_layout(diffusion::Network network, const PatchOptions& options,
                                    const at::Tensor& tokens,
                                    const condition::LayoutTokenizer& tokenizer,
                                    condition::Conditioner& conditioner, c10::Device device,
                                    PatchWatch watch)
{
    return [=, &conditioner](const at::Tensor& x_t, const at::Tensor& t,
                             const diffusion::Condition& condition) {
        const double height = double(x_t.size(2)), width = double(x_t.size(3));
        return patchwise(
            x_t, options, {},
            [&](const at::Tensor& patch, std::int64_t top, std::int64_t left) {
                const auto crop = tokenizer.crop_tokens({double(left) / width, double(top) / height,
                                                         double(patch.size(3)) / width,
                                                         double(patch.size(2)) / height});
                auto seen = tokens.clone();
                seen.narrow(1, seen.size(1) - 2, 2).copy_(at::tensor(crop, at::kLong));
                auto c = condition;
                c.context = conditioner.forward(seen.to(device));
                return network(patch, t, c);
            },
            watch);
    };
}

}  // namespace ldm::model
