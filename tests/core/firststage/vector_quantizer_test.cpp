// SPDX-License-Identifier: MIT
#include "firststage/vector_quantizer.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using firststage::VectorQuantizer;

class VectorQuantizerTest : public QObject {
    Q_OBJECT

private:
    // Four codes at the corners of a square.
    static VectorQuantizer square(bool legacy = true)
    {
        VectorQuantizer quantizer(4, 2, 0.25, legacy);
        nn::reset_parameters(*quantizer);
        const at::NoGradGuard no_grad;
        quantizer->parameters()[0].copy_(
            at::tensor({0.0f, 0.0f, 0.0f, 1.0f, 1.0f, 0.0f, 1.0f, 1.0f}).view({4, 2}));
        return quantizer;
    }

    static at::Tensor pixel(float a, float b) { return at::tensor({a, b}).view({1, 2, 1, 1}); }

private Q_SLOTS:
    void theNearestCodeIsTaken()
    {
        auto quantizer = square();
        const auto z = at::cat(
            {pixel(0.1f, 0.2f), pixel(0.2f, 0.9f), pixel(0.7f, 0.4f), pixel(9.0f, 9.0f)}, 3);
        const auto q = quantizer->forward(z);
        QVERIFY(at::equal(q.indices.flatten(), at::tensor({0, 1, 2, 3}, at::kLong)));
        QVERIFY(at::allclose(q.z, quantizer->lookup(q.indices)));
        QVERIFY(at::equal(quantizer->forward(q.z).indices, q.indices));
    }

    void slicesDoNotChangeTheChoice()
    {
        auto quantizer = square();
        at::manual_seed(1);
        const auto z = at::rand({1, 2, 40, 70});  // more pixels than one slice of distances
        const auto want = (z[0][0] > 0.5).to(at::kLong) * 2 + (z[0][1] > 0.5).to(at::kLong);
        QVERIFY(at::equal(quantizer->forward(z).indices[0], want));
    }

    void lossIsCommitmentAndCodebookTerm()
    {
        const auto z = pixel(0.1f, 0.3f);  // squared distance to (0, 0): 0.1, mean 0.05
        QVERIFY(std::abs(square()->forward(z).loss.item<double>() - 0.05 * 1.25) < 1e-7);
    }

    void betaWeighsTheTermThatItShould()
    {
        for (const bool legacy : {true, false}) {
            auto quantizer = square(legacy);
            auto z = pixel(0.1f, 0.3f).requires_grad_();
            quantizer->forward(z).loss.backward();
            // d/dz mean (z - e)² = z - e, times 1 or β; the code's gradient is the opposite one.
            const auto by_z = z.grad().flatten();
            const auto by_code = quantizer->parameters()[0].grad()[0];
            const auto difference = at::tensor({0.1f, 0.3f});
            QVERIFY(at::allclose(by_z, difference * (legacy ? 1.0 : 0.25)));
            QVERIFY(at::allclose(by_code, -difference * (legacy ? 0.25 : 1.0)));
        }
    }

    void gradientsPassStraightThrough()
    {
        auto quantizer = square();
        auto z = pixel(0.1f, 0.3f).requires_grad_();
        (quantizer->forward(z).z * pixel(2.0f, 5.0f)).sum().backward();
        QVERIFY(at::equal(z.grad(), pixel(2.0f, 5.0f)));
    }

    void unfittingShapesAreRefused()
    {
        auto quantizer = square();
        QVERIFY_EXCEPTION_THROWN(quantizer->forward(at::zeros({1, 3, 2, 2})), Error);
        QVERIFY_EXCEPTION_THROWN(quantizer->lookup(at::zeros({4}, at::kLong)), Error);
    }
};

QTEST_APPLESS_MAIN(VectorQuantizerTest)
#include "vector_quantizer_test.moc"
