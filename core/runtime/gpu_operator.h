// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>

#include <optional>

namespace ldm {

/// An operator of ours that only the CUDA library has a kernel for. The schemas are in
/// gpu_operator.cpp. Looked up when it is first asked for, after the library was opened.
template <typename Signature>
class GpuOperator;

template <typename Result, typename... Arguments>
class GpuOperator<Result(Arguments...)> {
public:
    explicit GpuOperator(const char* name) : name_(name) {}

    /// Is there a kernel for this tensor, and is no gradient wanted?
    bool takes(const at::Tensor& x) const
    {
        if (!x.device().is_cuda() || at::GradMode::is_enabled())
            return false;
        if (!handle_) {
            auto found = c10::Dispatcher::singleton().findSchema({name_, ""});
            if (found && found->hasKernelForDispatchKey(c10::DispatchKey::CUDA))
                handle_ = found->template typed<Result(Arguments...)>();
        }
        return handle_.has_value();
    }

    Result operator()(Arguments... arguments) const { return handle_->call(arguments...); }

private:
    const char* name_;
    mutable std::optional<c10::TypedOperatorHandle<Result(Arguments...)>> handle_;
};

}  // namespace ldm
