// SPDX-License-Identifier: MIT
#include "degrade/bsr_plan.h"
#include "degrade/bsr_steps.h"

#include <opencv2/imgproc.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

using namespace ldm::degrade;

/// The random choices of the BSR degradation, counted over 2000 seeds, and each step against a
/// closed form.
class BsrTest : public QObject {
    Q_OBJECT

private:
    static constexpr int kSeeds = 2000;
    static constexpr double kLeast = 0.001;  // p-value below which a distribution is refused

    // Upper tail of the chi-square distribution (Wilson and Hilferty 1931).
    static double chiSquareTail(double x, int freedom)
    {
        const double k = freedom, spread = std::sqrt(2.0 / (9.0 * k));
        const double z = (std::cbrt(x / k) - (1.0 - 2.0 / (9.0 * k))) / spread;
        return 0.5 * std::erfc(z / std::sqrt(2.0));
    }

    template <typename Key>
    static double chiSquare(const std::map<Key, int>& counts, const std::map<Key, double>& shares)
    {
        int total = 0;
        for (const auto& [key, count] : counts)
            total += shares.count(key) ? count : 1000000;  // an outcome that may not occur
        double sum = 0.0;
        for (const auto& [key, share] : shares) {
            const double want = share * total;
            const auto it = counts.find(key);
            const double got = it == counts.end() ? 0.0 : it->second;
            sum += (got - want) * (got - want) / want;
        }
        return chiSquareTail(sum, int(shares.size()) - 1);
    }

    // Kolmogorov and Smirnov: are these uniform in [0,1)?
    static double uniformity(std::vector<double> values)
    {
        std::sort(values.begin(), values.end());
        const double n = double(values.size());
        double apart = 0.0;
        for (size_t i = 0; i < values.size(); ++i)
            apart = std::max({apart, double(i + 1) / n - values[i], values[i] - double(i) / n});
        const double x = apart * std::sqrt(n);
        double tail = 0.0;
        for (int k = 1; k < 50; ++k)
            tail += 2.0 * (k % 2 ? 1.0 : -1.0) * std::exp(-2.0 * k * k * x * x);
        return tail;
    }

    static std::map<int, double> evenly(int low, int high)
    {
        std::map<int, double> shares;
        for (int i = low; i <= high; ++i)
            shares[i] = 1.0 / (high - low + 1);
        return shares;
    }

    static std::vector<BsrPlan> plans(bool light)
    {
        std::vector<BsrPlan> all;
        for (int seed = 0; seed < kSeeds; ++seed)
            all.push_back(draw_bsr_plan(light, 4, std::uint64_t(seed)));
        return all;
    }

    static cv::Mat noisy(int width, int height)
    {
        cv::Mat picture(height, width, CV_32FC3);
        cv::RNG random(5);
        random.fill(picture, cv::RNG::UNIFORM, 0.0, 1.0);
        return picture;
    }

    // Counts of `choice` over the plans for which it says something.
    template <typename Choice>
    static std::map<int, int> counted(const std::vector<BsrPlan>& all, Choice choice)
    {
        std::map<int, int> counts;
        for (const auto& plan : all)
            if (const std::optional<int> value = choice(plan))
                ++counts[*value];
        return counts;
    }

    template <typename Choice>
    static double uniformOver(const std::vector<BsrPlan>& all, Choice choice)
    {
        std::vector<double> values;
        for (const auto& plan : all)
            if (const std::optional<double> value = choice(plan))
                values.push_back(*value);
        return uniformity(values);
    }

private Q_SLOTS:
    void choices_data()
    {
        QTest::addColumn<bool>("light");
        QTest::newRow("bsrgan") << false;
        QTest::newRow("bsrgan_light") << true;
    }

    void choices()
    {
        QFETCH(bool, light);
        using Int = std::optional<int>;
        const auto all = plans(light);
        const auto check = [&](const char* what, auto choice, std::map<int, double> shares) {
            const double p = chiSquare(counted(all, choice), shares);
            QVERIFY2(p > kLeast, qPrintable(QString("%1: p = %2").arg(what).arg(p)));
        };
        const auto yes = [](double p) { return std::map<int, double>{{0, 1.0 - p}, {1, p}}; };
        check(
            "halved", [](auto& b) -> Int { return b.halving.has_value(); }, yes(0.25));
        check(
            "halved by MATLAB's",
            [](auto& b) -> Int { return b.halving ? Int(b.halving->matlab) : Int(); }, yes(0.5));
        check(
            "anisotropic", [](auto& b) -> Int { return b.first_blur.anisotropic; }, yes(0.5));
        check(
            "shrunk by a resize", [](auto& b) -> Int { return b.shrink.resize; },
            yes(light ? 0.8 : 0.75));
        check(
            "JPEG between", [](auto& b) -> Int { return b.jpeg.has_value(); }, yes(0.9));
        check(
            "its quality", [](auto& b) { return b.jpeg; }, evenly(light ? 80 : 30, 95));
        check(
            "last quality", [](auto& b) -> Int { return b.final_jpeg; },
            evenly(light ? 80 : 30, 95));
        check(
            "interpolation", [](auto& b) -> Int { return int(b.resize); }, evenly(1, 3));
        check(
            "noise level", [](auto& b) -> Int { return b.noise.level; },
            light ? evenly(1, 2) : evenly(2, 25));
        check("noise kind", [](auto& b) -> Int { return int(b.noise.kind); },
              {{0, 0.4}, {1, 0.4}, {2, 0.2}});
        check("first step", [](auto& b) -> Int { return b.order[0]; },
              {{0, 1.0 / 7}, {1, 1.0 / 7}, {2, 2.0 / 7}, {4, 1.0 / 7}, {5, 1.0 / 7}, {6, 1.0 / 7}});
        std::map<int, double> odd;
        for (const auto& [cells, share] : evenly(2, 11))
            odd[light ? cells + 3 : 2 * cells + 3] = share;
        check(
            "size of anisotropic kernels",
            [](auto& b) -> Int {
                return b.first_blur.anisotropic ? Int(b.first_blur.size) : Int();
            },
            odd);
        std::map<int, double> isotropic;
        for (const auto& [cells, share] : evenly(2, light ? 4 : 11))
            isotropic[2 * cells + 3] = share;
        check(
            "size of isotropic kernels",
            [](auto& b) -> Int {
                return b.first_blur.anisotropic ? Int() : Int(b.first_blur.size);
            },
            isotropic);
    }

    void measures_data() { choices_data(); }

    void measures()
    {
        QFETCH(bool, light);
        using Real = std::optional<double>;
        const auto all = plans(light);
        const auto check = [&](const char* what, auto choice) {
            const double p = uniformOver(all, choice);
            QVERIFY2(p > kLeast, qPrintable(QString("%1: p = %2").arg(what).arg(p)));
        };
        const double part = light ? 0.25 : 1.0;
        check("variance", [part](auto& b) -> Real {
            return b.first_blur.anisotropic ? Real(b.first_blur.l1 / (part * (4.0 + b.scale)))
                                            : Real();
        });
        check("other variance", [part](auto& b) -> Real {
            return b.first_blur.anisotropic ? Real(b.first_blur.l2 / (part * (4.0 + b.scale)))
                                            : Real();
        });
        check("angle", [](auto& b) -> Real {
            return b.first_blur.anisotropic ? Real(b.first_blur.angle / std::numbers::pi) : Real();
        });
        check("deviation", [part](auto& b) -> Real {
            return b.first_blur.anisotropic
                       ? Real()
                       : Real(b.first_blur.sigma / (part * (2.0 + 0.2 * b.scale)));
        });
        check("shrink factor", [](auto& b) -> Real {
            return b.shrink.resize ? Real((b.shrink.factor - 1.0) / (2.0 * b.scale - 1.0)) : Real();
        });
        check("shrink deviation", [](auto& b) -> Real {
            return b.shrink.resize ? Real() : Real((b.shrink.sigma - 0.1) / (0.6 * b.scale - 0.1));
        });
    }

    void theShrinkComesBeforeTheResize()
    {
        for (const auto& plan : plans(false)) {
            const auto at = [&](int step) {
                return std::find(plan.order.begin(), plan.order.end(), step);
            };
            QVERIFY(at(2) < at(3));
        }
        QVERIFY(!draw_bsr_plan(true, 4, 1).second_blur);
    }

    void kernelsHaveTheirVariances()
    {
        BlurPlan plan;
        plan.anisotropic = true;
        plan.size = 25;
        plan.l1 = 4.0;
        plan.l2 = 1.0;
        plan.angle = 0.7;
        const auto kernel = blur_kernel(plan);
        QVERIFY(std::abs(cv::sum(kernel)[0] - 1.0) < 1e-12);
        double xx = 0.0, yy = 0.0, xy = 0.0;
        for (int y = 0; y < 25; ++y)
            for (int x = 0; x < 25; ++x) {
                const double k = kernel.at<double>(y, x), dx = x - 12.0, dy = y - 12.0;
                xx += k * dx * dx;
                yy += k * dy * dy;
                xy += k * dx * dy;
            }
        const double c = std::cos(0.7), s = std::sin(0.7);
        QVERIFY(std::abs(xx - (4.0 * c * c + 1.0 * s * s)) < 1e-3);
        QVERIFY(std::abs(yy - (4.0 * s * s + 1.0 * c * c)) < 1e-3);
        QVERIFY(std::abs(xy - 3.0 * c * s) < 1e-3);
        plan.anisotropic = false;
        plan.sigma = 2.0;
        const auto round = blur_kernel(plan);
        QVERIFY(std::abs(round.at<double>(12, 14) / round.at<double>(12, 12) - std::exp(-0.5)) <
                1e-9);
    }

    void convolutionTurnsTheKernelAndMirrorsTheBorder()
    {
        cv::Mat picture(1, 4, CV_32FC3);
        for (int x = 0; x < 4; ++x)
            picture.at<cv::Vec3f>(0, x) = cv::Vec3f::all(float(x + 1));
        const cv::Mat kernel = (cv::Mat_<double>(1, 3) << 1, 0, 0);
        const auto out = convolve(picture, kernel);  // takes what lies one to the right
        const float want[] = {2, 3, 4, 3};
        for (int x = 0; x < 4; ++x)
            QCOMPARE(out.at<cv::Vec3f>(0, x)[0], want[x]);
        // An even kernel's centre is the cell after its middle.
        const auto even = convolve(picture, (cv::Mat_<double>(1, 2) << 0, 1));
        const float same[] = {1, 2, 3, 4};
        for (int x = 0; x < 4; ++x)
            QCOMPARE(even.at<cv::Vec3f>(0, x)[0], same[x]);
    }

    void matlabsBicubicKeepsLinesAndWeighsAsPublished()
    {
        cv::Mat ramp(40, 40, CV_32FC3);
        for (int y = 0; y < 40; ++y)
            for (int x = 0; x < 40; ++x)
                ramp.at<cv::Vec3f>(y, x) = cv::Vec3f::all(float(x) / 40.0f);
        const auto half = matlab_bicubic(ramp, 0.5);
        QCOMPARE(half.cols, 20);
        for (int x = 3; x < 17; ++x)  // a ramp stays one away from the borders
            QVERIFY(std::abs(half.at<cv::Vec3f>(10, x)[0] - (2 * x + 0.5f) / 40.0f) < 1e-5f);
        QCOMPARE(matlab_bicubic(noisy(7, 5), 0.5).size(), cv::Size(4, 3));
    }

    void pickingTakesEveryNthPixelOfTheBlurred()
    {
        const auto even = cv::Mat(20, 20, CV_32FC3, cv::Scalar::all(0.4));
        const auto out = blur_and_pick(even, 1.0, 4);
        QCOMPARE(out.size(), cv::Size(5, 5));
        QVERIFY(std::abs(out.at<cv::Vec3f>(2, 2)[1] - 0.4f) < 1e-5f);
        // The picked pixels stand for the middle of their four by four.
        cv::Mat ramp(40, 40, CV_32FC3);
        for (int y = 0; y < 40; ++y)
            for (int x = 0; x < 40; ++x)
                ramp.at<cv::Vec3f>(y, x) = cv::Vec3f::all(float(x) / 40.0f);
        const auto picked = blur_and_pick(ramp, 1.5, 4);
        QVERIFY(std::abs(picked.at<cv::Vec3f>(5, 5)[0] - 21.5f / 40.0f) < 2e-3f);
    }

    void noiseHasItsLevel()
    {
        const cv::Mat middle(200, 200, CV_32FC3, cv::Scalar::all(0.5));
        for (const auto kind : {NoiseKind::Colour, NoiseKind::Grey}) {
            NoisePlan plan;
            plan.kind = kind;
            plan.level = 10;
            plan.seed = 9;
            const cv::Mat noise = add_noise(middle, plan) - middle;
            cv::Mat mean, deviation;
            cv::meanStdDev(noise, mean, deviation);
            QVERIFY(std::abs(deviation.at<double>(0) * 255.0 - 10.0) < 0.3);
            QVERIFY(std::abs(mean.at<double>(0) * 255.0) < 0.3);
            std::vector<cv::Mat> channels;
            cv::split(noise, channels);
            const double apart = cv::norm(channels[0], channels[1]);
            QCOMPARE(apart < 1e-6, kind == NoiseKind::Grey);
        }
        NoisePlan plan;
        plan.kind = NoiseKind::Correlated;
        plan.level = 10;
        plan.spectrum = {0.9, 0.5, 0.1};
        plan.basis = {0.9, 0.1, 0.3, 0.2, 0.8, 0.4, 0.5, 0.6, 0.7};
        const cv::Mat noise = add_noise(middle, plan) - middle;
        cv::Mat mean, deviation;
        cv::meanStdDev(noise, mean, deviation);
        for (int c = 0; c < 3; ++c)  // a share of the level, by the spectrum
            QVERIFY(deviation.at<double>(c) * 255.0 < 10.0 && deviation.at<double>(c) > 0.0);
    }

    void aBetterJpegIsNearer()
    {
        cv::Mat smooth;
        cv::GaussianBlur(noisy(64, 64), smooth, {9, 9}, 2.0);
        const double good = cv::norm(through_jpeg(smooth, 95), smooth);
        const double bad = cv::norm(through_jpeg(smooth, 30), smooth);
        QVERIFY(good < bad);
        QVERIFY(good < 3.0);
    }

    void theResultIsAFactorSmaller()
    {
        const cv::Mat picture(101, 77, CV_8UC3, cv::Scalar::all(100));
        for (std::uint64_t seed = 0; seed < 40; ++seed)
            QCOMPARE(degrade_bsr(picture, draw_bsr_plan(seed % 2, 4, seed), 4).size(),
                     cv::Size(19, 25));
    }
};

QTEST_APPLESS_MAIN(BsrTest)
#include "bsr_test.moc"
