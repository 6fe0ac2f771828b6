// SPDX-License-Identifier: MIT
#include "train/gradient_averager.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

namespace ldm::train {

class GradientAverager::Hook : public torch::autograd::PostAccumulateGradHook {
public:
    Hook(GradientAverager& owner, size_t parameter) : owner_(owner), parameter_(parameter) {}
    void operator()(const torch::autograd::Variable&) override { owner_.on_gradient(parameter_); }

private:
    GradientAverager& owner_;
    size_t parameter_;
};

GradientAverager::GradientAverager(ProcessGroup& group, std::vector<torch::Tensor> parameters,
                                   std::int64_t bucket_bytes)
    : group_(group), parameters_(std::move(parameters)), bucket_of_(parameters_.size())
{
    if (group_.size() == 1)
        return;
    std::int64_t elements = 0;
    for (size_t i = parameters_.size(); i-- > 0;) {
        if (buckets_.empty() || elements * 4 >= bucket_bytes) {
            buckets_.emplace_back();
            elements = 0;
        }
        buckets_.back().members.push_back(i);
        bucket_of_[i] = buckets_.size() - 1;
        elements += parameters_[i].numel();
        torch::autograd::impl::set_post_acc_grad_hooks(parameters_[i],
                                                       std::make_unique<Hook>(*this, i));
    }
}

GradientAverager::~GradientAverager()
{
    if (group_.size() > 1)
        for (const auto& parameter : parameters_)
            torch::autograd::impl::set_post_acc_grad_hooks(parameter, nullptr);
}

void GradientAverager::begin()
{
    active_ = group_.size() > 1;
    next_ = 0;
    for (auto& bucket : buckets_)
        bucket.missing = bucket.members.size();
}

void GradientAverager::on_gradient(size_t parameter)
{
    if (!active_)
        return;
    --buckets_[bucket_of_[parameter]].missing;
    while (next_ < buckets_.size() && buckets_[next_].missing == 0)
        launch(buckets_[next_++]);
}

// A parameter that the loss does not reach has no gradient and counts as zero.
void GradientAverager::launch(Bucket& bucket)
{
    const at::NoGradGuard no_grad;
    std::vector<torch::Tensor> parts;
    for (const auto i : bucket.members) {
        const auto& p = parameters_[i];
        parts.push_back((p.grad().defined() ? p.grad() : at::zeros_like(p)).flatten());
    }
    bucket.flat = at::cat(parts).div_(group_.size());
    bucket.wait = group_.start_sum(bucket.flat);
}

void GradientAverager::finish()
{
    if (!active_)
        return;
    active_ = false;
    while (next_ < buckets_.size())
        launch(buckets_[next_++]);
    const at::NoGradGuard no_grad;
    for (auto& bucket : buckets_) {
        bucket.wait();
        std::int64_t at = 0;
        for (const auto i : bucket.members) {
            const auto size = parameters_[i].numel();
            if (auto& gradient = parameters_[i].mutable_grad(); gradient.defined())
                gradient.copy_(bucket.flat.narrow(0, at, size).view(gradient.sizes()));
            at += size;
        }
        bucket.wait = {};
        bucket.flat.reset();
    }
}

}  // namespace ldm::train
