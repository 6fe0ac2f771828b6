// SPDX-License-Identifier: MIT
#include "model/masked_condition.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;

/// Holes filled with smooth colour, which fill starters begin from.
class MaskedConditionTest : public QObject {
    Q_OBJECT

private:
    static at::Tensor hole(int height, int width, int top, int left, int size)
    {
        auto mask = at::zeros({1, 1, height, width});
        mask.narrow(2, top, size).narrow(3, left, size).fill_(1.0);
        return mask;
    }

private Q_SLOTS:
    void theRestStaysAsItIs()
    {
        const auto image = at::rand({1, 3, 37, 50});
        const auto mask = hole(37, 50, 9, 20, 11);
        const auto filled = model::smoothly_filled(image, mask);
        QVERIFY(at::equal(filled * (1.0 - mask), image * (1.0 - mask)));
        QVERIFY(filled.min().item<float>() >= 0.0f && filled.max().item<float>() <= 1.0f);
    }

    void oneColourIsFilledWithIt()
    {
        const auto image = at::full({1, 3, 64, 48}, 0.3);
        const auto mask = hole(64, 48, 10, 10, 30);
        const auto filled = model::smoothly_filled(image * (1.0 - mask), mask);
        QVERIFY(at::allclose(filled, image, 1e-4, 1e-5));
    }

    void aSlopeGoesOn()
    {
        const auto slope = at::linspace(0.0, 1.0, 64).view({1, 1, 1, 64}).expand({1, 3, 64, 64});
        const auto mask = hole(64, 64, 24, 24, 16);
        const auto filled = model::smoothly_filled(slope * (1.0 - mask), mask);
        const auto apart = ((filled - slope) * mask).abs().max().item<float>();
        QVERIFY2(apart < 0.15f, qPrintable(QString::number(apart)));
        const auto left = filled[0][0][32][25].item<float>(),
                   right = filled[0][0][32][38].item<float>();
        QVERIFY2(right - left > 0.05f, qPrintable(QString("%1 %2").arg(left).arg(right)));
    }

    void nothingKnownIsBlack()
    {
        const auto filled =
            model::smoothly_filled(at::rand({1, 3, 16, 16}), at::ones({1, 1, 16, 16}));
        QVERIFY(at::equal(filled, at::zeros_like(filled)));
    }

    void aCellWithAnyHoleIsHole()
    {
        const auto mask = hole(16, 16, 7, 3, 1);
        const auto cells = model::hole_in_latent(mask, 4);
        QCOMPARE(cells.sum().item<float>(), 1.0f);
        QCOMPARE(cells[0][0][1][0].item<float>(), 1.0f);
    }
};

QTEST_APPLESS_MAIN(MaskedConditionTest)
#include "masked_condition_test.moc"
