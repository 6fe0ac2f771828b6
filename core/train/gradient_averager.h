// SPDX-License-Identifier: MIT
#pragma once

#include "train/process_group.h"

#include <vector>

namespace ldm::train {

/// Averages gradients over the processes of a run while the backward pass still goes on (Li et al.
/// 2020, "PyTorch Distributed"): the parameters are grouped into buckets from the last to the
/// first, and a bucket's sum starts as soon as all its gradients are there.
class GradientAverager {
public:
    /// @param bucket_bytes  about as much is sent at once
    GradientAverager(ProcessGroup& group, std::vector<torch::Tensor> parameters,
                     std::int64_t bucket_bytes = 4 << 20);
    ~GradientAverager();
    GradientAverager(const GradientAverager&) = delete;
    GradientAverager& operator=(const GradientAverager&) = delete;

    /// The next backward pass is the last of its step: its gradients are complete.
    void begin();

    /// Waits for the sums and puts the means in the gradients' place.
    /// @throws Error{Internal} if another process is gone
    void finish();

private:
    struct Bucket {
        std::vector<size_t> members;  ///< of parameters_
        torch::Tensor flat;
        size_t missing = 0;
        std::function<void()> wait;
    };
    class Hook;

    void on_gradient(size_t parameter);
    void launch(Bucket& bucket);

    ProcessGroup& group_;
    std::vector<torch::Tensor> parameters_;
    std::vector<Bucket> buckets_;
    std::vector<size_t> bucket_of_;
    size_t next_ = 0;  ///< bucket that is to be sent next: all processes keep one order
    bool active_ = false;
};

}  // namespace ldm::train
