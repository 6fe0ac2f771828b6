// SPDX-License-Identifier: MIT
#include "nn/group_norm_silu.h"

#include <ATen/ATen.h>

#include <QTest>

class GroupNormSiluTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fusedEqualsComposed_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("side");
        QTest::addColumn<bool>("bf16");
        for (const int channels : {32, 64, 160})
            for (const int side : {1, 5, 33})
                for (const bool bf16 : {false, true})
                    QTest::addRow("%d ch, %d px, %s", channels, side, bf16 ? "bf16" : "fp32")
                        << channels << side << bf16;
    }

    void fusedEqualsComposed()
    {
        QFETCH(int, channels);
        QFETCH(int, side);
        QFETCH(bool, bf16);
        const at::NoGradGuard no_grad;
        at::manual_seed(1);
        const auto type = bf16 ? at::kBFloat16 : at::kFloat;
        const auto x = (at::randn({2, channels, side, side}) * 3 + 1)
                           .to(type)
                           .contiguous(at::MemoryFormat::ChannelsLast);
        const auto w = at::randn({channels}), b = at::randn({channels});
        const auto fused = ldm::nn::group_norm_silu(x, w, b, 32, 1e-5);
        const auto reference = at::silu(at::group_norm(x.to(at::kDouble), 32, w.to(at::kDouble),
                                                       b.to(at::kDouble), 1e-5, false));
        const double error = (fused.to(at::kDouble) - reference).abs().max().item<double>();
        QVERIFY2(error < (bf16 ? 0.06 : 2e-5), qPrintable(QString::number(error)));
        QVERIFY(fused.is_contiguous(at::MemoryFormat::ChannelsLast));
        QCOMPARE(fused.scalar_type(), type);
    }

    void gradientsEqualTheComposedOnes_data() { fusedEqualsComposed_data(); }

    void gradientsEqualTheComposedOnes()
    {
        QFETCH(int, channels);
        QFETCH(int, side);
        QFETCH(bool, bf16);
        at::manual_seed(2);
        const auto type = bf16 ? at::kBFloat16 : at::kFloat;
        const auto values = (at::randn({2, channels, side, side}) * 3 + 1).to(type);
        const auto dy = at::randn({2, channels, side, side}).to(type);
        const auto w = at::randn({channels}), b = at::randn({channels});
        const auto gradients = [&](at::ScalarType t, const auto& function) {
            const auto x = values.detach()
                               .to(t, false, true)
                               .contiguous(at::MemoryFormat::ChannelsLast)
                               .requires_grad_();
            const auto affine = t == at::kDouble ? at::kDouble : at::kFloat;
            const auto weight = w.to(affine, false, true).requires_grad_();
            const auto bias = b.to(affine, false, true).requires_grad_();
            function(x, weight, bias).backward(dy.to(t));
            return std::vector<at::Tensor>{x.grad(), weight.grad(), bias.grad()};
        };
        const auto fused = gradients(type, [](const auto& x, const auto& weight, const auto& bias) {
            return ldm::nn::group_norm_silu(x, weight, bias, 32, 1e-5);
        });
        const auto reference =
            gradients(at::kDouble, [](const auto& x, const auto& weight, const auto& bias) {
                return at::silu(at::group_norm(x, 32, weight, bias, 1e-5, false));
            });
        for (size_t i = 0; i < fused.size(); ++i) {
            const auto got = fused[i].to(at::kDouble);
            const double scale = std::max(reference[i].abs().max().item<double>(), 1.0);
            const double error = (got - reference[i]).abs().max().item<double>() / scale;
            // One channel of one pixel has no spread: everything cancels, up to rounding by 1/√eps.
            const double allowed = (i == 0 && bf16 ? 0.01 : 2e-5) * (side == 1 ? 50.0 : 1.0);
            QVERIFY2(error < allowed, qPrintable(QString("%1: %2").arg(i).arg(error)));
        }
    }
};

QTEST_APPLESS_MAIN(GroupNormSiluTest)
#include "group_norm_silu_test.moc"
