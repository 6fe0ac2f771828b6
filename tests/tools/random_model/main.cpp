// SPDX-License-Identifier: MIT
#include "io/checkpoint_writer.h"
#include "ldm/error.h"
#include "model/latent_diffusion.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdio>

namespace {

// Last layers start as zero in training; here every input shall show in the output.
void fill_zeros(torch::nn::Module& model)
{
    const at::NoGradGuard no_grad;
    for (auto& p : model.parameters())
        if (p.dim() >= 2 && !p.any().item<bool>())
            p.normal_(0.0, 1.0 / std::sqrt(double(p.numel() / p.size(0))));
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("usage: random-model CONFIG.yaml OUT.ckpt\n", stderr);
        return 2;
    }
    try {
        const auto config = ldm::model::read_model_config(argv[1]);
        ldm::model::LatentDiffusion model(config.latent_diffusion());
        at::manual_seed(7);
        ldm::nn::reset_parameters(model);
        fill_zeros(model);
        ldm::NamedTensors tensors;
        std::int64_t count = 0;
        for (const auto& item : model.named_parameters()) {
            tensors.emplace_back(item.key(), item.value().detach());
            count += item.value().numel();
        }
        ldm::write_torch_checkpoint(argv[2], tensors);
        std::printf("%s: %.2f million parameters\n", argv[2], double(count) / 1e6);
        return 0;
    } catch (const ldm::Error& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
