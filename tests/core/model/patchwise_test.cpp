// SPDX-License-Identifier: MIT
#include "model/patchwise.h"
#include "firststage/slim_autoencoder.h"

#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using namespace ldm::model;

class PatchwiseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatDoesNothingToPatchesDoesNothingToTheWhole()
    {
        const auto x = at::rand({2, 3, 19, 27});
        // Neither side is a multiple of the stride: the last patches are aligned with the end.
        const PatchOptions options{.height = 8, .width = 8, .stride_y = 4, .stride_x = 5};
        const auto same = [](const at::Tensor& patch, std::int64_t, std::int64_t) { return patch; };
        QVERIFY(at::allclose(patchwise(x, options, {}, same), x, 1e-5, 1e-6));
    }

    void patchesKnowTheirPlaceAndMayGrow()
    {
        const auto x = at::arange(6 * 8, at::kFloat).view({1, 1, 6, 8});
        bool placed = true;
        const auto twice = [&](const at::Tensor& patch, std::int64_t top, std::int64_t left) {
            placed = placed && at::equal(patch, x.narrow(2, top, 4).narrow(3, left, 4));
            return at::upsample_nearest2d(patch, {8, 8});
        };
        const PatchOptions options{
            .height = 4, .width = 4, .stride_y = 2, .stride_x = 2, .tie_breaker = true};
        const auto got = patchwise(x, options, {.up = 2}, twice);
        QVERIFY(placed);
        QVERIFY(at::allclose(got, at::upsample_nearest2d(x, {12, 16}), 1e-5, 1e-5));
    }

    void aPatchLargerThanTheWholeIsTheWhole()
    {
        int calls = 0;
        const auto x = at::rand({1, 2, 5, 7});
        const auto got =
            patchwise(x, {}, {}, [&](const at::Tensor& patch, std::int64_t, std::int64_t) {
                ++calls;
                return patch * 2.0;
            });
        QCOMPARE(calls, 1);
        QVERIFY(at::allclose(got, x * 2.0));
    }

    void aNetworkThatSeesNoFurtherThanHalfTheMarginMakesNoSeam()
    {
        // Four convolutions see four cells; the margin is eight.
        std::vector<at::Tensor> kernels;
        for (int i = 0; i < 4; ++i)
            kernels.push_back(at::randn({3, 3, 3, 3}) / 5.0);
        const auto network = [&](at::Tensor x) {
            for (const auto& kernel : kernels)
                x = at::tanh(at::conv2d(x, kernel, {}, 1, 1));
            return at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
        };
        const auto x = at::randn({1, 3, 61, 90});
        PatchOptions options{.height = 32, .width = 28, .stride_y = 20, .stride_x = 16};
        options.margin = 8;
        std::int64_t next = 0;
        std::vector<at::Tensor> rows;
        patchwise(
            x, options, {.up = 2},
            [&](const at::Tensor& patch, std::int64_t, std::int64_t) { return network(patch); },
            [&](std::int64_t top, const at::Tensor& part) {
                QCOMPARE(top, next);  // in order, each row once
                next += part.size(2);
                rows.push_back(part);
            });
        QCOMPARE(next, std::int64_t(122));
        QVERIFY(at::allclose(at::cat(rows, 2), network(x), 1e-4, 1e-5));
        options.stride_x = 17;  // too little overlap for the margin
        QVERIFY_EXCEPTION_THROWN(
            patchwise(x, options, {}, [](const at::Tensor& p, auto, auto) { return p; }), Error);
    }

    void tiledDecodingEqualsWholeDecoding()
    {
        firststage::SlimAutoencoder stage(
            {.factor = 4, .ch = 32, .out_width = 12, .encoder_blocks = 1, .decoder_blocks = 2});
        nn::reset_parameters(stage);
        const at::NoGradGuard no_grad;
        const auto z = at::randn({1, stage.channels(), 96, 120});
        PatchOptions options{.height = 64, .width = 64, .stride_y = 40, .stride_x = 40};
        options.margin = 16;
        const auto tiled =
            patchwise(z, options, {.up = 4},
                      [&](const at::Tensor& patch, auto, auto) { return stage.decode(patch); });
        const auto apart = (tiled - stage.decode(z)).abs().max().item<float>();
        QVERIFY2(apart < 1e-3f, qPrintable(QString::number(apart)));
    }

    void badPatchesAreNamed()
    {
        const auto same = [](const at::Tensor& patch, std::int64_t, std::int64_t) { return patch; };
        const auto x = at::rand({1, 3, 32, 32});
        QVERIFY_EXCEPTION_THROWN(patchwise(x, {.height = 0}, {}, same), Error);
        QVERIFY_EXCEPTION_THROWN(patchwise(x, {.stride_x = 6}, {.down = 4}, same), Error);
        // A worker that returns another size than it should.
        QVERIFY_EXCEPTION_THROWN(patchwise(x, {}, {.up = 2}, same), Error);
    }

    void aPartIsAnsweredForAlone()
    {
        const diffusion::Network network = [](const at::Tensor& x, const at::Tensor&,
                                              const diffusion::Condition& c) {
            return x + c.concat.sum(1, true);
        };
        const auto x = at::randn({2, 3, 16, 24}), map = at::randn({2, 2, 16, 24});
        const auto t = at::full({2}, 9, at::kLong);
        const auto whole = network(x, t, {map, {}, {}});
        const auto part = on_part(network, {4, 8, 8, 12})(x, t, {map, {}, {}});
        const auto inside = [](const at::Tensor& all) {
            return all.narrow(2, 4, 8).narrow(3, 8, 12);
        };
        QVERIFY(at::equal(inside(part), inside(whole)));
        QCOMPARE(part.count_nonzero().item<std::int64_t>(), std::int64_t(2 * 3 * 8 * 12));
        const auto nothing = on_part(network, {})(x, t, {map, {}, {}});
        QCOMPARE(nothing.count_nonzero().item<std::int64_t>(), std::int64_t(0));
    }
};

QTEST_APPLESS_MAIN(PatchwiseTest)
#include "patchwise_test.moc"
