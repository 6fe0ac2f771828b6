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
};

QTEST_APPLESS_MAIN(GroupNormSiluTest)
#include "group_norm_silu_test.moc"
