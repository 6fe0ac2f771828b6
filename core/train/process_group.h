// SPDX-License-Identifier: MIT
#pragma once

#include "train/launch.h"

#include <torch/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace ldm::train {

/// The processes of one run, on one machine or many: PyTorch's c10d over Gloo. All of them call the
/// same functions in the same order. In a run of one process every function does nothing.
/// A process that is gone or silent for longer than the timeout ends the others with an Error.
class ProcessGroup {
public:
    /// A run of one process.
    ProcessGroup();

    /// Meets the others. @throws Error{Internal} if they do not all come within `timeout`
    ProcessGroup(const Launch& launch, std::chrono::seconds timeout);
    ~ProcessGroup();
    ProcessGroup(const ProcessGroup&) = delete;
    ProcessGroup& operator=(const ProcessGroup&) = delete;

    int rank() const { return launch_.rank; }
    int size() const { return launch_.world_size; }

    /// True for the one process that writes files and reports.
    bool leads() const { return launch_.rank == 0; }

    /// Everyone's tensors become those of rank 0.
    void broadcast(const std::vector<torch::Tensor>& tensors);

    /// The sum over all processes, in place.
    void sum(const torch::Tensor& tensor);

    /// Starts a sum in place; the answer waits for its end.
    std::function<void()> start_sum(const torch::Tensor& tensor);

    /// Waits until everyone is here.
    void meet();

private:
    struct Connection;

    Launch launch_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace ldm::train
