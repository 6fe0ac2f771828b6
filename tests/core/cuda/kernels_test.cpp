// SPDX-License-Identifier: MIT
#include "cuda/kernels.h"
#include "diffusion/sampler_update.h"
#include "firststage/latent_preview.h"
#include "firststage/vector_quantizer.h"
#include "nn/geglu.h"
#include "nn/group_norm_silu.h"

#include <QTest>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

using namespace ldm;
using cuda::Number;

Q_DECLARE_METATYPE(Number)

/// The CUDA kernels, run thread by thread on the processor, against the composed operators in fp64.
class KernelsTest : public QObject {
    Q_OBJECT

private:
    static at::ScalarType typeOf(Number number)
    {
        return number == Number::Float  ? at::kFloat
               : number == Number::Half ? at::kHalf
                                        : at::kBFloat16;
    }

    // Rounding of the answer, and fp32's on the way.
    static double allowed(Number number)
    {
        return number == Number::Float ? 3e-6 : number == Number::Half ? 6e-4 : 5e-3;
    }

    // The largest difference as a share of the largest value.
    static double error(const at::Tensor& got, const at::Tensor& want)
    {
        const auto a = got.to(at::kDouble), b = want.to(at::kDouble);
        return ((a - b).abs().max() / b.abs().max()).item<double>();
    }

    static at::Tensor wide(const at::Tensor& t) { return t.to(at::kDouble); }

    struct Norm {
        at::Tensor x, weight, bias, scale, shift;
        std::int64_t groups;
    };

    static at::Tensor run(const Norm& n, Number number)
    {
        const cuda::NormShape shape{n.x.size(0), n.x.size(2) * n.x.size(3), n.x.size(1), n.groups};
        auto y = at::empty_like(n.x);
        std::vector<float> parts(size_t(shape.batch * shape.groups * cuda::norm_parts(shape) * 2));
        std::vector<float> moments(size_t(shape.batch * shape.groups * 2));
        const bool scaled = n.scale.defined();
        const cuda::NormFactors factors{n.weight.const_data_ptr<float>(),
                                        n.bias.const_data_ptr<float>(),
                                        scaled ? n.scale.const_data_ptr() : nullptr,
                                        scaled ? n.shift.const_data_ptr() : nullptr,
                                        scaled ? n.scale.stride(0) : 0,
                                        1e-5};
        cuda::launch_group_norm_silu(n.x.const_data_ptr(), y.mutable_data_ptr(), number, shape,
                                     factors, parts.data(), moments.data(), nullptr);
        return y;
    }

    static at::Tensor reference(const Norm& n)
    {
        const bool scaled = n.scale.defined();
        return nn::group_norm_silu_composed(wide(n.x), wide(n.weight), wide(n.bias), n.groups, 1e-5,
                                            scaled ? std::optional(wide(n.scale)) : std::nullopt,
                                            scaled ? std::optional(wide(n.shift)) : std::nullopt);
    }

    static Norm norm(std::int64_t channels, std::int64_t height, std::int64_t groups,
                     at::ScalarType type, bool scaled)
    {
        Norm n;
        n.x = (at::randn({2, channels, height, height + 1}) * 2.0 + 0.5)
                  .to(type)
                  .contiguous(at::MemoryFormat::ChannelsLast);
        n.weight = at::randn({channels});
        n.bias = at::randn({channels});
        n.groups = groups;
        if (scaled) {  // halves of one tensor, as the time embedding gives them
            const auto both = at::randn({2, 2 * channels}).to(type).chunk(2, 1);
            n.scale = both[0];
            n.shift = both[1];
        }
        return n;
    }

private Q_SLOTS:
    void initTestCase() { at::manual_seed(3); }

    void groupNormAndSilu_data()
    {
        QTest::addColumn<Number>("number");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("groups");
        const std::pair<const char*, Number> types[]{
            {"fp32", Number::Float}, {"fp16", Number::Half}, {"bf16", Number::BFloat16}};
        for (const auto& [name, number] : types) {
            QTest::addRow("%s, one channel a group", name) << number << 8 << 5 << 8;
            QTest::addRow("%s, ten channels a group", name) << number << 40 << 12 << 4;
            QTest::addRow("%s, many parts", name) << number << 64 << 80 << 2;
            QTest::addRow("%s, many channels", name) << number << 2560 << 2 << 4;
            QTest::addRow("%s, odd channels", name) << number << 15 << 9 << 3;
        }
    }

    void groupNormAndSilu()
    {
        QFETCH(Number, number);
        QFETCH(int, channels);
        QFETCH(int, height);
        QFETCH(int, groups);
        for (const bool scaled : {false, true}) {
            const auto n = norm(channels, height, groups, typeOf(number), scaled);
            const auto found = error(run(n, number), reference(n));
            QVERIFY2(found <= allowed(number), qPrintable(QString::number(found)));
        }
    }

    void aNormFarFromZeroKeepsItsDigits()
    {
        auto n = norm(32, 24, 4, at::kFloat, false);
        n.x = n.x.add(10000.0f).contiguous(at::MemoryFormat::ChannelsLast);
        const auto found = error(run(n, Number::Float), reference(n));
        QVERIFY2(found <= 1e-4, qPrintable(QString::number(found)));
        n.x.fill_(7.0f);
        n.weight.fill_(1.0f);
        QVERIFY(error(run(n, Number::Float), reference(n)) <= 1e-6);
    }

    void aNormTakesUnalignedMemory()
    {
        auto n = norm(16, 7, 4, at::kFloat, false);
        const auto room = at::empty({n.x.numel() + 1});
        auto moved = at::from_blob(room.mutable_data_ptr<float>() + 1, n.x.sizes(), n.x.strides(),
                                   at::kFloat);
        moved.copy_(n.x);
        n.x = moved;
        QVERIFY(error(run(n, Number::Float), reference(n)) <= allowed(Number::Float));
    }

    void geglu()
    {
        for (const auto number : {Number::Float, Number::Half, Number::BFloat16})
            for (const std::int64_t width : {64, 7}) {
                const auto x = (at::randn({5, 9, 2 * width}) * 2.0).to(typeOf(number));
                auto y = at::empty({5, 9, width}, x.options());
                cuda::launch_geglu(x.const_data_ptr(), y.mutable_data_ptr(), number, 45, width,
                                   nullptr);
                QVERIFY(error(y, nn::geglu_composed(wide(x))) <= allowed(number));
            }
    }

    void nearestCode()
    {
        for (const std::int64_t width : {1, 3, 4, 8, 200}) {
            const auto rows = at::randn({300, width}), codes = at::randn({1000, width});
            auto index = at::empty({300}, at::kLong);
            cuda::launch_nearest_code(rows.const_data_ptr<float>(), codes.const_data_ptr<float>(),
                                      index.mutable_data_ptr<std::int64_t>(), 300, 1000, width,
                                      nullptr);
            // Squares are compared, as the kernel does: near zero a distance has half the digits.
            const auto squares = at::cdist(wide(rows), wide(codes)).square();
            const auto chosen = squares.gather(1, index.unsqueeze(1)).squeeze(1);
            const auto excess = (chosen - std::get<0>(squares.min(1))).max() / squares.max();
            QVERIFY2(excess.item<double>() <= 1e-6,
                     qPrintable(QString::number(excess.item<double>())));
        }
    }

    void theFirstOfEqualCodesIsChosen()
    {
        const auto rows = at::ones({2, 3}), codes = at::ones({20, 3});
        auto index = at::empty({2}, at::kLong);
        cuda::launch_nearest_code(rows.const_data_ptr<float>(), codes.const_data_ptr<float>(),
                                  index.mutable_data_ptr<std::int64_t>(), 2, 20, 3, nullptr);
        QVERIFY(index.eq(0).all().item<bool>());
    }

    void samplerUpdate()
    {
        for (const std::int64_t count : {4096, 1023})
            for (const bool noisy : {false, true}) {
                const auto x = at::randn({count}), eps = at::randn({count});
                const auto noise = at::randn({count});
                auto y = at::empty_like(x);
                cuda::launch_sampler_update(x.const_data_ptr<float>(), 0.9f,
                                            eps.const_data_ptr<float>(), -0.3f,
                                            noisy ? noise.const_data_ptr<float>() : nullptr, 0.2f,
                                            y.mutable_data_ptr<float>(), count, nullptr);
                const auto want = diffusion::sampler_update_composed(
                    x, 0.9, eps, -0.3, noisy ? std::optional(noise) : std::nullopt, 0.2);
                QVERIFY(error(y, want) <= 1e-6);
            }
    }

    void latentPreview()
    {
        const auto weight = at::randn({4, 3}) * 0.3, bias = at::randn({3}) * 0.1;
        for (const auto number : {Number::Float, Number::Half, Number::BFloat16})
            for (const auto format :
                 {at::MemoryFormat::Contiguous, at::MemoryFormat::ChannelsLast}) {
                const auto z = at::randn({2, 4, 9, 31}).to(typeOf(number)).contiguous(format);
                auto rgb = at::empty({9, 31, 3}, at::kByte);
                cuda::launch_latent_preview(
                    {z.const_data_ptr(), 4, 9, 31, z.stride(1), z.stride(2), z.stride(3)}, number,
                    weight.const_data_ptr<float>(), bias.const_data_ptr<float>(),
                    rgb.mutable_data_ptr<std::uint8_t>(), nullptr);
                const auto want = firststage::latent_preview_composed(z, weight, bias);
                const auto apart = (rgb.to(at::kInt) - want.to(at::kInt)).abs();
                QVERIFY(apart.max().item<int>() <= 1);  // a half may round either way
                QVERIFY(apart.sum().item<int>() <= 2);
            }
    }
};

QTEST_APPLESS_MAIN(KernelsTest)
#include "kernels_test.moc"
