// SPDX-License-Identifier: MIT
#include "task/part_denoiser.h"

#include "diffusion/sample_ddim.h"
#include "model/patchwise.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using namespace ldm::diffusion;
using namespace ldm::task;

/// Looking at a part alone where only that differs from another run.
class PartDenoiserTest : public QObject {
    Q_OBJECT

private:
    static constexpr int kSteps = 4;

    // Each cell's noise follows from its own values; `all` lets the mean of what is seen in, too.
    static Network network(double all)
    {
        return [all](const at::Tensor& x, const at::Tensor& t, const Condition& c) {
            const auto mean = x.mean({2, 3}, true);
            return at::sin(0.5 * x + 0.001 * t.to(at::kFloat).view({-1, 1, 1, 1})) +
                   0.3 * c.concat + all * mean;
        };
    }

    static Condition told(double inside)
    {
        auto concat = at::zeros({1, 2, 8, 16});
        concat.narrow(2, 2, 3).narrow(3, 4, 5).fill_(inside);
        return {concat, {}, {}};
    }

    static std::unique_ptr<Denoiser> denoiser(const Network& net, const Schedule& schedule,
                                              double inside)
    {
        return std::make_unique<NetworkDenoiser>(net, schedule, Prediction::Epsilon, told(inside));
    }

    static std::vector<at::Tensor> run(Denoiser& denoiser, const Schedule& schedule, bool trailing)
    {
        FieldNoise noise(3);
        std::vector<at::Tensor> x{noise.normal({1, 2, 8, 16})};
        sample_ddim(denoiser, schedule, x.front(), {.steps = kSteps, .trailing = trailing}, noise,
                    [&](const SampleStep& s) { x.push_back(s.x); });
        return x;
    }

    static std::vector<std::int64_t> times(bool trailing)
    {
        return trailing ? std::vector<std::int64_t>{999, 749, 499, 249}
                        : std::vector<std::int64_t>{751, 501, 251, 1};
    }

    static std::shared_ptr<const Trajectory> way(const std::vector<at::Tensor>& x, bool trailing)
    {
        return std::make_shared<Trajectory>(
            Trajectory{{}, times(trailing), ddim_end(trailing), x, {}});
    }

private Q_SLOTS:
    void aWayTellsTheNoise_data()
    {
        QTest::addColumn<bool>("trailing");
        QTest::newRow("uniform") << false;
        QTest::newRow("trailing") << true;
    }

    void aWayTellsTheNoise()
    {
        QFETCH(bool, trailing);
        const Schedule schedule{ScheduleConfig{}};
        const auto plain = denoiser(network(0.2), schedule, 1.0);
        const auto known = way(run(*plain, schedule, trailing), trailing);
        for (int k = 0; k < kSteps; ++k) {
            const auto want = plain->predict_eps(known->x[size_t(k)], known->times[size_t(k)]);
            QVERIFY(at::allclose(noise_of_step(*known, schedule, k), want, 1e-3, 1e-3));
        }
    }

    void whatSeesCellsOnlyComesOutAsInTheWhole()
    {
        const Schedule schedule{ScheduleConfig{}};
        const auto net = network(0.0);
        const auto known = way(run(*denoiser(net, schedule, 0.0), schedule, true), true);
        const auto on_part = model::on_part(net, {0, 2, 8, 10});
        PartDenoiser part(denoiser(on_part, schedule, 1.0), denoiser(on_part, schedule, 0.0),
                          schedule, known, 0);
        const auto made = run(part, schedule, true);
        const auto want = run(*denoiser(net, schedule, 1.0), schedule, true);
        for (size_t k = 0; k < made.size(); ++k)
            QVERIFY(at::allclose(made[k], want[k], 1e-3, 1e-3));
        QVERIFY(!at::allclose(made.back(), known->x.back(), 1e-3, 1e-3));
    }

    void whereNothingDiffersTheWayIsKept()
    {
        const Schedule schedule{ScheduleConfig{}};
        const auto net = network(0.2);  // a part has another mean than the whole
        const auto known = way(run(*denoiser(net, schedule, 1.0), schedule, true), true);
        const auto on_part = model::on_part(net, {0, 0, 8, 8});
        PartDenoiser part(denoiser(on_part, schedule, 1.0), denoiser(on_part, schedule, 1.0),
                          schedule, known, 0);
        const auto made = run(part, schedule, true);
        QVERIFY(at::allclose(made.back(), known->x.back(), 1e-3, 1e-3));
    }

    void aRunMayBeginHalfWay()
    {
        const Schedule schedule{ScheduleConfig{}};
        const auto net = network(0.2);
        const auto known = way(run(*denoiser(net, schedule, 1.0), schedule, true), true);
        PartDenoiser part(denoiser(net, schedule, 1.0), denoiser(net, schedule, 1.0), schedule,
                          known, 2);
        part.enter(known->x[2], known->times[2]);
        QVERIFY(at::allclose(part.predict_eps(known->x[2], known->times[2]),
                             noise_of_step(*known, schedule, 2), 1e-4, 1e-4));
    }
};

QTEST_APPLESS_MAIN(PartDenoiserTest)
#include "part_denoiser_test.moc"
