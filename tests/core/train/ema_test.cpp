// SPDX-License-Identifier: MIT
#include "train/ema.h"
#include "nn/layers.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;

class EmaTest : public QObject {
    Q_OBJECT

private:
    static nn::Linear ones()
    {
        nn::Linear linear(2, 2);
        nn::reset_parameters(*linear);
        const at::NoGradGuard no_grad;
        linear->weight.fill_(1.0);
        return linear;
    }

    static double weightOf(const train::Ema& ema)
    {
        for (const auto& [name, shadow] : ema.shadows())
            if (name == "weight")
                return shadow.flatten()[0].item<double>();
        return -1.0;
    }

private Q_SLOTS:
    void startsAsACopy()
    {
        auto linear = ones();
        const train::Ema ema(*linear);
        QCOMPARE(ema.shadows().size(), size_t(2));
        QCOMPARE(weightOf(ema), 1.0);
        const at::NoGradGuard no_grad;
        linear->weight.fill_(5.0);
        QCOMPARE(weightOf(ema), 1.0);
    }

    void decayWarmsUp()
    {
        auto linear = ones();
        train::Ema ema(*linear, 0.9999);
        const at::NoGradGuard no_grad;
        linear->weight.fill_(0.0);
        ema.update();
        QVERIFY(std::abs(weightOf(ema) - 2.0 / 11.0) < 1e-6);  // (1 + 1) / (10 + 1)
        ema.update();
        QVERIFY(std::abs(weightOf(ema) - 2.0 / 11.0 * 3.0 / 12.0) < 1e-6);
        QCOMPARE(ema.num_updates(), int64_t(2));
    }

    void decayIsLimited()
    {
        auto linear = ones();
        train::Ema ema(*linear, 0.5, 100000);
        const at::NoGradGuard no_grad;
        linear->weight.fill_(0.0);
        ema.update();
        QVERIFY(std::abs(weightOf(ema) - 0.5) < 1e-6);
    }

    void minusOneSwitchesTheWarmUpOff()
    {
        auto linear = ones();
        train::Ema ema(*linear, 0.75, -1);
        const at::NoGradGuard no_grad;
        linear->weight.fill_(0.0);
        ema.update();
        QVERIFY(std::abs(weightOf(ema) - 0.75) < 1e-6);
        QCOMPARE(ema.num_updates(), int64_t(-1));
    }

    void frozenParametersHaveNoShadow()
    {
        auto linear = ones();
        linear->bias.requires_grad_(false);
        QCOMPARE(train::Ema(*linear).shadows().size(), size_t(1));
    }
};

QTEST_APPLESS_MAIN(EmaTest)
#include "ema_test.moc"
