// SPDX-License-Identifier: MIT
#include "model/latent_diffusion.h"

#include "io/checkpoint.h"
#include "ldm/error.h"
#include "model/enlarged_condition.h"
#include "model/target_registry.h"
#include "runtime/shape_check.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <unordered_set>

namespace ldm::model {

namespace {

// Where a condition holds a rough version of the latent to come, of which the UNet has only to say
// what it lacks: its first channel.
std::optional<int> rough_latent_channel(const ConditionerConfig& conditioner)
{
    if (conditioner.kind == ConditionerKind::EnlargedImage)
        return 3;  // behind the small picture
    if (conditioner.smooth_hole)
        return 0;
    return std::nullopt;
}

constexpr const char* kUnetPrefix = "model.diffusion_model.";
constexpr const char* kFirstStagePrefix = "first_stage_model.";
constexpr const char* kConditionerPrefix = "cond_stage_model.";

using KeyOf = std::function<std::string(const std::string&)>;

// Walks the layers below `root` and takes each tensor from the file under the key of its name.
void fill(torch::nn::Module& root, const Checkpoint& checkpoint, const KeyOf& key_of,
          LoadReport& report, std::unordered_set<std::string>& used)
{
    nn::for_each_layer(root, [&](const std::string& layer_name, nn::Layer& layer) {
        for (const auto& item : layer.named_parameters(false)) {
            const auto name = layer_name.empty() ? item.key() : layer_name + "." + item.key();
            const auto key = key_of(name);
            used.insert(key);
            if (!checkpoint.contains(key)) {
                // The text transformer's output head is never run; files may leave it out.
                if (name.find("to_logits.") == std::string::npos)
                    report.missing.push_back(key);
                continue;
            }
            const auto value = checkpoint.tensor(key);
            if (value.sizes() != item.value().sizes()) {
                report.mismatched.push_back(key + ": " + shape_text(value.sizes()) +
                                            " instead of " + shape_text(item.value().sizes()));
                continue;
            }
            layer.assign(item.key(), value);
            ++report.loaded;
        }
    });
}

KeyOf with_prefix(std::string prefix)
{
    return [prefix = std::move(prefix)](const std::string& name) { return prefix + name; };
}

// Some derived files leave out one level of CLIP's names.
KeyOf conditioner_key(const Checkpoint& checkpoint)
{
    static const std::string kLevel = "text_model.";
    const bool without = checkpoint.contains(std::string(kConditionerPrefix) +
                                             "transformer.embeddings.token_embedding.weight");
    return [without](const std::string& name) {
        auto key = kConditionerPrefix + name;
        if (const auto at = key.find(kLevel); without && at != std::string::npos)
            key.erase(at, kLevel.size());
        return key;
    };
}

// Keys that a checkpoint may hold although no module reads them.
bool is_known_extra(const std::string& key)
{
    static constexpr const char* kPrefixes[] = {
        "model_ema.",
        "model.diffusion_model.",
        "loss.",
        "first_stage_model.loss.",
        "logvar",
        "scale_factor",
        "lvlb_weights",
        "cond_stage_model.transformer.to_logits.",
        "cond_stage_model.transformer.text_model.embeddings.position_ids",
        "cond_stage_model.transformer.embeddings.position_ids"};
    static constexpr const char* kSchedule[] = {"betas",
                                                "alphas_cumprod",
                                                "alphas_cumprod_prev",
                                                "sqrt_alphas_cumprod",
                                                "sqrt_one_minus_alphas_cumprod",
                                                "log_one_minus_alphas_cumprod",
                                                "sqrt_recip_alphas_cumprod",
                                                "sqrt_recipm1_alphas_cumprod",
                                                "posterior_variance",
                                                "posterior_log_variance_clipped",
                                                "posterior_mean_coef1",
                                                "posterior_mean_coef2"};
    const auto starts = [&key](const char* prefix) { return key.rfind(prefix, 0) == 0; };
    const auto equals = [&key](const char* name) { return key == name; };
    return std::any_of(std::begin(kPrefixes), std::end(kPrefixes), starts) ||
           std::any_of(std::begin(kSchedule), std::end(kSchedule), equals);
}

void list_unexpected(const Checkpoint& checkpoint, const std::unordered_set<std::string>& used,
                     LoadReport& report)
{
    for (const auto& name : checkpoint.names())
        if (!used.count(name) && !is_known_extra(name))
            report.unexpected.push_back(name);
}

// x_t with what is concatenated to it.
at::Tensor joined(const at::Tensor& x, const diffusion::Condition& c)
{
    const auto input = c.concat.defined() ? at::cat({x, c.concat.to(x.scalar_type())}, 1) : x;
    return input.contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

std::string ema_key(const std::string& name_in_wrapper)
{
    std::string flat = "model_ema.";
    std::copy_if(name_in_wrapper.begin(), name_in_wrapper.end(), std::back_inserter(flat),
                 [](char c) { return c != '.'; });
    return flat;
}

LatentDiffusion::LatentDiffusion(const LatentDiffusionConfig& config)
    : config_(config), schedule_(config.schedule), scale_factor_(config.scale_factor)
{
    auto wrapper = register_module("model", nn::Group());
    diffusion_model = wrapper->add("diffusion_model", nn::Unet(config.unet));
    first_stage_model = register_module("first_stage_model", make_first_stage(config.first_stage));
    if (auto conditioner = make_conditioner(config.conditioner))
        cond_stage_model = register_module("cond_stage_model", conditioner);
}

LoadReport LatentDiffusion::load(const Checkpoint& checkpoint, WeightSet weights)
{
    LoadReport report;
    std::unordered_set<std::string> used;
    const bool has_ema = checkpoint.contains("model_ema.num_updates");
    report.ema =
        weights == WeightSet::Ema || (weights == WeightSet::Auto && config_.use_ema && has_ema);
    KeyOf unet_key = with_prefix(kUnetPrefix);
    if (report.ema)
        unet_key = [](const std::string& name) { return ema_key("diffusion_model." + name); };
    fill(*diffusion_model, checkpoint, unet_key, report, used);
    const auto& shared = config_.first_stage.weights;
    if (!shared.empty() && !holds_first_stage(checkpoint)) {
        const auto apart = load_first_stage(*first_stage_model, *open_checkpoint(shared));
        report.loaded += apart.loaded;
        report.missing.insert(report.missing.end(), apart.missing.begin(), apart.missing.end());
        report.mismatched.insert(report.mismatched.end(), apart.mismatched.begin(),
                                 apart.mismatched.end());
    } else {
        fill(*first_stage_model, checkpoint, with_prefix(kFirstStagePrefix), report, used);
    }
    if (cond_stage_model)
        fill(*cond_stage_model, checkpoint, conditioner_key(checkpoint), report, used);
    if (config_.scale_by_std) {
        if (checkpoint.contains("scale_factor"))
            scale_factor_ = checkpoint.tensor("scale_factor").to(at::kDouble).item<double>();
        else
            report.missing.push_back("scale_factor");
    }
    list_unexpected(checkpoint, used, report);
    return report;
}

void LatentDiffusion::prepare(torch::ScalarType dtype, c10::Device device)
{
    nn::prepare_for_inference(*this, dtype, device);
    device_ = device;
    graph_ = nullptr;
    if (!device.is_cpu())
        graph_ = make_step_graph([this](const std::vector<at::Tensor>& in) {
            return diffusion_model->forward(in[0], in[1], in[2], in[3]);
        });
}

diffusion::Network LatentDiffusion::network(bool recorded, nn::AttentionRecord* attention)
{
    const auto unet =
        device_.is_cpu() ? cpu_network(attention) : device_network(recorded, attention);
    const auto at = rough_latent_channel(config_.conditioner);
    if (!at)
        return unet;
    return [unet, first = *at, channels = config_.channels, prediction = config_.prediction,
            &schedule = schedule_](const at::Tensor& x, const at::Tensor& t,
                                   const diffusion::Condition& c) {
        const auto rough = c.concat.narrow(1, first, channels).to(at::kFloat);
        const auto noise = schedule.predict_noise_from_start(x, t, rough);
        return schedule.training_target(prediction, rough, t, noise) + unet(x, t, c);
    };
}

diffusion::Network LatentDiffusion::cpu_network(nn::AttentionRecord* attention)
{
    const auto cache = std::make_shared<nn::ContextCache>();
    return [this, cache, attention](const at::Tensor& x, const at::Tensor& t,
                                    const diffusion::Condition& c) {
        // In training the weights change from call to call.
        auto* kept = at::GradMode::is_enabled() ? nullptr : cache.get();
        return diffusion_model->forward(joined(x, c), t, {c.context, kept, attention}, c.y);
    };
}

diffusion::Network LatentDiffusion::device_network(bool recorded, nn::AttentionRecord* attention)
{
    const auto graph = recorded && !attention ? graph_ : nullptr;
    const auto cache = std::make_shared<nn::ContextCache>();
    const auto context = std::make_shared<std::pair<at::Tensor, at::Tensor>>();  // here and there
    return [=, this](const at::Tensor& x, const at::Tensor& t, const diffusion::Condition& c) {
        const auto moved = [this](const at::Tensor& tensor) {
            return tensor.defined() ? tensor.to(device_) : tensor;
        };
        if (!context->first.is_same(c.context))
            *context = {c.context, moved(c.context)};
        const auto input = moved(joined(x, c)), times = moved(t), y = moved(c.y);
        const auto answer = graph ? graph->run({input, times, context->second, y})
                                  : diffusion_model->forward(
                                        input, times, {context->second, cache.get(), attention}, y);
        return answer.to(x.device());
    };
}

torch::Tensor LatentDiffusion::encode_first_stage(const torch::Tensor& image,
                                                  const torch::Tensor& noise)
{
    const auto input = image.to(device_).contiguous(at::MemoryFormat::ChannelsLast);
    const auto there = noise.defined() ? noise.to(device_) : noise;
    const auto z = first_stage_model->encode(input).sample(there);
    return scale_factor_ * z.to(image.device());
}

torch::Tensor LatentDiffusion::encode_unscaled(const torch::Tensor& image)
{
    const auto input = image.to(device_).contiguous(at::MemoryFormat::ChannelsLast);
    return first_stage_model->encode(input).latent.to(image.device());
}

torch::Tensor LatentDiffusion::decode_first_stage(const torch::Tensor& z, bool quantize)
{
    const auto scaled = (z * (1.0 / scale_factor_)).to(device_);
    return first_stage_model->decode(scaled.contiguous(at::MemoryFormat::ChannelsLast), quantize)
        .to(z.device());
}

torch::Tensor LatentDiffusion::embed(const torch::Tensor& tokens)
{
    return cond_stage_model->forward(tokens.to(device_)).to(tokens.device());
}

diffusion::Condition LatentDiffusion::condition(const torch::Tensor& input, const PatchWatch& watch)
{
    diffusion::Condition c;
    if (config_.conditioner.kind == ConditionerKind::None)
        return c;
    const auto out = config_.conditioner.kind == ConditionerKind::EnlargedImage
                         ? enlarged_condition(*this, input, watch)
                     : cond_stage_model ? embed(input)
                                        : encode_unscaled(input);
    switch (config_.key) {
    case ConditioningKey::Concat: c.concat = out; break;
    case ConditioningKey::CrossAttention:
    case ConditioningKey::Hybrid: c.context = out; break;
    case ConditioningKey::Adm: c.y = out; break;
    case ConditioningKey::None: break;
    }
    return c;
}

int LatentDiffusion::size_multiple() const
{
    return first_stage_model->factor() * config_.unet.size_multiple();
}

bool holds_first_stage(const Checkpoint& checkpoint)
{
    const auto& names = checkpoint.names();
    return std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return name.rfind(kFirstStagePrefix, 0) == 0;
    });
}

LoadReport load_first_stage(firststage::FirstStage& stage, const Checkpoint& checkpoint)
{
    LoadReport report;
    std::unordered_set<std::string> used;
    const bool whole = holds_first_stage(checkpoint);
    fill(stage, checkpoint, with_prefix(whole ? kFirstStagePrefix : ""), report, used);
    if (!whole)
        list_unexpected(checkpoint, used, report);
    return report;
}

}  // namespace ldm::model
