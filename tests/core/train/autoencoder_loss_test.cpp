// SPDX-License-Identifier: MIT
#include "train/autoencoder_loss.h"

#include <ATen/ATen.h>
#include <torch/autograd.h>

#include <QTest>

using namespace ldm;

class AutoencoderLossTest : public QObject {
    Q_OBJECT

private:
    static train::AutoencoderLoss make(model::AutoencoderLossConfig config,
                                       train::AutoencoderLoss::Perceptual perceptual = {})
    {
        at::manual_seed(5);
        config.disc_ndf = 4;
        config.disc_num_layers = 2;
        train::AutoencoderLoss loss(config, std::move(perceptual));
        loss.discriminator_net()->reset_parameters();
        return loss;
    }

    const at::Tensor m_image = at::zeros({2, 3, 32, 32});
    const at::Tensor m_half = at::full({2, 3, 32, 32}, 0.5);

private Q_SLOTS:
    void klStageSumsOverThePicture()
    {
        auto loss = make({.disc_start = 100, .kl_weight = 0.1});
        const auto kl = at::tensor({4.0f, 6.0f});
        const auto got = loss.generator(m_image, m_half, kl, {}, 0);
        QVERIFY(std::abs(got.total.item<double>() - (0.5 * 3 * 32 * 32 + 0.1 * 5.0)) < 1e-3);
        QVERIFY(std::abs(got.rec - 0.5) < 1e-6);
        QCOMPARE(got.d_weight, 0.0);
    }

    void vqStageTakesTheMean()
    {
        auto loss = make({.vector_quantized = true, .disc_start = 100, .codebook_weight = 2.0});
        const auto got = loss.generator(m_image, m_half, at::tensor(0.25f), {}, 0);
        QVERIFY(std::abs(got.total.item<double>() - 1.0) < 1e-6);
    }

    void perceptualDistanceIsAddedToEachPixel()
    {
        auto loss = make({.vector_quantized = true, .disc_start = 100, .perceptual_weight = 0.5},
                         [](const at::Tensor& a, const at::Tensor&) {
                             return at::full({a.size(0), 1, 1, 1}, 3.0);
                         });
        const auto got = loss.generator(m_image, m_half, at::tensor(0.0f), {}, 0);
        QVERIFY(std::abs(got.total.item<double>() - 2.0) < 1e-6);
    }

    void adversarialTermBeginsAtItsStep()
    {
        auto loss = make({.vector_quantized = true, .disc_start = 10});
        QVERIFY(!loss.adversarial(9) && loss.adversarial(10));
        QCOMPARE(loss.discriminator_loss(m_image, m_half, 9).total.item<float>(), 0.0f);
        QVERIFY(loss.discriminator_loss(m_image, m_half, 10).total.item<float>() > 0.0f);
    }

    void adaptiveWeightBalancesTheGradients()
    {
        auto loss = make({.vector_quantized = true, .disc_start = 0, .disc_weight = 0.8});
        auto last = at::ones({1, 3, 1, 1}).requires_grad_();
        at::manual_seed(6);
        const auto picture = at::rand({2, 3, 32, 32}) * last;
        const auto got = loss.generator(m_image, picture, at::tensor(0.0f), last, 0);
        const auto norm = [&last](const at::Tensor& of) {
            return torch::autograd::grad({of}, {last}, {}, true)[0].norm().item<double>();
        };
        const double nll = norm(picture.abs().mean());
        const double g = norm(loss.discriminator_net()->forward(picture).mean());
        const double want = std::min(nll / (g + 1e-4), 1e4) * 0.8;
        // The second pass through the batch norm sees the same batch statistics.
        QVERIFY(std::abs(got.d_weight - want) < 1e-3 * want);
    }

    void codebookUsageCountsEvenAndUnevenUse()
    {
        const auto even = train::codebook_usage(at::tensor({0, 1, 2, 3}).to(at::kLong), 8);
        QVERIFY(std::abs(even.perplexity - 4.0) < 1e-5);
        QCOMPARE(even.codes, 4);
        const auto one = train::codebook_usage(at::zeros({2, 5}, at::kLong), 8);
        QVERIFY(std::abs(one.perplexity - 1.0) < 1e-5);
        QCOMPARE(one.codes, 1);
    }

    void hingeAndVanillaLossOfAnUndecidedDiscriminator()
    {
        for (const bool hinge : {true, false}) {
            auto loss = make({.disc_start = 0, .hinge = hinge});
            const at::NoGradGuard no_grad;
            for (auto& p : loss.parameters())
                p.zero_();  // logits are 0 everywhere
            const double got = loss.discriminator_loss(m_image, m_half, 0).total.item<double>();
            QVERIFY(std::abs(got - (hinge ? 1.0 : std::log(2.0))) < 1e-6);
        }
    }
};

QTEST_APPLESS_MAIN(AutoencoderLossTest)
#include "autoencoder_loss_test.moc"
