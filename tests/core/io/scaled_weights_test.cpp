// SPDX-License-Identifier: MIT
#include "io/scaled_weights.h"
#include "ldm/error.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/ones.h>

#include <QTemporaryDir>
#include <QTest>

namespace {

// [4,3,2,2]: the channels differ in size by up to a thousand times; the last is nothing at all.
at::Tensor weight()
{
    const auto size = at::arange(48, at::kFloat).view({4, 3, 2, 2}).sin();
    auto channels = at::ones({4, 1, 1, 1});
    channels[1] = 0.001;
    channels[2] = 20.0;
    channels[3] = 0.0;
    return size * channels;
}

}  // namespace

class ScaledWeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackWithinHalfAStepOfItsChannel();
    void isListedAsTheWeightAlone();
    void oneScaleServesAllChannels();
    void aByteMayBeAFloat();
    void anotherTensorsNameMayEndAlike();
    void refusesAScaleThatDoesNotFit();

private:
    std::unique_ptr<ldm::Checkpoint> stored(const ldm::NamedTensors& tensors)
    {
        const auto file = m_folder.filePath("model.safetensors").toStdString();
        ldm::write_safetensors(file, tensors);
        return ldm::open_checkpoint(file);
    }
    QTemporaryDir m_folder;
};

void ScaledWeightsTest::comesBackWithinHalfAStepOfItsChannel()
{
    ldm::NamedTensors tensors;
    ldm::add_scaled(tensors, "conv.weight", weight());
    const auto back = stored(tensors)->tensor("conv.weight").to(at::kFloat);
    const auto error = (back - weight()).abs().flatten(1).amax(1);
    // Half a step, and what fp16 rounds off the step and the product.
    const auto allowed = weight().abs().flatten(1).amax(1) * (0.5 / 127.0 + 1.5e-3);
    QVERIFY(error.le(allowed).all().item<bool>());
    QVERIFY(error[2].item<float>() > 0.01f);  // it is stored in steps indeed
    QCOMPARE(back[3].abs().max().item<float>(), 0.0f);
}

void ScaledWeightsTest::isListedAsTheWeightAlone()
{
    ldm::NamedTensors tensors{{"a.bias", at::ones({4})}};
    ldm::add_scaled(tensors, "a.weight", weight());
    const auto file = stored(tensors);
    QCOMPARE(file->names(), (std::vector<std::string>{"a.bias", "a.weight"}));
    QVERIFY(!file->contains("a.weight_scale"));
    QCOMPARE(file->info("a.weight").dtype, at::kHalf);
    QCOMPARE(file->info("a.weight").shape, (std::vector<std::int64_t>{4, 3, 2, 2}));
    QCOMPARE(file->tensor("a.weight").scalar_type(), at::kHalf);
}

void ScaledWeightsTest::oneScaleServesAllChannels()
{
    const auto bytes = at::arange(6, at::kChar).view({2, 3});
    const auto file = stored({{"w", bytes}, {"w_scale", at::ones({1}) * 0.5}});
    QCOMPARE(file->tensor("w")[1][2].item<float>(), 2.5f);
}

void ScaledWeightsTest::aByteMayBeAFloat()
{
    const auto bytes = at::arange(6, at::kFloat).view({2, 3}).to(at::kFloat8_e4m3fn);
    const auto file = stored({{"w", bytes}, {"w_scale", at::ones({}) * 0.5}});
    QCOMPARE(file->info("w").dtype, at::kHalf);
    QCOMPARE(file->tensor("w")[1][2].item<float>(), 2.5f);
}

void ScaledWeightsTest::anotherTensorsNameMayEndAlike()
{
    const auto file = stored({{"norm", at::ones({2})}, {"norm_scale", at::ones({2})}});
    QCOMPARE(file->names().size(), std::size_t(2));
    QVERIFY(file->contains("norm_scale"));
}

void ScaledWeightsTest::refusesAScaleThatDoesNotFit()
{
    const auto bytes = at::arange(6, at::kChar).view({2, 3});
    for (const auto& scale :
         {at::ones({3}), at::ones({1, 3}), at::ones({0}), at::arange(2, at::kInt)})
        try {
            stored({{"w", bytes}, {"w_scale", scale}});
            QFAIL("a scale that does not fit was taken");
        } catch (const ldm::Error& error) {
            QCOMPARE(error.code(), ldm::ErrorCode::CheckpointFormat);
            QVERIFY(std::string(error.what()).find("“w”") != std::string::npos);
        }
}

QTEST_GUILESS_MAIN(ScaledWeightsTest)
#include "scaled_weights_test.moc"
