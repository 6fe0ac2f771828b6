// SPDX-License-Identifier: MIT
#include "metric/perceptual_trunk.h"

#include "io/checkpoint_writer.h"
#include "ldm/error.h"
#include "metric/perceptual_distance.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>

using namespace ldm;
using namespace ldm::metric;

namespace {

NamedTensors random_trunk(std::uint64_t seed)
{
    at::manual_seed(seed);
    NamedTensors tensors;
    for (const auto& item : PerceptualTrunk()->named_parameters())
        tensors.emplace_back("trunk." + item.key(), at::randn(item.value().sizes()).mul_(0.1));
    return tensors;
}

}  // namespace

/// Distance of pictures by the features of a small network.
class PerceptualTrunkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oppositeFeaturesAreFourApartAndTheirLengthIsOfNoMatter()
    {
        const auto x = at::zeros({1, 2, 2, 2});
        x.select(1, 0).fill_(3.0);
        const auto y = at::zeros({1, 2, 2, 2});
        y.select(1, 0).fill_(-0.5);
        // |(1,0) − (−1,0)|² = 4 at every place of one depth, 0 at the other.
        const auto apart = feature_distance({x, x}, {y, x});
        QCOMPARE(apart.sizes().vec(), (std::vector<std::int64_t>{1, 1, 1, 1}));
        QVERIFY(std::abs(apart.item<double>() - 2.0) < 1e-5);
    }

    void aWeightSaysWhereItCounts()
    {
        const auto x = at::ones({1, 1, 2, 2}), y = at::ones({1, 1, 2, 2});
        y.select(2, 0).fill_(-1.0);  // the upper half differs
        const auto upper = at::zeros({1, 1, 4, 4}), lower = at::ones({1, 1, 4, 4});
        upper.narrow(2, 0, 2).fill_(1.0);
        lower.narrow(2, 0, 2).fill_(0.0);
        QVERIFY(std::abs(feature_distance({x}, {y}, upper).item<double>() - 4.0) < 1e-5);
        QVERIFY(std::abs(feature_distance({x}, {y}, lower).item<double>()) < 1e-5);
        QVERIFY(std::abs(feature_distance({x}, {y}).item<double>() - 2.0) < 1e-5);
    }

    void aFileHoldsATrunkOrItIsSaidWhatIsMissing()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath("trunk.safetensors").toStdString();
        auto tensors = random_trunk(3);
        write_safetensors(file, tensors);
        const auto distance = load_perceptual_distance({file});
        const auto a = at::rand({2, 3, 32, 32}) * 2.0 - 1.0;
        QVERIFY(distance(a, a, {}).abs().max().item<double>() < 1e-6);
        const auto near = distance(a, a + 0.05 * at::randn_like(a), {});
        const auto far = distance(a, a + 0.5 * at::randn_like(a), {});
        QCOMPARE(near.size(0), 2);
        QVERIFY(far.gt(near).all().item<bool>());

        tensors.pop_back();
        write_safetensors(file, tensors);
        QVERIFY_EXCEPTION_THROWN(load_perceptual_distance({file}), Error);
    }

    void theDistanceByTwoTrunksIsTheMean()
    {
        QTemporaryDir folder;
        const auto one = folder.filePath("one.safetensors").toStdString();
        const auto other = folder.filePath("other.safetensors").toStdString();
        write_safetensors(one, random_trunk(3));
        write_safetensors(other, random_trunk(4));
        const auto a = at::rand({2, 3, 32, 32}) * 2.0 - 1.0,
                   b = at::rand({2, 3, 32, 32}) * 2.0 - 1.0;
        const auto by_one = load_perceptual_distance({one})(a, b, {});
        const auto by_other = load_perceptual_distance({other})(a, b, {});
        const auto by_both = load_perceptual_distance({one, other})(a, b, {});
        QVERIFY((by_one - by_other).abs().min().item<double>() > 1e-4);
        QVERIFY((by_both - (by_one + by_other) / 2.0).abs().max().item<double>() < 1e-6);
    }
};

QTEST_APPLESS_MAIN(PerceptualTrunkTest)
#include "perceptual_trunk_test.moc"
