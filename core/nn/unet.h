// SPDX-License-Identifier: MIT
#pragma once

#include "nn/context.h"
#include "nn/layers.h"

#include <optional>
#include <set>

namespace ldm::nn {

/// Parameters of the published `UNetModel`, same names, same defaults.
struct UnetConfig {
    int in_channels = 0;
    int model_channels = 0;
    int out_channels = 0;
    int num_res_blocks = 2;
    std::set<int> attention_resolutions;  ///< downsampling factors, not sizes
    std::vector<int> channel_mult{1, 2, 4, 8};
    bool conv_resample = true;
    int num_classes = 0;  ///< > 0: label embedding (conditioning key `adm`)
    int num_heads = -1;
    int num_head_channels = -1;
    int num_heads_upsample = -1;
    bool use_scale_shift_norm = false;
    bool resblock_updown = false;
    bool use_new_attention_order = false;
    bool use_spatial_transformer = false;
    int transformer_depth = 1;
    int context_dim = 0;
    /// Sfumato's own: the context's mean joins the time embedding (as Nichol et al. 2021 do with
    /// text), so that what it says of the whole picture is learnt sooner.
    bool pooled_context = false;
    int n_embed = 0;  ///< > 0: predicts codebook ids instead of a latent
    bool legacy = true;
    bool use_checkpoint = false;  ///< training: blocks are computed again in the backward pass
    int image_size = 0;           ///< latent size that the model was trained at; informational

    /// Height and width of x must be multiples of this.
    int size_multiple() const { return 1 << (channel_mult.size() - 1); }
};

/// What flows through the UNet at four places; for tests and for looking inside.
struct UnetTrace {
    torch::Tensor emb, h_in, h_mid, h_out;
};

/// The time-conditional UNet (LDM paper, Sec. 3.2; Dhariwal & Nichol 2021).
class UnetImpl : public torch::nn::Module {
public:
    /// @throws Error{BadArgument} for a configuration that cannot be built
    explicit UnetImpl(const UnetConfig& config);

    /// @param x        [B,in_channels,H,W], H and W multiples of config().size_multiple()
    /// @param t        [B] time steps
    /// @param context  [B,S,context_dim]; none without cross-attention
    /// @param y        [B] class ids; undefined unless num_classes is set
    /// @param trace    filled if given
    /// @return         [B,out_channels,H,W] in the type of the weights
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& t,
                          const Context& context = {}, const torch::Tensor& y = {},
                          UnetTrace* trace = nullptr);

    const UnetConfig& config() const { return config_; }

private:
    class Builder;
    struct Stage;

    torch::Tensor run(const std::shared_ptr<Stage>& stage, const torch::Tensor& h,
                      const torch::Tensor& emb, const Context& context);
    torch::Tensor embed(const torch::Tensor& t, const torch::Tensor& y, const Context& context);

    UnetConfig config_;
    Linear time_in{nullptr}, time_out{nullptr}, context_emb{nullptr};
    Embedding label_emb{nullptr};
    std::vector<std::shared_ptr<Stage>> input_, output_;
    std::shared_ptr<Stage> middle_;
    GroupNorm out_norm{nullptr};
    Conv2d out_conv{nullptr};
};
TORCH_MODULE(Unet);

}  // namespace ldm::nn
