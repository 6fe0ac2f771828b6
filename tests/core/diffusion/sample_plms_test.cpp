// SPDX-License-Identifier: MIT
#include "diffusion/sample_plms.h"

#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using namespace ldm::diffusion;

class SamplePlmsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plmsMeetsTheReferenceVector()
    {
        // The reference's model without weights: e(x,t) = sin(x/2 + t/1000).
        struct Sine final : Denoiser {
            at::Tensor predict_eps(const at::Tensor& x, std::int64_t t) override
            {
                ++calls;
                return at::sin(0.5 * x + 0.001 * double(t));
            }
            int calls = 0;
        };
        const Schedule schedule(ScheduleConfig{.linear_start = 0.0015, .linear_end = 0.0195});
        Sine model;
        FieldNoise noise(1);
        const auto x_T = at::tensor({-1.0f, -0.25f, 0.5f, 2.0f}).view({1, 1, 1, 4});
        int reports = 0;
        const auto z = sample_plms(model, schedule, x_T, {.steps = 20}, noise,
                                   [&](const SampleStep&) { ++reports; });
        const auto want = at::tensor({-44.0715179f, -22.5138512f, -4.86791992f, 83.7097244f});
        QVERIFY(at::allclose(z.flatten(), want, 1e-4));
        QCOMPARE(reports, 20);
        QCOMPARE(model.calls, 21);
        QVERIFY_EXCEPTION_THROWN(sample_plms(model, schedule, x_T, {.steps = 0}, noise), Error);
    }
};

QTEST_APPLESS_MAIN(SamplePlmsTest)
#include "sample_plms_test.moc"
