// SPDX-License-Identifier: MIT
#include "firststage/diagonal_gaussian.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using firststage::DiagonalGaussian;

class DiagonalGaussianTest : public QObject {
    Q_OBJECT

private:
    static DiagonalGaussian make(double mean, double logvar)
    {
        return DiagonalGaussian(
            at::cat({at::full({2, 3, 4, 5}, mean), at::full({2, 3, 4, 5}, logvar)}, 1));
    }

private Q_SLOTS:
    void standardNormalHasNoDivergence()
    {
        const auto kl = make(0.0, 0.0).kl();
        QVERIFY(kl.sizes() == at::IntArrayRef({2}));
        QCOMPARE(kl.abs().max().item<float>(), 0.0f);
    }

    void divergenceIsTheClosedForm()
    {
        const double mean = 0.7, logvar = -1.2;
        const double want = 0.5 * (mean * mean + std::exp(logvar) - 1.0 - logvar) * 3 * 4 * 5;
        QVERIFY(std::abs(make(mean, logvar).kl()[1].item<double>() - want) < 1e-4);
    }

    void aSampleIsMeanPlusScaledNoise()
    {
        const auto p = make(2.0, std::log(9.0));
        const auto noise = at::full({2, 3, 4, 5}, -0.5);
        QVERIFY(at::allclose(p.sample(noise), at::full({2, 3, 4, 5}, 0.5), 1e-5, 1e-6));
        QVERIFY(at::equal(p.sample(at::zeros({2, 3, 4, 5})), p.mode()));
    }

    void logvarIsClamped()
    {
        QCOMPARE(make(0.0, 1e6).logvar().max().item<float>(), 20.0f);
        QCOMPARE(make(0.0, -1e6).logvar().min().item<float>(), -30.0f);
        QVERIFY(at::isfinite(make(0.0, 1e6).kl()).all().item<bool>());
    }

    void unfittingShapesAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(DiagonalGaussian(at::zeros({1, 3, 2, 2})), Error);
        QVERIFY_EXCEPTION_THROWN(DiagonalGaussian(at::zeros({4, 2, 2})), Error);
        QVERIFY_EXCEPTION_THROWN(make(0.0, 0.0).sample(at::zeros({2, 3, 4, 4})), Error);
    }
};

QTEST_APPLESS_MAIN(DiagonalGaussianTest)
#include "diagonal_gaussian_test.moc"
