// SPDX-License-Identifier: MIT
#include "condition/class_embedder.h"

#include "runtime/shape_check.h"

namespace ldm::condition {

ClassEmbedder::ClassEmbedder(int width, int classes)
{
    embedding = register_module("embedding", nn::Embedding(classes, width));
}

torch::Tensor ClassEmbedder::forward(const torch::Tensor& ids)
{
    check_shape(ids, {-1}, "classes");
    return embedding->forward(ids).unsqueeze(1);
}

}  // namespace ldm::condition
