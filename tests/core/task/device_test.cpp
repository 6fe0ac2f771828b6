// SPDX-License-Identifier: MIT
#include "model/library.h"
#include "support/fake_gpu.h"
#include "support/tiny_model.h"
#include "task/task.h"

#include <QTemporaryDir>
#include <QTest>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

using namespace ldm;

/// Every task with the model on another device than the processor: a stand-in that refuses tensors
/// that were not moved there, and that can run out of memory.
class DeviceTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    const std::filesystem::path m_resources = SFUMATO_SOURCE_DIR "/resources";

    static std::shared_ptr<Image> picture(int side, int channels)
    {
        auto image = std::make_shared<Image>(Image{side, side, channels, {}});
        for (int i = 0; i < side * side * channels; ++i)
            image->pixels.push_back(std::uint8_t((i * 37 + i / 50) % 256));
        return image;
    }

    static Recipe recipeFor(const ModelInfo& info, int side)
    {
        Recipe r;
        r.model = info.id;
        r.task = info.tasks.at(0);
        r.width = r.height = side;
        r.steps = 4;
        r.seed = 3;
        r.dtype = DType::Fp32;
        r.prompt = "a quiet lake";
        r.guidance = info.takes_guidance ? 3.0 : 1.0;
        r.boxes = {{0, 0.2, 0.2, 0.5, 0.5}};
        if (r.task == TaskKind::Semantic)
            r.map = std::make_shared<LabelMap>(
                LabelMap{side, side, std::vector<std::uint8_t>(size_t(side * side), 1)});
        if (r.task == TaskKind::Inpaint || r.task == TaskKind::Upscale)
            r.image = picture(side, 3);
        if (r.task == TaskKind::Inpaint)
            r.mask = picture(side, 1);
        return r;
    }

    std::unique_ptr<task::LoadedModel> load(const char* id, c10::Device device) const
    {
        const auto info =
            model::find_model({m_folder.path().toStdString()}, id, m_resources / "zoo");
        return task::load_model(info, at::kFloat, m_resources / "vocabularies", device);
    }

    // The largest difference in grey levels; -1 for other sizes.
    static int difference(const Image& a, const Image& b)
    {
        if (a.width != b.width || a.height != b.height || a.channels != b.channels)
            return -1;
        int most = 0;
        for (std::size_t i = 0; i < a.pixels.size(); ++i)
            most = std::max(most, std::abs(int(a.pixels[i]) - int(b.pixels[i])));
        return most;
    }

    // Asks for a preview of each step.
    class Previewing : public Observer {
    public:
        Verdict on_step(const StepEvent& event) override
        {
            previews += event.preview != nullptr;
            return Verdict::Continue;
        }
        bool wants_preview(int) const override { return true; }
        int previews = 0;
    };

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1);
        sfumato::test::write_tiny_models(m_folder.path().toStdString());
    }

    void cleanup() { sfumato::test::set_fake_gpu_limit(0); }

    void theStandInRefusesMixedDevices()
    {
        const auto x = at::ones({2, 3}), y = x.to(sfumato::test::kFakeGpu);
        QVERIFY(y.is_cuda());
        QVERIFY_THROWS_EXCEPTION(c10::Error, x + y);
        QCOMPARE((y + y * 2.0).sum().item<double>(), 18.0);
    }

    void everyTaskMovesWhatItNeeds_data()
    {
        QTest::addColumn<SamplerKind>("sampler");
        QTest::addColumn<double>("eta");
        for (const auto* id :
             {"dream", "paint", "boxes", "fill", "enlarge", "words", "kinds", "clip", "clip-fill"})
            QTest::newRow(id) << SamplerKind::Ddim << 0.0;
        QTest::newRow("words with fresh noise") << SamplerKind::Ddim << 1.0;
        QTest::newRow("words by plms") << SamplerKind::Plms << 0.0;
        QTest::newRow("words by dpmpp") << SamplerKind::DpmSolverPp2M << 0.0;
        QTest::newRow("words by dpmpp sde") << SamplerKind::DpmSolverPp2MSde << 0.0;
        QTest::newRow("words by heun") << SamplerKind::Heun << 0.0;
        QTest::newRow("words by unipc") << SamplerKind::UniPc << 0.0;
    }

    void everyTaskMovesWhatItNeeds()
    {
        QFETCH(SamplerKind, sampler);
        QFETCH(double, eta);
        const c10::InferenceMode inference;
        const std::string id = QString(QTest::currentDataTag()).section(' ', 0, 0).toStdString();
        const auto here = load(id.c_str(), c10::kCPU);
        const auto there = load(id.c_str(), sfumato::test::kFakeGpu);
        auto recipe = recipeFor(here->info, 32);
        recipe.sampler = sampler;
        recipe.eta = eta;
        Previewing first, second;
        const auto want = task::generate(recipe, *here, first).image;
        const auto before = sfumato::test::fake_gpu_operators();
        const auto got = task::generate(recipe, *there, second).image;
        QVERIFY(sfumato::test::fake_gpu_operators() > before + 100);
        QCOMPARE(second.previews, first.previews);
        const int most = difference(got, want);
        QVERIFY2(most >= 0 && most <= 1, qPrintable(QString::number(most)));
    }

    void anImageToStartFromIsMoved()
    {
        const c10::InferenceMode inference;
        const auto here = load("words", c10::kCPU);
        const auto there = load("words", sfumato::test::kFakeGpu);
        auto recipe = recipeFor(here->info, 32);
        recipe.image = picture(32, 3);
        recipe.strength = 0.5;
        SilentObserver silent;
        const int most = difference(task::generate(recipe, *there, silent).image,
                                    task::generate(recipe, *here, silent).image);
        QVERIFY2(most >= 0 && most <= 1, qPrintable(QString::number(most)));
    }

    void partsOfALargePictureAreMoved()
    {
        const c10::InferenceMode inference;
        const auto here = load("boxes", c10::kCPU);
        const auto there = load("boxes", sfumato::test::kFakeGpu);
        const auto recipe = recipeFor(here->info, 96);  // three times what it learnt
        SilentObserver silent;
        const int most = difference(task::generate(recipe, *there, silent).image,
                                    task::generate(recipe, *here, silent).image);
        QVERIFY2(most >= 0 && most <= 1, qPrintable(QString::number(most)));
    }

    void outOfMemoryLeadsToSmallerParts()
    {
        const c10::InferenceMode inference;
        const auto model = load("dream", sfumato::test::kFakeGpu);
        const auto recipe = recipeFor(model->info, 512);
        SilentObserver silent;
        // 512×512 in 32 channels of fp32 is 34 MB; tiles of 64 cells are a quarter of that.
        sfumato::test::set_fake_gpu_limit(16 << 20);
        const auto before = sfumato::test::fake_gpu_releases();
        const auto image = task::generate(recipe, *model, silent, {.memory = 200 << 20}).image;
        QCOMPARE(image.width, 512);
        QVERIFY(sfumato::test::fake_gpu_releases() > before);
    }

    void outOfMemoryInSmallPartsIsSaid()
    {
        const c10::InferenceMode inference;
        const auto model = load("dream", sfumato::test::kFakeGpu);
        const auto recipe = recipeFor(model->info, 512);
        SilentObserver silent;
        sfumato::test::set_fake_gpu_limit(64 << 10);
        QVERIFY_THROWS_EXCEPTION(c10::OutOfMemoryError,
                                 task::generate(recipe, *model, silent, {.memory = 200 << 20}));
    }
};

QTEST_GUILESS_MAIN(DeviceTest)
#include "device_test.moc"
