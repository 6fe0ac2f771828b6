// SPDX-License-Identifier: MIT
#include "runtime/shape_check.h"

#include "ldm/error.h"

namespace ldm {

std::string shape_text(at::IntArrayRef shape)
{
    std::string text = "[";
    for (size_t i = 0; i < shape.size(); ++i) {
        if (i)
            text += ", ";
        text += shape[i] < 0 ? "any" : std::to_string(shape[i]);
    }
    return text + "]";
}

void check_shape(const at::Tensor& tensor, at::IntArrayRef expected, const char* name)
{
    bool fits = tensor.defined() && tensor.dim() == int64_t(expected.size());
    for (size_t i = 0; fits && i < expected.size(); ++i)
        fits = expected[i] < 0 || tensor.size(int64_t(i)) == expected[i];
    if (fits)
        return;
    throw Error(ErrorCode::ShapeMismatch,
                std::string(name) + " has shape " +
                    (tensor.defined() ? shape_text(tensor.sizes()) : "[none]") + " where " +
                    shape_text(expected) + " is needed.",
                name);
}

}  // namespace ldm
