// SPDX-License-Identifier: MIT
#pragma once

#include "task/task.h"

namespace ldm::task {

/// A picture of nothing in particular (LDM paper, Sec. 4.2).
class UnconditionalTask final : public Task {
public:
    void validate(const Recipe&, const ModelInfo&) const override {}
    diffusion::Condition condition(const Recipe&, LoadedModel&, int, int) const override
    {
        return {};
    }
};

}  // namespace ldm::task
