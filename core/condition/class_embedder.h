// SPDX-License-Identifier: MIT
#pragma once

#include "condition/conditioner.h"
#include "nn/layers.h"

namespace ldm::condition {

/// Learnt vector for each class (LDM paper, App. E.2.2). Ids [B] → [B,1,width].
class ClassEmbedder : public Conditioner {
public:
    ClassEmbedder(int width, int classes);
    torch::Tensor forward(const torch::Tensor& ids) override;

private:
    nn::Embedding embedding{nullptr};
};

}  // namespace ldm::condition
