// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>

#include <initializer_list>

namespace ldm {

/// An operator of ours, called through LibTorch's dispatcher. The schemas are in operators.cpp.
/// Each has a composed form that runs anywhere, beside its function in nn, firststage or diffusion;
/// some have a fused one for processors there; core/cuda has those for GPUs.
template <typename Signature>
class Operator;

template <typename Result, typename... Arguments>
class Operator<Result(Arguments...)> {
public:
    /// @param name "ldm::" and the name in the schema
    explicit Operator(const char* name)
        : handle_(c10::Dispatcher::singleton()
                      .findSchemaOrThrow(name, "")
                      .template typed<Result(Arguments...)>())
    {
    }

    Result operator()(Arguments... arguments) const { return handle_.call(arguments...); }

private:
    c10::TypedOperatorHandle<Result(Arguments...)> handle_;
};

/// Is a gradient wanted for any of these? Undefined tensors may be among them.
inline bool wants_gradient(std::initializer_list<at::Tensor> tensors)
{
    if (!at::GradMode::is_enabled())
        return false;
    for (const auto& t : tensors)
        if (t.defined() && t.requires_grad())
            return true;
    return false;
}

}  // namespace ldm
