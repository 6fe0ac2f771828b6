// SPDX-License-Identifier: MIT
#include "train/adam.h"

#include <ATen/ATen.h>
#include <torch/optim.h>

#include <QTest>

using namespace ldm;

class AdamTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstStepIsTheLearningRate()
    {
        // m/√v is the gradient's sign after one step, whatever its size.
        auto x = at::tensor({1.0f, 1.0f}).requires_grad_();
        train::Adam adam({x}, {.lr = 0.1});
        x.mutable_grad() = at::tensor({1e-3f, -7.0f});
        adam.step();
        QVERIFY(at::allclose(x.detach(), at::tensor({0.9f, 1.1f}), 1e-4));
    }

    void agreesWithTorchsAdamW()
    {
        at::manual_seed(1);
        auto ours = at::randn({40, 3}).requires_grad_();
        auto theirs = ours.detach().clone().requires_grad_();
        train::Adam adam({ours}, {.lr = 0.01, .weight_decay = 0.1});
        torch::optim::AdamW torchs({theirs}, torch::optim::AdamWOptions(0.01).weight_decay(0.1));
        for (int i = 0; i < 10; ++i) {
            const auto gradient = at::randn({40, 3});
            ours.mutable_grad() = gradient;
            theirs.mutable_grad() = gradient.clone();
            adam.step();
            torchs.step();
        }
        QVERIFY(at::allclose(ours.detach(), theirs.detach(), 1e-5, 1e-6));
        QCOMPARE(adam.steps()[0].item<float>(), 10.0f);
    }

    void theMultiplierScalesTheStep()
    {
        auto x = at::zeros({1}).requires_grad_();
        train::Adam adam({x}, {.lr = 0.1});
        x.mutable_grad() = at::ones({1});
        adam.step(0.5);
        QVERIFY(std::abs(x.item<float>() + 0.05f) < 1e-6f);
    }

    void parametersWithoutGradientAreLeftAlone()
    {
        auto x = at::ones({1}).requires_grad_(), y = at::ones({1}).requires_grad_();
        train::Adam adam({x, y}, {.lr = 0.1, .weight_decay = 0.5});
        y.mutable_grad() = at::ones({1});
        adam.step();
        QCOMPARE(x.item<float>(), 1.0f);
        QVERIFY(y.item<float>() < 1.0f);
        adam.zero_grad();
        QVERIFY(!y.grad().defined());
    }

    void gradientsAreClippedTogether()
    {
        auto x = at::zeros({1}).requires_grad_(), y = at::zeros({1}).requires_grad_();
        train::Adam adam({x, y}, {});
        x.mutable_grad() = at::tensor({3.0f});
        y.mutable_grad() = at::tensor({-4.0f});
        QVERIFY(std::abs(adam.grad_norm() - 5.0) < 1e-6);
        adam.clip_grad_norm(5.0, 10.0);
        QCOMPARE(x.grad().item<float>(), 3.0f);
        adam.clip_grad_norm(5.0, 1.0);
        QVERIFY(std::abs(x.grad().item<float>() - 0.6f) < 1e-5f);
        QVERIFY(std::abs(y.grad().item<float>() + 0.8f) < 1e-5f);
    }
};

QTEST_APPLESS_MAIN(AdamTest)
#include "adam_test.moc"
