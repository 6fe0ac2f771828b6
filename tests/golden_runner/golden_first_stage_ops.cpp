// SPDX-License-Identifier: MIT
#include "golden_ops.h"

#include "firststage/autoencoder_vq.h"

#include <ATen/ATen.h>

namespace ldm::golden {

namespace {

Tensors kl_encode(const Check& c)
{
    const auto encoded = c.first_stage()->encode(input(c, "x"));
    const auto& p = *encoded.posterior;
    // The moments are not kept: their log-variance is clamped, which no case's reaches.
    return {{"moments", at::cat({p.mode(), p.logvar()}, 1)},
            {"mode", p.mode()},
            {"logvar", p.logvar()},
            {"std", p.std()},
            {"kl", p.kl()}};
}

Tensors kl_sample(const Check& c)
{
    return {{"z", c.first_stage()->encode(input(c, "x")).sample(input(c, "noise"))}};
}

firststage::AutoencoderVq& as_vq(firststage::FirstStage& stage)
{
    return dynamic_cast<firststage::AutoencoderVq&>(stage);
}

Tensors vq_encode(const Check& c)
{
    const auto stage = c.first_stage();
    const auto h = stage->encode(input(c, "x")).latent;
    const auto q = as_vq(*stage).quantized(h);
    return {{"h", h}, {"zq", q.z}, {"indices", q.indices}, {"codebook_loss", q.loss}};
}

Tensors vq_forward(const Check& c)
{
    const auto stage = c.first_stage();
    const auto q = as_vq(*stage).quantized(stage->encode(input(c, "x")).latent);
    return {{"quant", q.z},
            {"diff", q.loss},
            {"indices", q.indices},
            {"image", stage->decode(q.z, false)}};
}

Tensors vq_codes_decode(const Check& c)
{
    const auto stage = c.first_stage();
    const auto z = as_vq(*stage).lookup(input(c, "indices"));
    return {{"z", z}, {"image", stage->decode(z, false)}};
}

Tensors fs_decode(const Check& c)
{
    // A first stage alone gets codes; only as a model's part does it snap to them.
    const bool quantize = !c.params.value("force_not_quantize", true);
    return {{"image", c.first_stage()->decode(input(c, "z"), quantize)}};
}

Tensors encode_first_stage(const Check& c)
{
    const auto model = c.diffusion();
    const auto encode = [&](const at::Tensor& x, std::int64_t, std::int64_t) {
        return model->encode_first_stage(x, input(c, "noise"));
    };
    const auto patches = patches_of(c);
    return {{"z", patches ? model::patchwise(input(c, "x"), *patches,
                                             {.down = model->first_stage().factor()}, encode)
                          : encode(input(c, "x"), 0, 0)}};
}

Tensors decode_first_stage(const Check& c)
{
    const bool quantize = !c.params.value("force_not_quantize", false);
    const auto model = c.diffusion();
    const auto decode = [&](const at::Tensor& z, std::int64_t, std::int64_t) {
        return model->decode_first_stage(z, quantize);
    };
    const auto patches = patches_of(c);
    return {{"image", patches ? model::patchwise(input(c, "z"), *patches,
                                                 {.up = model->first_stage().factor()}, decode)
                              : decode(input(c, "z"), 0, 0)}};
}

Tensors to_uint8(const Check& c)
{
    const auto x = input(c, "image").clamp(-1.0, 1.0).permute({0, 2, 3, 1});
    return {{"png", (255.0 * ((x + 1.0) / 2.0)).to(at::kByte)},
            {"npz", ((x + 1.0) * 127.5).clamp(0, 255).to(at::kByte)}};
}

}  // namespace

const OpTable& first_stage_ops()
{
    static const OpTable ops{{"kl_encode", kl_encode},
                             {"kl_sample", kl_sample},
                             {"vq_encode", vq_encode},
                             {"vqmodel_forward", vq_forward},
                             {"vq_codes_decode", vq_codes_decode},
                             {"fs_decode", fs_decode},
                             {"encode_first_stage", encode_first_stage},
                             {"decode_first_stage", decode_first_stage},
                             {"to_uint8", to_uint8}};
    return ops;
}

}  // namespace ldm::golden
