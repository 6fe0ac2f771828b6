// SPDX-License-Identifier: MIT
#include "metric/efficientnet_lite.h"

#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "ldm/error.h"
#include "metric/perceptual_distance.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace ldm;
using namespace ldm::metric;

/// The frozen network of photographs' features, on a narrow one with random weights.
class EfficientNetLiteTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::map<std::string, torch::Tensor> m_tensors;

    void addConvolution(const std::string& conv, const std::string& norm,
                        std::vector<std::int64_t> sizes)
    {
        m_tensors[conv + ".weight"] = at::randn(sizes).mul_(0.5);
        m_tensors[norm + ".weight"] = at::rand({sizes[0]}).add_(0.5);
        m_tensors[norm + ".bias"] = at::randn({sizes[0]});
        m_tensors[norm + ".running_mean"] = at::randn({sizes[0]});
        m_tensors[norm + ".running_var"] = at::rand({sizes[0]}).add_(0.5);
    }

    std::string written(const std::string& without = {}) const
    {
        NamedTensors tensors;
        for (const auto& [name, tensor] : m_tensors)
            if (name != without)
                tensors.emplace_back(name, tensor);
        const auto file = m_folder.filePath("net.safetensors").toStdString();
        write_safetensors(file, tensors);
        return file;
    }

    torch::Tensor norm(const torch::Tensor& x, const std::string& name) const
    {
        const auto part = [&](const char* end) { return m_tensors.at(name + end); };
        return at::batch_norm(x, part(".weight"), part(".bias"), part(".running_mean"),
                              part(".running_var"), false, 0.0, 1e-3, false);
    }

private Q_SLOTS:
    void initTestCase()
    {
        at::manual_seed(11);
        addConvolution("_conv_stem", "_bn0", {8, 3, 3, 3});
        std::int64_t in = 8;
        int i = 0;
        // Two blocks of the second stage; kernels of 3 and 5 as published.
        const std::vector<std::pair<std::int64_t, std::int64_t>> blocks{
            {4, 3}, {6, 3}, {6, 3}, {8, 5}, {10, 3}, {12, 5}, {14, 5}};
        for (const auto& [out, kernel] : blocks) {
            const auto name = "_blocks." + std::to_string(i++) + ".";
            const auto wide = i == 1 ? in : 2 * in;
            if (i > 1)
                addConvolution(name + "_expand_conv", name + "_bn0", {wide, in, 1, 1});
            addConvolution(name + "_depthwise_conv", name + "_bn1", {wide, 1, kernel, kernel});
            addConvolution(name + "_project_conv", name + "_bn2", {out, wide, 1, 1});
            in = out;
        }
    }

    void thereAreFourDepths()
    {
        const auto checkpoint = open_checkpoint(written());
        QVERIFY(EfficientNetLite::is_in(*checkpoint));
        const auto features = EfficientNetLite(*checkpoint).features(at::randn({2, 3, 64, 32}));
        std::vector<std::vector<std::int64_t>> sizes;
        for (const auto& depth : features)
            sizes.push_back(depth.sizes().vec());
        QCOMPARE(sizes, (std::vector<std::vector<std::int64_t>>{
                            {2, 4, 32, 16}, {2, 6, 16, 8}, {2, 8, 8, 4}, {2, 12, 4, 2}}));
    }

    // The first depth, with norms of their own and the padding written out.
    void whatItAnswersIsWhatItsLayersSay()
    {
        const auto x = at::rand({1, 3, 32, 32}).mul_(2.0).sub_(1.0);
        const auto mean = at::tensor({0.485f, 0.456f, 0.406f}).view({1, 3, 1, 1});
        const auto deviation = at::tensor({0.229f, 0.224f, 0.225f}).view({1, 3, 1, 1});
        auto h = at::constant_pad_nd(((x + 1.0) / 2.0 - mean) / deviation, {0, 1, 0, 1});
        h = norm(at::conv2d(h, m_tensors.at("_conv_stem.weight"), {}, 2), "_bn0").clamp(0, 6);
        h = at::conv2d(h, m_tensors.at("_blocks.0._depthwise_conv.weight"), {}, 1, 1, 1, 8);
        h = norm(h, "_blocks.0._bn1").clamp(0, 6);
        h = norm(at::conv2d(h, m_tensors.at("_blocks.0._project_conv.weight")), "_blocks.0._bn2");
        const auto answer = EfficientNetLite(*open_checkpoint(written())).features(x)[0];
        const auto apart = (answer - h).abs().max().item<double>();
        QVERIFY2(apart < 1e-4, qPrintable(QString::number(apart)));
    }

    void itsFileMakesADistance()
    {
        const auto distance = load_perceptual_distance({written()});
        const auto x = at::randn({1, 3, 32, 32}), y = at::randn({1, 3, 32, 32});
        QCOMPARE(distance(x, x, {}).item<float>(), 0.0f);
        QVERIFY(distance(x, y, {}).item<float>() > 0.01f);
    }

    void whatIsMissingIsNamed()
    {
        const auto file = written("_blocks.3._bn1.running_var");
        try {
            EfficientNetLite net(*open_checkpoint(file));
            QFAIL("It was taken.");
        } catch (const Error& e) {
            QVERIFY(QString(e.what()).contains("_blocks.3._bn1.running_var"));
        }
    }
};

QTEST_APPLESS_MAIN(EfficientNetLiteTest)
#include "efficientnet_lite_test.moc"
