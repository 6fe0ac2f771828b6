// SPDX-License-Identifier: MIT
#include "nn/unet.h"

#include "ldm/error.h"
#include "nn/recompute.h"
#include "nn/resample.h"
#include "nn/resnet_block.h"
#include "nn/spatial_transformer.h"
#include "nn/timestep_embedding.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <variant>

namespace ldm::nn {

namespace {

void require(bool condition, const std::string& sentence, const char* subject)
{
    if (!condition)
        throw Error(ErrorCode::BadArgument, sentence, subject);
}

void validate(const UnetConfig& c)
{
    require(c.model_channels > 0, "A UNet needs model_channels above zero.", "model_channels");
    require(c.in_channels > 0 && c.out_channels > 0,
            "A UNet needs in_channels and out_channels above zero.", "in_channels");
    require(c.num_res_blocks > 0, "A UNet needs num_res_blocks above zero.", "num_res_blocks");
    require(!c.channel_mult.empty() && c.channel_mult.size() <= 12,
            "A UNet needs between 1 and 12 entries in channel_mult.", "channel_mult");
    for (const int m : c.channel_mult)
        require(m > 0 && m <= 64, "Entries of channel_mult must be between 1 and 64.",
                "channel_mult");
    require(c.num_heads > 0 || c.num_head_channels > 0,
            "A UNet needs num_heads or num_head_channels.", "num_heads");
    require(!c.use_spatial_transformer || c.context_dim > 0,
            "A UNet with use_spatial_transformer needs context_dim.", "context_dim");
    require(c.use_spatial_transformer || c.context_dim == 0,
            "context_dim is set, but use_spatial_transformer is not.", "context_dim");
    require(!c.pooled_context || c.context_dim > 0, "pooled_context needs context_dim.",
            "pooled_context");
}

}  // namespace

// One entry of input_blocks, middle_block or output_blocks: layers run one after the other.
struct UnetImpl::Stage : public torch::nn::Module {
    using Step =
        std::variant<Conv2d, ResnetBlock, AttentionBlock, SpatialTransformer, Downsample, Upsample>;

    template <typename Holder>
    void add(Holder module)
    {
        register_module(std::to_string(steps.size()), module);
        steps.emplace_back(std::move(module));
    }

    torch::Tensor forward(torch::Tensor h, const torch::Tensor& emb, const Context& context)
    {
        for (auto& step : steps)
            h = std::visit(
                [&](auto& module) -> torch::Tensor {
                    using Kind = std::decay_t<decltype(module)>;
                    if constexpr (std::is_same_v<Kind, ResnetBlock>)
                        return module->forward(h, emb);
                    else if constexpr (std::is_same_v<Kind, SpatialTransformer>)
                        return module->forward(h, context);
                    else
                        return module->forward(h);
                },
                step);
        return h;
    }

    std::vector<Step> steps;
};

// Lays the blocks out; keeps the channel count, downsampling factor and skip widths on the way.
class UnetImpl::Builder {
public:
    explicit Builder(UnetImpl& unet)
        : unet_(unet), c_(unet.config_), heads_(c_.num_heads), ch_(c_.model_channels)
    {
    }

    void build()
    {
        build_input();
        build_middle();
        build_output();
    }

private:
    std::shared_ptr<Stage> stage(Group& list, std::vector<std::shared_ptr<Stage>>& stages)
    {
        auto s = std::make_shared<Stage>();
        list->register_module(std::to_string(stages.size()), s);
        stages.push_back(s);
        return s;
    }

    void add_resnet(Stage& s, int in, int out, Resampling resampling = Resampling::None)
    {
        s.add(ResnetBlock(ResnetBlockConfig{.in = in,
                                            .out = out,
                                            .embedding = 4 * c_.model_channels,
                                            .scale_shift = c_.use_scale_shift_norm,
                                            .resampling = resampling}));
    }

    void add_attention(Stage& s, bool output_path)
    {
        if (c_.num_head_channels != -1)
            heads_ = ch_ / c_.num_head_channels;
        if (c_.use_spatial_transformer) {
            s.add(SpatialTransformer(SpatialTransformerConfig{.channels = ch_,
                                                              .heads = heads_,
                                                              .head_width = ch_ / heads_,
                                                              .depth = c_.transformer_depth,
                                                              .context = c_.context_dim}));
            return;
        }
        int heads = heads_;
        if (output_path && c_.num_head_channels == -1 && c_.num_heads_upsample != -1)
            heads = c_.num_heads_upsample;
        s.add(AttentionBlock(AttentionBlockConfig{
            .channels = ch_, .heads = heads, .new_order = c_.use_new_attention_order}));
    }

    bool attends() const { return c_.attention_resolutions.count(ds_) > 0; }

    void build_input()
    {
        Group list = unet_.register_module("input_blocks", Group());
        stage(list, unet_.input_)->add(Conv2d(Conv2dOptions{.in = c_.in_channels, .out = ch_}));
        skips_.push_back(ch_);
        for (size_t level = 0; level < c_.channel_mult.size(); ++level) {
            for (int i = 0; i < c_.num_res_blocks; ++i) {
                auto s = stage(list, unet_.input_);
                const int out = c_.channel_mult[level] * c_.model_channels;
                add_resnet(*s, ch_, out);
                ch_ = out;
                if (attends())
                    add_attention(*s, false);
                skips_.push_back(ch_);
            }
            if (level + 1 == c_.channel_mult.size())
                break;
            auto s = stage(list, unet_.input_);
            if (c_.resblock_updown)
                add_resnet(*s, ch_, ch_, Resampling::Down);
            else
                s->add(Downsample(ch_, c_.conv_resample));
            skips_.push_back(ch_);
            ds_ *= 2;
        }
    }

    void build_middle()
    {
        unet_.middle_ = unet_.register_module("middle_block", std::make_shared<Stage>());
        add_resnet(*unet_.middle_, ch_, ch_);
        add_attention(*unet_.middle_, false);
        add_resnet(*unet_.middle_, ch_, ch_);
    }

    void build_output()
    {
        Group list = unet_.register_module("output_blocks", Group());
        for (size_t level = c_.channel_mult.size(); level-- > 0;)
            for (int i = 0; i <= c_.num_res_blocks; ++i) {
                auto s = stage(list, unet_.output_);
                const int out = c_.channel_mult[level] * c_.model_channels;
                add_resnet(*s, ch_ + skips_.back(), out);
                skips_.pop_back();
                ch_ = out;
                if (attends())
                    add_attention(*s, true);
                if (level == 0 || i < c_.num_res_blocks)
                    continue;
                if (c_.resblock_updown)
                    add_resnet(*s, ch_, ch_, Resampling::Up);
                else
                    s->add(Upsample(ch_, c_.conv_resample));
                ds_ /= 2;
            }
    }

    UnetImpl& unet_;
    const UnetConfig& c_;
    int heads_;
    int ch_;
    int ds_ = 1;
    std::vector<int> skips_;
};

UnetImpl::UnetImpl(const UnetConfig& config) : config_(config)
{
    validate(config_);
    const int width = 4 * config_.model_channels;
    auto time_embed = register_module("time_embed", Group());
    time_in = time_embed->add("0", Linear(config_.model_channels, width));
    time_out = time_embed->add("2", Linear(width, width));
    if (config_.num_classes > 0)
        label_emb = register_module("label_emb", Embedding(config_.num_classes, width));
    if (config_.pooled_context)
        context_emb = register_module("context_emb", Linear(config_.context_dim, width));
    Builder(*this).build();
    const int last = config_.channel_mult.front() * config_.model_channels;
    auto out = register_module("out", Group());
    if (config_.n_embed > 0) {
        auto predictor = register_module("id_predictor", Group());
        out_norm = predictor->add("0", GroupNorm(last, 1e-5));
        out_conv = predictor->add(
            "1",
            Conv2d(Conv2dOptions{.in = last, .out = config_.n_embed, .kernel = 1, .padding = 0}));
        out->add("0", GroupNorm(last, 1e-5));
        out->add("2", Conv2d(Conv2dOptions{.in = last, .out = config_.out_channels}));
        return;
    }
    out_norm = out->add("0", GroupNorm(last, 1e-5));
    out_conv = out->add(
        "2", Conv2d(Conv2dOptions{.in = last, .out = config_.out_channels, .zero_init = true}));
}

torch::Tensor UnetImpl::embed(const torch::Tensor& t, const torch::Tensor& y,
                              const Context& context)
{
    const auto dtype = time_in->weight.scalar_type();
    auto emb = timestep_embedding(t, config_.model_channels).to(dtype);
    emb = time_out->forward(at::silu(time_in->forward(emb)));
    if (label_emb) {
        check_shape(y, {t.size(0)}, "y");
        emb = emb + label_emb->forward(y).to(dtype);
    }
    if (context_emb)
        emb = emb + context_emb->forward(context.tokens.mean(1).to(dtype));
    return emb;
}

torch::Tensor UnetImpl::run(const std::shared_ptr<Stage>& stage, const torch::Tensor& h,
                            const torch::Tensor& emb, const Context& context)
{
    if (!config_.use_checkpoint || !at::GradMode::is_enabled())
        return stage->forward(h, emb, context);
    return recompute(
        [stage](const std::vector<torch::Tensor>& inputs) {
            return stage->forward(inputs[0], inputs[1], inputs[2]);
        },
        {h, emb, context.tokens}, stage->parameters());
}

torch::Tensor UnetImpl::forward(const torch::Tensor& x, const torch::Tensor& t,
                                const Context& context, const torch::Tensor& y, UnetTrace* trace)
{
    check_shape(x, {-1, config_.in_channels, -1, -1}, "x");
    check_shape(t, {x.size(0)}, "t");
    if (config_.use_spatial_transformer)
        check_shape(context.tokens, {x.size(0), -1, config_.context_dim}, "context");
    const auto dtype = time_in->weight.scalar_type();
    const auto emb = embed(t, y, context);
    const auto activated = at::silu(emb);
    if (context.cache)
        context.cache->follow(context.tokens);
    const Context tokens(context.tokens.defined() ? context.tokens.to(dtype) : context.tokens,
                         context.cache, context.attention);

    auto h = x.to(dtype);
    std::vector<torch::Tensor> skips;
    skips.reserve(input_.size());
    for (auto& s : input_)
        skips.push_back(h = run(s, h, activated, tokens));
    if (trace)
        *trace = {emb, h, {}, {}};
    h = run(middle_, h, activated, tokens);
    if (trace)
        trace->h_mid = h;
    for (auto& s : output_) {
        h = run(s, at::cat({h, skips.back()}, 1), activated, tokens);
        skips.pop_back();
    }
    if (trace)
        trace->h_out = h;
    if (config_.n_embed > 0)
        return out_conv->forward(out_norm->forward(h));
    return out_conv->forward(out_norm->forward_silu(h));
}

}  // namespace ldm::nn
