// SPDX-License-Identifier: MIT
#pragma once

#include "metric/perceptual_trunk.h"
#include "nn/layers.h"

#include <array>
#include <filesystem>
#include <vector>

namespace sfumato::evaluate {

/// What the judge thinks of pictures; all but `labels` are logits.
struct Opinion {
    torch::Tensor labels;                   ///< [B,18,H/2,W/2]
    torch::Tensor kinds;                    ///< [B,10]: alpine, coast …
    torch::Tensor lights;                   ///< [B,8]: noon, dusk …
    torch::Tensor deep;                     ///< [B,96,H/8,W/8]
    std::vector<torch::Tensor> perceptual;  ///< features at 1/2, 1/4 and 1/8
};

/// A small U-Net (Ronneberger et al. 2015) that learnt from the world's own renders what is where
/// in a landscape, what kind of place it is, at which hour, and what a box holds: stem of stride 2,
/// widths 32, 64 and 96 at 1/2, 1/4 and 1/8, and a context branch at 1/32.
class JudgeImpl : public torch::nn::Module {
public:
    JudgeImpl();

    /// @param pictures [B,3,H,W] in [-1,1], sides multiples of 32
    Opinion forward(const torch::Tensor& pictures) const;

    /// What boxes hold. @param deep of one picture, [96,h,w]
    /// @param boxes rows of x, y, width, height as shares of it  @return logits [n,18]
    torch::Tensor boxes(const torch::Tensor& deep,
                        const std::vector<std::array<double, 4>>& boxes) const;

private:
    torch::Tensor context(const torch::Tensor& x) const;

    ldm::metric::PerceptualTrunk trunk_;
    ldm::nn::Conv2d context_in_, context_out_, up2_, up1_, head_;
    ldm::nn::Linear kind_, light_, box_;
    ldm::metric::TrunkBlock deep_, merged_quarter_, merged_half_;
    ldm::nn::GroupNorm head_norm_;
};
TORCH_MODULE(Judge);

/// An opinion without gradients, in fp32. @param pictures [B,3,H,W] in [-1,1]
Opinion opinion_of(const Judge& judge, const torch::Tensor& pictures);

/// Labels [B,H,W] (int64) of an opinion: the likeliest after bilinear upsampling.
torch::Tensor labels_of(const Opinion& opinion);

/// Pooled features [B,96], for distances between sets.
torch::Tensor pooled(const Opinion& opinion);

/// How differently the judge sees two pictures [1,3,H,W]: the form of LPIPS (Zhang et al. 2018,
/// Eq. 1) without learnt weights, on the judge's features, which know renders alone.
/// @param weight [1,1,H,W] or undefined: where it counts
double perceptual_distance(const Judge& judge, const torch::Tensor& a, const torch::Tensor& b,
                           const torch::Tensor& weight = {});

/// Writes the weights as .safetensors. @throws ldm::Error{File}
void save_judge(Judge& judge, const std::filesystem::path& file);

/// Reads what `save_judge` wrote. @throws ldm::Error
Judge load_judge(const std::filesystem::path& file);

}  // namespace sfumato::evaluate
