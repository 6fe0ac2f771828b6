// SPDX-License-Identifier: MIT
#include "metric/feature_net.h"

#include "io/checkpoint.h"
#include "ldm/error.h"
#include "metric/inception_v3.h"

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

#include <charconv>

namespace ldm::metric {

namespace {

class TorchScriptNet final : public FeatureNet {
public:
    TorchScriptNet(torch::jit::Module module, std::string file)
        : module_(std::move(module)), file_(std::move(file))
    {
        module_.eval();
    }

    Features operator()(const at::Tensor& pictures) const override
    {
        const at::NoGradGuard no_grad;
        try {
            const auto answer = module_.forward({pictures});
            if (answer.isTensor())
                return {answer.toTensor().flatten(1).to(at::kFloat), {}};
            const auto& parts = answer.toTupleRef().elements();
            return {parts.at(0).toTensor().flatten(1).to(at::kFloat),
                    parts.at(1).toTensor().to(at::kFloat)};
        } catch (const std::exception& problem) {
            throw Error(ErrorCode::BadArgument,
                        "The feature network “" + file_ +
                            "” does not take uint8 pictures [B,3,H,W] or does not answer with "
                            "features [B,d]: " +
                            problem.what(),
                        file_);
        }
    }

private:
    mutable torch::jit::Module module_;
    std::string file_;
};

std::unique_ptr<FeatureNet> open_torchscript(const std::string& file)
{
    try {
        return std::make_unique<TorchScriptNet>(torch::jit::load(file, at::kCPU), file);
    } catch (const c10::Error&) {
        return nullptr;
    }
}

}  // namespace

std::unique_ptr<FeatureNet> open_feature_net(const std::string& name)
{
    constexpr std::string_view kRandom = "random:";
    if (name.starts_with(kRandom)) {
        std::uint64_t seed = 0;
        const auto* end = name.data() + name.size();
        if (std::from_chars(name.data() + kRandom.size(), end, seed).ptr != end)
            throw Error(ErrorCode::BadArgument,
                        "A random feature network is named random:SEED, such as random:1.",
                        "network");
        return std::make_unique<InceptionV3>(seed);
    }
    try {
        return std::make_unique<InceptionV3>(*open_checkpoint(name));
    } catch (const Error& no_weights) {
        if (no_weights.code() == ErrorCode::File)
            throw;
        if (auto net = open_torchscript(name))
            return net;
        throw;
    }
}

}  // namespace ldm::metric
