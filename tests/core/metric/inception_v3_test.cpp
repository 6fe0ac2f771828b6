// SPDX-License-Identifier: MIT
#include "metric/inception_v3.h"

#include "io/checkpoint.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

#include <cmath>

using namespace ldm;

namespace {

// Weights by formula, under whatever name is asked for: the reference's were made by the same one.
class FormulaWeights final : public Checkpoint {
public:
    const std::vector<std::string>& names() const override { return names_; }
    bool contains(std::string_view name) const override { return name != missing; }
    const TensorInfo& info(std::string_view) const override { return info_; }
    const std::map<std::string, std::string>& metadata() const override { return metadata_; }

    at::Tensor tensor(std::string_view name) const override
    {
        const auto shape = shapes.at(std::string(name));
        double offset = std::fmod(double(name.size()) * 0.137, 1.0);
        double sum = 0.0;
        for (const char c : name)
            sum += c;
        offset += sum * 0.01;
        std::int64_t count = 1;
        for (const auto side : shape)
            count *= side;
        const auto walk = at::arange(1, count + 1, at::kDouble) * 0.6180339887498949 + offset;
        const auto u = walk - walk.floor();
        at::Tensor value;
        if (shape.size() > 1)
            value = (u - 0.5) * std::sqrt(24.0 / (double(count) / double(shape[0])));
        else if (name.ends_with("bn.weight"))
            value = 1.0 + 0.2 * (u - 0.5);
        else if (name.ends_with("running_var"))
            value = 1.0 + 0.5 * u;
        else
            value = 0.2 * (u - 0.5);
        return value.view(shape).to(at::kFloat);
    }

    std::map<std::string, std::vector<std::int64_t>> shapes;
    std::string missing;

private:
    std::vector<std::string> names_;
    TensorInfo info_;
    std::map<std::string, std::string> metadata_;
};

}  // namespace

class InceptionV3Test : public QObject {
    Q_OBJECT

private:
    FormulaWeights m_weights;

    void declare(const metric::ConvolutionShape& s)
    {
        m_weights.shapes[s.name + ".conv.weight"] = {s.out, s.in, s.height, s.width};
        for (const auto* part : {"weight", "bias", "running_mean", "running_var"})
            m_weights.shapes[s.name + ".bn." + part] = {s.out};
    }

    static at::Tensor picture()
    {
        auto picture = at::empty({1, 3, 48, 80}, at::kByte);
        auto* byte = picture.mutable_data_ptr<std::uint8_t>();
        for (int c = 0; c < 3; ++c)
            for (int y = 0; y < 48; ++y)
                for (int x = 0; x < 80; ++x)
                    *byte++ = std::uint8_t((x * (3 + c) + y * (7 - c) + c * 40 + x * y / 5) % 256);
        return picture;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const auto& shape : metric::inception_convolutions())
            declare(shape);
        m_weights.shapes["fc.weight"] = {1008, 2048};
    }

    // Numbers of torch-fidelity 0.4's network with these weights on this picture.
    void answersAsTheReference()
    {
        const metric::InceptionV3 net(m_weights);
        const auto answer = net(picture());
        const auto near = [](const at::Tensor& got, double want, double tolerance) {
            const double value = got.item<double>();
            return std::abs(value - want) <= tolerance;
        };
        const auto f = answer.features[0];
        QCOMPARE(f.size(0), 2048);
        QVERIFY(near(f.mean(), 0.06689627468585968, 1e-5));
        QVERIFY(near(f.norm(), 5.829726219177246, 1e-3));
        QVERIFY(near(f[0], 0.18853028118610382, 1e-4));
        QVERIFY(near(f[1], 0.3585817515850067, 1e-4));
        QVERIFY(near(f[4], 0.20041459798812866, 1e-4));
        const auto l = answer.logits[0];
        QCOMPARE(l.size(0), 1008);
        QVERIFY(near(l[0], 0.2608855366706848, 2e-4));
        QVERIFY(near(l[3], -0.1384221613407135, 2e-4));
        QVERIFY(near(l.norm(), 7.306971073150635, 2e-3));
    }

    void otherWeightsAreRefusedByName()
    {
        m_weights.missing = "Mixed_6e.branch_pool.bn.bias";
        try {
            metric::InceptionV3 net(m_weights);
            QFAIL("accepted");
        } catch (const Error& e) {
            QCOMPARE(e.code(), ErrorCode::CheckpointKeys);
            QVERIFY(QString::fromUtf8(e.what()).contains("Mixed_6e.branch_pool.bn.bias"));
        }
    }

    void aRandomNetworkIsDecidedByItsSeed()
    {
        const auto x = picture();
        const auto one = metric::InceptionV3(1)(x).features;
        QVERIFY(at::equal(metric::InceptionV3(1)(x).features, one));
        QVERIFY(!at::allclose(metric::InceptionV3(2)(x).features, one));
    }

    void resizesWithoutHalfPixelCentres()
    {
        const auto x = at::arange(4, at::kFloat).view({1, 1, 1, 4});
        const auto wide = metric::resize_tensorflow1(x, 1, 8).flatten();
        const auto want = at::tensor({0.0f, 0.5f, 1.0f, 1.5f, 2.0f, 2.5f, 3.0f, 3.0f});
        QVERIFY(at::equal(wide, want));
    }
};

QTEST_APPLESS_MAIN(InceptionV3Test)
#include "inception_v3_test.moc"
