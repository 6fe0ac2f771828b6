// SPDX-License-Identifier: MIT
#include "metric/lpips.h"

#include "io/checkpoint_writer.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>

using namespace ldm;

class LpipsTest : public QObject {
    Q_OBJECT

private:
    static bool isLinear(const std::string& name) { return name.rfind("lin", 0) == 0; }

    // Every weight by its published name; the linear ones positive, as trained ones are.
    static NamedTensors weights()
    {
        at::manual_seed(3);
        metric::Lpips lpips;
        NamedTensors all;
        for (const auto& item : lpips->named_parameters())
            all.emplace_back(item.key(),
                             (isLinear(item.key()) ? at::rand(item.value().sizes())
                                                   : 0.05 * at::randn(item.value().sizes()))
                                 .to(at::kHalf));
        return all;
    }

    // net.slice3.12.weight as torchvision names it
    static std::string torchvisionName(const std::string& name)
    {
        return "features" + name.substr(name.find('.', std::strlen("net.slice")));
    }

    std::filesystem::path file(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
    const at::Tensor m_x = at::linspace(-1.0, 1.0, 2 * 3 * 32 * 32).view({2, 3, 32, 32});

private Q_SLOTS:
    void equalPicturesHaveNoDistanceAndFilesOfBothKindsFit()
    {
        NamedTensors published, vgg, linear;
        for (const auto& [name, value] : weights()) {
            published.emplace_back("loss.perceptual_loss." + name, value);
            if (isLinear(name))
                linear.emplace_back(name, value);
            else
                vgg.emplace_back(torchvisionName(name), value);
        }
        write_safetensors(file("first-stage.safetensors"), published);
        write_safetensors(file("vgg.safetensors"), vgg);
        write_safetensors(file("linear.safetensors"), linear);
        const auto one = metric::load_lpips({file("first-stage.safetensors")});
        const auto two = metric::load_lpips({file("vgg.safetensors"), file("linear.safetensors")});

        const auto y = m_x.flip({3});
        const auto distance = one->forward(m_x, y);
        QVERIFY(distance.sizes() == at::IntArrayRef({2, 1, 1, 1}));
        QVERIFY(distance.gt(0).all().item<bool>());
        QVERIFY(at::equal(distance, two->forward(m_x, y)));
        QVERIFY(at::allclose(one->layers(m_x, y).sum(1), distance.flatten()));
        QCOMPARE(one->forward(m_x, m_x).abs().max().item<float>(), 0.0f);
        QVERIFY(!one->parameters().front().requires_grad());
    }

    void aWeightThatNoFileHoldsIsNamed()
    {
        write_safetensors(file("other.safetensors"), {{"encoder.weight", at::zeros({2})}});
        try {
            metric::load_lpips({file("other.safetensors")});
            QFAIL("a file without the weights was taken");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::CheckpointKeys);
            QVERIFY(std::string(error.what()).find("net.slice1.0.weight") != std::string::npos);
        }
    }

    void picturesOfOtherShapesAreRefused()
    {
        const metric::Lpips lpips;
        QVERIFY_EXCEPTION_THROWN(lpips->layers(m_x, m_x.narrow(3, 0, 16)), Error);
    }
};

QTEST_APPLESS_MAIN(LpipsTest)
#include "lpips_test.moc"
