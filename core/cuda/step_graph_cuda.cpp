// SPDX-License-Identifier: MIT
#include "runtime/step_graph.h"

#include <ATen/ATen.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <algorithm>
#include <list>

namespace ldm::cuda {

namespace {

constexpr std::size_t kKept = 4;  // recordings; they share the memory of their steps
constexpr int kWarmUps = 3;       // libraries choose their kernels in the first calls

bool fits(const at::Tensor& a, const at::Tensor& b)
{
    if (!a.defined() || !b.defined())
        return a.defined() == b.defined();
    return a.sizes() == b.sizes() && a.scalar_type() == b.scalar_type() &&
           a.device() == b.device() && a.strides() == b.strides();
}

bool all_fit(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), fits);
}

// The function recorded for one set of shapes: its inputs, its output, its launches.
class Recording {
public:
    Recording(const TensorFunction& function, const std::vector<at::Tensor>& inputs,
              c10::MempoolId_t pool)
    {
        for (const auto& input : inputs)
            inputs_.push_back(input.defined() ? input.clone() : input);
        const auto side = c10::cuda::getStreamFromPool();
        c10::cuda::getCurrentCUDAStream().synchronize();
        const c10::cuda::CUDAStreamGuard guard(side);
        for (int i = 0; i < kWarmUps; ++i)
            function(inputs_);
        side.synchronize();
        graph_.capture_begin(pool, cudaStreamCaptureModeThreadLocal);
        try {
            output_ = function(inputs_);
        } catch (...) {
            try {
                graph_.capture_end();
            } catch (...) {  // the first problem counts
            }
            throw;
        }
        graph_.capture_end();
        side.synchronize();
    }

    bool takes(const std::vector<at::Tensor>& inputs) const { return all_fit(inputs, inputs_); }

    at::Tensor replay(const std::vector<at::Tensor>& inputs)
    {
        for (std::size_t i = 0; i < inputs.size(); ++i)
            if (inputs[i].defined())
                inputs_[i].copy_(inputs[i], /*non_blocking=*/true);
        graph_.replay();
        return output_.clone();  // the next replay writes over it
    }

private:
    std::vector<at::Tensor> inputs_;
    at::Tensor output_;
    at::cuda::CUDAGraph graph_;
};

class CudaStepGraph final : public StepGraph {
public:
    explicit CudaStepGraph(TensorFunction function) : function_(std::move(function)) {}

    at::Tensor run(const std::vector<at::Tensor>& inputs) override
    {
        const c10::cuda::CUDAGuard guard(inputs.front().device());
        if (failed_ || all_fit(inputs, too_large_))
            return function_(inputs);
        for (auto it = recordings_.begin(); it != recordings_.end(); ++it)
            if (it->takes(inputs)) {
                recordings_.splice(recordings_.begin(), recordings_, it);  // lately used first
                return recordings_.front().replay(inputs);
            }
        if (!record(inputs))
            return function_(inputs);
        return recordings_.front().replay(inputs);
    }

private:
    // The recording keeps a step's memory beside that of the warm-up. Where that is too much the
    // function may still fit alone; where something cannot be recorded it is not tried again.
    bool record(const std::vector<at::Tensor>& inputs)
    {
        try {
            recordings_.emplace_front(function_, inputs, pool_);
        } catch (const c10::OutOfMemoryError&) {
            too_large_ = inputs;
        } catch (const c10::Error&) {
            failed_ = true;
        }
        if (failed_ || all_fit(inputs, too_large_)) {
            recordings_.clear();
            pool_ = at::cuda::graph_pool_handle();  // the old one goes with its recordings
            c10::cuda::CUDACachingAllocator::emptyCache();
            return false;
        }
        if (recordings_.size() > kKept)
            recordings_.pop_back();
        return true;
    }

    TensorFunction function_;
    c10::MempoolId_t pool_ = at::cuda::graph_pool_handle();
    std::list<Recording> recordings_;
    std::vector<at::Tensor> too_large_;  ///< inputs of shapes that did not fit
    bool failed_ = false;
};

}  // namespace

}  // namespace ldm::cuda

/// What runtime/step_graph.cpp looks for. The caller owns the answer.
extern "C" ldm::StepGraph* ldm_cuda_make_step_graph(ldm::TensorFunction* function)
{
    return new ldm::cuda::CudaStepGraph(*function);
}
