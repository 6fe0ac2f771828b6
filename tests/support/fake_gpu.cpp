// SPDX-License-Identifier: MIT
#include "support/fake_gpu.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/library.h>

#include <cstdlib>
#include <utility>
#include <vector>

namespace sfumato::test {

namespace {

std::size_t g_limit = 0, g_operators = 0, g_releases = 0;

// Keeps a tensor alive for as long as a storage over its memory lives.
c10::DataPtr shared_memory(const at::Tensor& owner, c10::Device device)
{
    return {owner.storage().mutable_data(), new at::Tensor(owner),
            [](void* kept) { delete static_cast<at::Tensor*>(kept); }, device};
}

// A tensor over the same memory that says that it is on `device`.
at::Tensor seen_from(const at::Tensor& t, c10::Device device)
{
    auto storage = c10::make_intrusive<c10::StorageImpl>(
        c10::StorageImpl::use_byte_size_t(), c10::SymInt(int64_t(t.storage().nbytes())),
        shared_memory(t, device), c10::GetAllocator(device.type()), /*resizable=*/true);
    const auto key = device.is_cpu() ? c10::DispatchKey::CPU : c10::DispatchKey::CUDA;
    auto view = at::detail::make_tensor<c10::TensorImpl>(c10::Storage(std::move(storage)),
                                                         c10::DispatchKeySet(key), t.dtype());
    view.unsafeGetTensorImpl()->set_sizes_and_strides(t.sizes(), t.strides(), t.storage_offset());
    return view;
}

at::Tensor on_gpu(const at::Tensor& t)
{
    const auto bytes = t.storage().nbytes();
    TORCH_CHECK_WITH(OutOfMemoryError, g_limit == 0 || bytes <= g_limit,
                     "The stand-in for a GPU has no ", bytes, " bytes.");
    return seen_from(t, kFakeGpu);
}

// Arguments of one call as the processor sees them, and whose they are.
class Call {
public:
    explicit Call(const c10::OperatorHandle& op) : op_(op) {}

    at::Tensor here(const at::Tensor& t)
    {
        if (!t.defined() || (t.is_cpu() && t.dim() == 0))
            return t;
        TORCH_CHECK(t.is_cuda(), op_.schema().name(), " on cuda:0 got a tensor on ", t.device(),
                    " of shape ", t.sizes());
        pairs_.emplace_back(t, seen_from(t, c10::kCPU));
        return pairs_.back().second;
    }

    // What came out: an argument of the call itself where it is one, else a tensor on the GPU.
    at::Tensor there(const at::Tensor& t) const
    {
        if (!t.defined())
            return t;
        for (const auto& [original, alias] : pairs_)
            if (alias.is_same(t))
                return original;
        return on_gpu(t);
    }

    // Arguments that were given another size or other memory.
    void keep_resized() const
    {
        for (const auto& [original, alias] : pairs_) {
            if (original.sizes() == alias.sizes() &&
                original.storage().data() == alias.storage().data())
                continue;
            const auto larger = on_gpu(alias);
            auto* impl = original.unsafeGetTensorImpl();
            impl->set_storage_keep_dtype(larger.storage());
            impl->set_sizes_and_strides(alias.sizes(), alias.strides(), alias.storage_offset());
        }
    }

private:
    const c10::OperatorHandle& op_;
    std::vector<std::pair<at::Tensor, at::Tensor>> pairs_;
};

template <typename Change>
c10::IValue changed(const c10::IValue& value, const Change& change)
{
    if (value.isTensor())
        return change(value.toTensor());
    if (value.isTensorList()) {
        c10::List<at::Tensor> list;
        for (const at::Tensor& t : value.toTensorVector())
            list.push_back(change(t));
        return list;
    }
    if (value.isOptionalTensorList()) {
        c10::List<std::optional<at::Tensor>> list;
        for (const std::optional<at::Tensor>& t : value.toOptionalTensorVector())
            list.push_back(t ? std::optional(change(*t)) : std::nullopt);
        return list;
    }
    return value.isDevice() ? c10::IValue(c10::Device(c10::kCPU)) : value;
}

void on_processor(const c10::OperatorHandle& op, torch::jit::Stack* stack)
{
    ++g_operators;
    Call call(op);
    const auto here = [&call](const at::Tensor& t) { return call.here(t); };
    const auto there = [&call](const at::Tensor& t) { return call.there(t); };
    const auto arguments = op.schema().arguments().size(), results = op.schema().returns().size();
    for (auto it = stack->end() - std::ptrdiff_t(arguments); it != stack->end(); ++it)
        *it = changed(*it, here);
    op.callBoxed(stack);
    call.keep_resized();
    for (auto it = stack->end() - std::ptrdiff_t(results); it != stack->end(); ++it)
        *it = changed(*it, there);
}

at::Tensor empty(at::IntArrayRef size, std::optional<at::ScalarType> dtype,
                 std::optional<at::Layout>, std::optional<at::Device>, std::optional<bool>,
                 std::optional<at::MemoryFormat> format)
{
    return on_gpu(at::empty(size, at::TensorOptions().dtype(dtype), format));
}

at::Tensor empty_strided(at::IntArrayRef size, at::IntArrayRef stride,
                         std::optional<at::ScalarType> dtype, std::optional<at::Layout>,
                         std::optional<at::Device>, std::optional<bool>)
{
    return on_gpu(at::empty_strided(size, stride, at::TensorOptions().dtype(dtype)));
}

// The one operator that may see two devices.
at::Tensor& copy(at::Tensor& self, const at::Tensor& source, bool)
{
    const auto here = [](const at::Tensor& t) { return t.is_cpu() ? t : seen_from(t, c10::kCPU); };
    here(self).copy_(here(source));
    return self;
}

struct FakeGuard final : c10::impl::NoOpDeviceGuardImpl<c10::DeviceType::CUDA> {
    c10::Device exchangeDevice(c10::Device) const override { return kFakeGpu; }
    c10::Device getDevice() const override { return kFakeGpu; }
    c10::Stream getStream(c10::Device) const noexcept override
    {
        return c10::Stream(c10::Stream::DEFAULT, kFakeGpu);
    }
    c10::Stream exchangeStream(c10::Stream) const noexcept override { return getStream(kFakeGpu); }
    void synchronizeDevice(const c10::DeviceIndex) const override {}
};

class FakeAllocator final : public c10::DeviceAllocator {
public:
    c10::DataPtr allocate(std::size_t bytes) override
    {
        void* memory = std::malloc(bytes);
        return {memory, memory, std::free, kFakeGpu};
    }
    void copy_data(void* to, const void* from, std::size_t bytes) const override
    {
        default_copy_data(to, from, bytes);
    }
    bool initialized() override { return true; }
    void emptyCache(c10::MempoolId_t) override { ++g_releases; }
    void recordStream(const c10::DataPtr&, c10::Stream) override {}
    c10::CachingDeviceAllocator::DeviceStats getDeviceStats(c10::DeviceIndex) override
    {
        return {};
    }
    void resetAccumulatedStats(c10::DeviceIndex) override {}
    void resetPeakStats(c10::DeviceIndex) override {}
};

FakeAllocator g_allocator;
[[maybe_unused]] const bool g_installed = [] {
    c10::SetAllocator(c10::kCUDA, &g_allocator, 255);
    return true;
}();

}  // namespace

C10_REGISTER_GUARD_IMPL(CUDA, FakeGuard)

TORCH_LIBRARY_IMPL(_, CUDA, library)
{
    library.fallback(torch::CppFunction::makeFromBoxedFunction<&on_processor>());
}

TORCH_LIBRARY_IMPL(aten, CUDA, library)
{
    library.impl("empty.memory_format", empty);
    library.impl("empty_strided", empty_strided);
    library.impl("copy_", copy);
    // Composed of others, but with a look at the device that the stand-in does not bear.
    for (const auto* name : {"convolution", "scaled_dot_product_attention"})
        library.impl(name, torch::CppFunction::makeFromBoxedFunction<&on_processor>());
}

void set_fake_gpu_limit(std::size_t bytes)
{
    g_limit = bytes;
}

std::size_t fake_gpu_operators()
{
    return g_operators;
}

std::size_t fake_gpu_releases()
{
    return g_releases;
}

}  // namespace sfumato::test
