// SPDX-License-Identifier: MIT
#include "model/enlarged_condition.h"
#include "nn/layers.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;

/// The condition of upscaling starters: the small picture, and the latent of it enlarged.
class EnlargedConditionTest : public QObject {
    Q_OBJECT

private:
    static constexpr const char* kYaml = R"(
model:
  target: ldm.models.diffusion.ddpm.LatentDiffusion
  params:
    cond_stage_key: LR_image
    image_size: 8
    channels: 4
    conditioning_key: concat
    unet_config:
      target: ldm.modules.diffusionmodules.openaimodel.UNetModel
      params: {image_size: 8, in_channels: 11, out_channels: 4, model_channels: 32,
        attention_resolutions: [], num_res_blocks: 1, channel_mult: [1], num_head_channels: 32}
    first_stage_config:
      target: sfumato.models.SlimAutoencoder
      params: {factor: 4, ch: 32, out_width: 12, encoder_blocks: 1, decoder_blocks: 1, embed_dim: 4}
    cond_stage_config: {target: sfumato.models.EnlargedImage}
)";

    static std::unique_ptr<model::LatentDiffusion> make()
    {
        at::manual_seed(7);
        auto made = std::make_unique<model::LatentDiffusion>(
            model::parse_model_config(kYaml, "test.yaml").latent_diffusion());
        nn::reset_parameters(*made);
        made->set_scale_factor(0.5);
        return made;
    }

    static at::Tensor whole(model::LatentDiffusion& model, const at::Tensor& small)
    {
        const auto large = at::upsample_bicubic2d(small, {4 * small.size(2), 4 * small.size(3)},
                                                  /*align_corners=*/false);
        return 0.5 * model.encode_unscaled(large.clamp(-1.0, 1.0));
    }

private Q_SLOTS:
    void smallPictureThenItsLatent()
    {
        const at::NoGradGuard no_grad;
        const auto model = make();
        const auto small = 2.0 * at::rand({2, 3, 8, 12}) - 1.0;
        const auto condition = model->condition(small);
        QCOMPARE(condition.concat.sizes().vec(), (std::vector<std::int64_t>{2, 7, 8, 12}));
        QVERIFY(at::equal(condition.concat.narrow(1, 0, 3), small));
        QVERIFY(at::allclose(condition.concat.narrow(1, 3, 4), whole(*model, small)));
        const auto out = model->network()(at::randn({2, 4, 8, 12}), at::full({2}, 9), condition);
        QCOMPARE(out.sizes().vec(), (std::vector<std::int64_t>{2, 4, 8, 12}));
    }

    void patchesMakeNoSeams()
    {
        const at::NoGradGuard no_grad;
        const auto model = make();
        const auto small = 2.0 * at::rand({1, 3, 40, 300}) - 1.0;
        const auto made = model->condition(small).concat.narrow(1, 3, 4);
        const auto apart = (made - whole(*model, small)).abs().max().item<float>();
        QVERIFY2(apart < 1e-4f, qPrintable(QString::number(apart)));
    }
};

QTEST_APPLESS_MAIN(EnlargedConditionTest)
#include "enlarged_condition_test.moc"
