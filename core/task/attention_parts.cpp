// SPDX-License-Identifier: MIT
#include "task/attention_parts.h"

#include <ATen/ATen.h>

#include <cmath>
#include <memory>

namespace ldm::task {

namespace {

// Shares [S,h,w] as a layer of the network would tell of them: queries whose attention to the axes
// themselves they are.
void add_shares(const at::Tensor& shares, nn::AttentionRecord& record)
{
    const auto tokens = shares.size(0);
    record.set_map(shares.size(1), shares.size(2));
    const auto queries = shares.flatten(1).t().clamp_min(1e-12).log();
    const auto keys = at::eye(tokens, shares.options()) * std::sqrt(double(tokens));
    record.add(queries.view({1, 1, -1, tokens}), keys.view({1, 1, tokens, tokens}));
}

}  // namespace

diffusion::Network telling_attention(model::LatentDiffusion& model,
                                     const nn::AttentionRecord& whole)
{
    const auto part = std::make_shared<nn::AttentionRecord>(1, 1);
    return [part, &whole, network = model.network(true, part.get())](
               const at::Tensor& x, const at::Tensor& t, const diffusion::Condition& condition) {
        *part = nn::AttentionRecord(x.size(2), x.size(3));
        part->set_active(whole.active());
        const auto answer = network(x, t, condition);
        if (!whole.active())
            return answer;
        const auto shares = part->mean().to(answer.device()).unsqueeze(0);
        return at::cat({answer.to(at::kFloat), shares.expand({x.size(0), -1, -1, -1})}, 1);
    };
}

diffusion::Network keeping_attention(diffusion::Network network, nn::AttentionRecord& whole)
{
    return [network = std::move(network), &whole](const at::Tensor& x, const at::Tensor& t,
                                                  const diffusion::Condition& condition) {
        const auto answer = network(x, t, condition);
        const auto own = x.size(1);
        if (whole.active())
            add_shares(answer[0].narrow(0, own, answer.size(1) - own), whole);
        return answer.narrow(1, 0, own);
    };
}

}  // namespace ldm::task
