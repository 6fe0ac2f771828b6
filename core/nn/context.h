// SPDX-License-Identifier: MIT
#pragma once

#include "nn/attention_record.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <unordered_map>
#include <utility>

namespace ldm::nn {

/// Keys and values that cross-attention layers made of one context. A context stays the same from
/// step to step of a sampling, and so do they.
class ContextCache {
public:
    using KeysAndValues = std::pair<at::Tensor, at::Tensor>;

    /// Forgets everything unless `tokens` is the very tensor of the last call.
    void follow(const at::Tensor& tokens);

    /// What `make` answered for this layer and the followed context.
    const KeysAndValues& of(const void* layer, const std::function<KeysAndValues()>& make);

private:
    at::Tensor tokens_;
    std::unordered_map<const void*, KeysAndValues> made_;
};

/// What cross-attention looks at.
struct Context {
    Context() = default;
    Context(at::Tensor context_tokens, ContextCache* kept = nullptr,
            AttentionRecord* record = nullptr)
        : tokens(std::move(context_tokens)), cache(kept), attention(record)
    {
    }

    at::Tensor tokens;              ///< [B,S,D]; undefined = none
    ContextCache* cache = nullptr;  ///< not owned; for inference, where weights do not change
    AttentionRecord* attention = nullptr;  ///< not owned; told what is looked at
};

}  // namespace ldm::nn
