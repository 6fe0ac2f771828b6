// SPDX-License-Identifier: MIT
#include "support/tiny_training.h"

#include <sstream>

namespace sfumato::test {

namespace {

std::string indented(const std::string& lines, int columns)
{
    std::istringstream in(lines);
    std::string text;
    for (std::string line; std::getline(in, line);)
        text += std::string(size_t(columns), ' ') + line + "\n";
    return text;
}

std::string data_and_trainer(const TinyRun& run, int crop)
{
    return "data:\n  params:\n    batch_size: " + std::to_string(run.batch_size) +
           "\n    train:\n      target: sfumato.data.World\n      params: {size: 32, crop: " +
           std::to_string(crop) +
           ", pool: 20, reuse: 4}\n"
           "lightning:\n  trainer:\n" +
           indented(run.trainer, 4) +  // of two lines with one key the first counts
           "    max_steps: " + std::to_string(run.steps) +
           "\n    log_every_n_steps: 1\n    checkpoint_every_n_steps: 1000\n"
           "    image_every_n_steps: 1000\n";
}

}  // namespace

std::string tiny_diffusion_run(const TinyRun& run)
{
    return "model:\n  base_learning_rate: " + std::to_string(run.rate) +
           "\n  target: ldm.models.diffusion.ddpm.LatentDiffusion\n  params:\n"
           "    linear_start: 0.0015\n    linear_end: 0.0195\n    timesteps: 100\n"
           "    cond_stage_key: segmentation\n    cond_stage_trainable: true\n"
           "    concat_mode: true\n    channels: 3\n    image_size: 16\n" +
           indented(run.model, 4) +
           "    unet_config:\n      target: ldm.modules.diffusionmodules.openaimodel.UNetModel\n"
           "      params:\n        image_size: 16\n        in_channels: 6\n"
           "        out_channels: 3\n        model_channels: 32\n"
           "        attention_resolutions: [2]\n        num_res_blocks: 1\n"
           "        channel_mult: [1, 1]\n        num_head_channels: 16\n" +
           indented(run.unet, 8) +
           "    first_stage_config: {target: ldm.models.autoencoder.IdentityFirstStage}\n"
           "    cond_stage_config:\n      target: ldm.modules.encoders.modules.SpatialRescaler\n"
           "      params: {n_stages: 0, in_channels: 18, out_channels: 3}\n" +
           data_and_trainer(run, 16);
}

std::string tiny_first_stage_run(const TinyRun& run, bool quantised, int levels)
{
    std::string mult = "1";
    for (int i = 0; i < levels; ++i)
        mult += ", 1";
    const std::string loss = quantised ? "VQLPIPSWithDiscriminator" : "LPIPSWithDiscriminator";
    return "model:\n  base_learning_rate: " + std::to_string(run.rate) +
           "\n  target: ldm.models.autoencoder." + (quantised ? "VQModel" : "AutoencoderKL") +
           "\n  params:\n    embed_dim: 4\n" + (quantised ? "    n_embed: 32\n" : "") +
           indented(run.model, 4) + "    ddconfig: {double_z: " + (quantised ? "false" : "true") +
           ", z_channels: 4, resolution: 32, in_channels: 3, out_ch: 3, ch: 32, ch_mult: [" + mult +
           "], num_res_blocks: 1, attn_resolutions: []}\n"
           "    lossconfig:\n      target: ldm.modules.losses." +
           loss +
           "\n      params: {disc_start: 3, disc_num_layers: 1, disc_ndf: 8, disc_weight: 0.5" +
           (quantised ? "" : ", kl_weight: 1.0e-6") + "}\n" + data_and_trainer(run, 32);
}

}  // namespace sfumato::test
