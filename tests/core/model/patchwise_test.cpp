// SPDX-License-Identifier: MIT
#include "model/patchwise.h"

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

    void badPatchesAreNamed()
    {
        const auto same = [](const at::Tensor& patch, std::int64_t, std::int64_t) { return patch; };
        const auto x = at::rand({1, 3, 32, 32});
        QVERIFY_EXCEPTION_THROWN(patchwise(x, {.height = 0}, {}, same), Error);
        QVERIFY_EXCEPTION_THROWN(patchwise(x, {.stride_x = 6}, {.down = 4}, same), Error);
        // A worker that returns another size than it should.
        QVERIFY_EXCEPTION_THROWN(patchwise(x, {}, {.up = 2}, same), Error);
    }
};

QTEST_APPLESS_MAIN(PatchwiseTest)
#include "patchwise_test.moc"
