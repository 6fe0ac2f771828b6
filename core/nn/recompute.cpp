// SPDX-License-Identifier: MIT
#include "nn/recompute.h"

#include <ATen/ATen.h>
#include <ATen/autocast_mode.h>
#include <torch/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>

#include <array>

namespace ldm::nn {

namespace {

using torch::autograd::variable_list;

// The mixed precision that was on when it was made; the backward pass runs outside of it.
class Autocast {
public:
    Autocast()
    {
        for (size_t i = 0; i < kDevices.size(); ++i)
            states_[i] = {at::autocast::is_autocast_enabled(kDevices[i]),
                          at::autocast::get_autocast_dtype(kDevices[i])};
    }

    void apply() const
    {
        for (size_t i = 0; i < kDevices.size(); ++i) {
            at::autocast::set_autocast_enabled(kDevices[i], states_[i].enabled);
            at::autocast::set_autocast_dtype(kDevices[i], states_[i].dtype);
        }
    }

private:
    struct State {
        bool enabled;
        at::ScalarType dtype;
    };

    static constexpr std::array kDevices{at::kCPU, at::kCUDA};
    std::array<State, kDevices.size()> states_{};
};

class AutocastScope {
public:
    explicit AutocastScope(const Autocast& wanted)
    {
        at::autocast::increment_nesting();
        wanted.apply();
    }
    ~AutocastScope()
    {
        if (at::autocast::decrement_nesting() == 0)
            at::autocast::clear_cache();
        before_.apply();
    }
    AutocastScope(const AutocastScope&) = delete;
    AutocastScope& operator=(const AutocastScope&) = delete;

private:
    Autocast before_;
};

class RecomputeNode : public torch::autograd::Node {
public:
    variable_list apply(variable_list&& gradients) override
    {
        const at::AutoGradMode with_gradients(true);
        std::vector<torch::Tensor> fresh, wanted;
        for (const auto& input : inputs) {
            fresh.push_back(input.defined() ? input.detach() : input);
            if (input.defined() && input.requires_grad())
                wanted.push_back(fresh.back().requires_grad_());
        }
        wanted.insert(wanted.end(), parameters.begin(), parameters.end());
        torch::Tensor out;
        {
            const AutocastScope scope(autocast);
            out = block(fresh);
        }
        auto found =
            torch::autograd::grad({out}, wanted, {gradients[0]}, std::nullopt, false, true);
        variable_list answer;
        auto next = found.begin();
        for (const auto& input : inputs)
            answer.push_back(input.defined() && input.requires_grad() ? *next++ : torch::Tensor());
        answer.insert(answer.end(), next, found.end());
        return answer;
    }

    void release_variables() override
    {
        inputs.clear();
        parameters.clear();
        block = {};
    }

    Block block;
    std::vector<torch::Tensor> inputs, parameters;
    Autocast autocast;
};

}  // namespace

torch::Tensor recompute(Block block, std::vector<torch::Tensor> inputs,
                        std::vector<torch::Tensor> parameters)
{
    std::erase_if(parameters, [](const torch::Tensor& p) { return !p.requires_grad(); });
    torch::Tensor out;
    {
        const at::NoGradGuard no_grad;
        out = block(inputs);
    }
    auto edges = inputs;
    edges.insert(edges.end(), parameters.begin(), parameters.end());
    if (!at::GradMode::is_enabled() || !torch::autograd::any_variable_requires_grad(edges))
        return out;
    const auto node =
        std::shared_ptr<RecomputeNode>(new RecomputeNode, torch::autograd::deleteNode);
    node->set_next_edges(torch::autograd::collect_next_edges(edges));
    node->block = std::move(block);
    node->inputs = std::move(inputs);
    node->parameters = std::move(parameters);
    // A block that hands its input on must not be given a second history.
    out = out.detach();
    torch::autograd::set_history(out, node);
    return out;
}

}  // namespace ldm::nn
