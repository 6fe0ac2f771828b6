// SPDX-License-Identifier: MIT
#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "ldm/engine.h"
#include "ldm/error.h"
#include "support/tiny_model.h"
#include "task/inpaint.h"

#include <QTemporaryDir>
#include <QTest>

#include <ATen/ATen.h>

#include <cmath>
#include <fstream>

using namespace ldm;

/// Every task through the engine, on tiny models with random weights.
class TasksTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;

    static std::shared_ptr<Image> picture(int width, int height, int channels = 3)
    {
        auto image = std::make_shared<Image>();
        *image = {width, height, channels, {}};
        for (int i = 0; i < width * height * channels; ++i)
            image->pixels.push_back(std::uint8_t((i * 37 + i / 50) % 256));
        return image;
    }

    static std::shared_ptr<Image> holeAt(int width, int height, int left, int top, int side)
    {
        auto mask = std::make_shared<Image>();
        *mask = {width, height, 1, std::vector<std::uint8_t>(size_t(width * height), 0)};
        for (int y = top; y < top + side; ++y)
            for (int x = left; x < left + side; ++x)
                mask->pixels[size_t(y * width + x)] = 255;
        return mask;
    }

    static Recipe recipe(const char* model, TaskKind task)
    {
        Recipe r;
        r.model = model;
        r.task = task;
        r.width = r.height = 32;
        r.steps = 3;
        r.dtype = DType::Fp32;
        r.seed = 4;
        return r;
    }

    Picture run(const Recipe& r)
    {
        SilentObserver silent;
        return m_engine->run(r, silent);
    }

    std::unique_ptr<Engine> newEngine() const
    {
        EngineOptions options;
        options.model_folders = {m_folder.path().toStdString()};
        options.resources = SFUMATO_SOURCE_DIR "/resources";
        options.threads = 1;
        return std::make_unique<Engine>(options);
    }

    static std::string text(const std::filesystem::path& file)
    {
        std::ifstream in(file);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    QString refusal(const Recipe& r)
    {
        try {
            run(r);
        } catch (const Error& e) {
            return QString::fromUtf8(e.what());
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        sfumato::test::write_tiny_models(m_folder.path().toStdString());
        m_engine = newEngine();
    }

    void eachModelIsListedWithItsTask()
    {
        std::map<std::string, TaskKind> tasks;
        for (const auto& m : m_engine->models()) {
            QVERIFY2(m.problem.empty(), m.problem.c_str());
            tasks[m.id] = m.tasks.at(0);
        }
        const std::map<std::string, TaskKind> want{
            {"dream", TaskKind::Unconditional}, {"paint", TaskKind::Semantic},
            {"boxes", TaskKind::Layout},        {"fill", TaskKind::Inpaint},
            {"enlarge", TaskKind::Upscale},     {"words", TaskKind::Text},
            {"kinds", TaskKind::Class},         {"clip", TaskKind::Text},
            {"clip-fill", TaskKind::Inpaint},   {"scene", TaskKind::Text}};
        QVERIFY(tasks == want);
    }

    void everyInputChangesThePicture()
    {
        auto words = recipe("words", TaskKind::Text);
        words.prompt = "a tree";
        const auto tree = run(words).image;
        QVERIFY(run(words).image == tree);
        words.prompt = "a dog";
        QVERIFY(!(run(words).image == tree));
        words.guidance = 4.0;
        const auto guided = run(words).image;
        words.negative_prompt = "a cat";
        QVERIFY(!(run(words).image == guided));

        auto kinds = recipe("kinds", TaskKind::Class);
        const auto first = run(kinds).image;
        kinds.class_id = 2;
        QVERIFY(!(run(kinds).image == first));

        auto boxes = recipe("boxes", TaskKind::Layout);
        boxes.boxes = {{0, 0.1, 0.1, 0.4, 0.4}};
        const auto left = run(boxes).image;
        boxes.boxes = {{1, 0.1, 0.1, 0.4, 0.4}};
        QVERIFY(!(run(boxes).image == left));
    }

    void thePromptMayBeCutAndThatIsSaid()
    {
        auto r = recipe("clip", TaskKind::Text);
        for (int i = 0; i < 100; ++i)
            r.prompt += "castle ";
        const auto picture = run(r);
        QCOMPARE(picture.notes.size(), size_t(1));
        QVERIFY(QString::fromStdString(picture.notes.front()).contains("too long"));
        r.prompt = "castle";
        QVERIFY(run(r).notes.empty());
    }

    void aPictureToStartFromIsKeptByItsStrength()
    {
        auto r = recipe("clip", TaskKind::Text);
        r.steps = 10;
        r.image = picture(32, 32);
        const auto distance = [&](double strength) {
            r.strength = strength;
            r.seed = 1;
            const auto a = run(r).image;
            r.seed = 2;
            const auto b = run(r).image;
            double sum = 0.0;
            for (size_t i = 0; i < a.pixels.size(); ++i)
                sum += std::abs(double(a.pixels[i]) - double(b.pixels[i]));
            return sum;
        };
        QCOMPARE(distance(0.0), 0.0);  // the seed has no say
        QVERIFY(distance(0.3) < distance(1.0));
    }

    void onlyTheHoleChanges()
    {
        for (const char* model : {"fill", "clip-fill"}) {
            auto r = recipe(model, TaskKind::Inpaint);
            r.image = picture(45, 38, 4);
            r.mask = holeAt(45, 38, 10, 12, 9);
            r.feather = 3;
            const auto out = run(r).image;
            QCOMPARE(out.width, 45);
            QCOMPARE(out.height, 38);
            QCOMPARE(out.channels, 4);
            int changed = 0;
            for (int y = 0; y < 38; ++y)
                for (int x = 0; x < 45; ++x)
                    for (int c = 0; c < 4; ++c) {
                        const auto i = size_t((y * 45 + x) * 4 + c);
                        const bool near = x > 6 && x < 22 && y > 8 && y < 24;
                        if (!near || c == 3)
                            QCOMPARE(out.pixels[i], r.image->pixels[i]);
                        changed += out.pixels[i] != r.image->pixels[i];
                    }
            QVERIFY(changed > 50);
        }
    }

    void aSmallHoleInALargePictureGetsAWindow()
    {
        const auto mask = holeAt(3000, 2000, 2900, 100, 50);
        const auto w = task::window_around_hole(*mask, 256);
        QCOMPARE(w.width, 256);
        QCOMPARE(w.height, 256);
        QVERIFY(w.left + w.width <= 3000 && w.left <= 2900 && w.left + w.width >= 2950);
        QVERIFY(w.top >= 0 && w.top <= 100 && w.top + w.height >= 150);
        const task::Window whole{0, 0, 400, 300};
        QVERIFY(task::window_around_hole(*holeAt(400, 300, 5, 5, 5), 256) == whole);
    }

    void theFeatherEndsWhereItIsSaidTo()
    {
        const auto weights = task::feathered(*holeAt(40, 40, 18, 18, 4), 5);
        QCOMPARE(weights[20][20].item<float>(), 1.0f);
        QVERIFY(weights[20][23].item<float>() > 0.5f);
        QVERIFY(weights[20][26].item<float>() > 0.0f);
        QCOMPARE(weights[20][27].item<float>(), 0.0f);
        const auto hard = task::feathered(*holeAt(40, 40, 18, 18, 4), 0);
        QCOMPARE(hard.sum().item<float>(), 16.0f);
    }

    void enlargedPicturesHaveTheExactSize()
    {
        auto r = recipe("enlarge", TaskKind::Upscale);
        for (const int scale : {2, 4, 8}) {
            r.scale = scale;
            r.image = picture(11, 7, 4);
            const auto out = run(r);
            QCOMPARE(out.image.width, 11 * scale);
            QCOMPARE(out.image.height, 7 * scale);
            QCOMPARE(out.image.channels, 4);
            QCOMPARE(out.recipe.scale, scale);
            QVERIFY(out.recipe.image == r.image);
        }
    }

    void largePicturesAreEnlargedInPatchesWithoutSeams()
    {
        auto r = recipe("enlarge", TaskKind::Upscale);
        r.steps = 2;
        r.image = picture(141, 20);
        const auto out = run(r).image;
        QCOMPARE(out.width, 564);
        QCOMPARE(out.height, 80);
    }

    void whatCannotBeDoneIsSaid()
    {
        auto r = recipe("fill", TaskKind::Inpaint);
        QVERIFY(refusal(r).contains("no picture"));
        r.image = picture(20, 20);
        QVERIFY(refusal(r).contains("no mask"));
        r.mask = holeAt(20, 20, 3, 3, 0);
        QVERIFY(refusal(r).contains("no hole"));
        r.mask = holeAt(21, 20, 3, 3, 3);
        QVERIFY(refusal(r).contains("one size"));
        r.guidance = 3.0;
        QVERIFY(refusal(r).contains("cannot be guided"));
        r = recipe("kinds", TaskKind::Class);
        r.class_id = 3;  // that is the class which stands for none
        QVERIFY(refusal(r).contains("0 to 2"));
        r = recipe("boxes", TaskKind::Layout);
        QVERIFY(refusal(r).contains("no box"));
        r.boxes = {{7, 0, 0, 1, 1}};
        QVERIFY(refusal(r).contains("2 labels"));
        r.boxes = {{1, 1.5, 0, 1, 1}};
        QVERIFY(refusal(r).contains("outside"));
        r = recipe("enlarge", TaskKind::Upscale);
        QVERIFY(refusal(r).contains("no picture"));
        r.image = picture(5, 5);
        r.scale = 3;
        QVERIFY(refusal(r).contains("2, 4 or 8"));
        r = recipe("words", TaskKind::Semantic);
        QVERIFY(refusal(r).contains("cannot do"));
        r = recipe("words", TaskKind::Text);
        r.image = picture(5, 5);
        r.sampler = SamplerKind::Heun;
        QVERIFY(refusal(r).contains("ddim"));
        r = recipe("dream", TaskKind::Unconditional);
        r.embedding = {1.0f};
        QVERIFY(refusal(r).contains("embedding"));
    }

    void boxesBeyondTheModelsRoomAreLeftOutAndThatIsSaid()
    {
        auto r = recipe("boxes", TaskKind::Layout);
        r.boxes.assign(7, {0, 0.1, 0.1, 0.5, 0.5});
        const auto picture = run(r);
        QCOMPARE(picture.notes.size(), size_t(1));
        QVERIFY(QString::fromStdString(picture.notes.front()).contains("last 2"));
    }

    void oneModelTakesWordsBoxesAClassOrNothing()
    {
        const auto info = m_engine->model("scene");
        QCOMPARE(info.tasks, (std::vector{TaskKind::Text, TaskKind::Layout, TaskKind::Class,
                                          TaskKind::Unconditional}));
        auto words = recipe("scene", TaskKind::Text);
        words.prompt = "a coast at noon";
        auto both = words;
        both.task = TaskKind::Layout;
        both.boxes = {{0, 0.1, 0.1, 0.5, 0.5}};
        auto boxes = both;
        boxes.prompt.clear();
        auto of_class = recipe("scene", TaskKind::Class);
        of_class.class_id = 1;
        const auto of_words = run(words).image, of_both = run(both).image;
        const auto of_boxes = run(boxes).image;
        QVERIFY(of_words.pixels != of_both.pixels);
        QVERIFY(of_boxes.pixels != of_both.pixels);
        QVERIFY(run(of_class).image == of_words);
        words.prompt.clear();
        QVERIFY(run(recipe("scene", TaskKind::Unconditional)).image == run(words).image);
        both.boxes.assign(6, {0, 0.1, 0.1, 0.5, 0.5});
        both.guidance = 2.0;
        QVERIFY(QString::fromStdString(run(both).notes.front()).contains("last 2"));
        of_class.class_id = 2;
        QVERIFY(refusal(of_class).contains("0 to 1"));
    }

    void aModelOfMapsMayTakeBoxes()
    {
        const std::filesystem::path folder = m_folder.path().toStdString();
        std::filesystem::copy_file(folder / "paint.safetensors", folder / "either.safetensors");
        std::ofstream(folder / "either.yaml")
            << text(folder / "paint.yaml") << "  also: [layout, text]\n";
        auto engine = newEngine();
        QCOMPARE(engine->model("either").tasks,
                 (std::vector{TaskKind::Semantic, TaskKind::Layout}));
        SilentObserver silent;
        auto boxes = recipe("either", TaskKind::Layout);
        boxes.boxes = {{2, 0.0, 0.0, 1.0, 1.0}};
        auto map = recipe("either", TaskKind::Semantic);
        map.map = std::make_shared<LabelMap>(LabelMap{32, 32, std::vector<std::uint8_t>(1024, 2)});
        const auto covered = engine->run(boxes, silent).image;
        QVERIFY(covered == engine->run(map, silent).image);
        boxes.boxes = {{2, 0.0, 0.0, 1.0, 0.5}};
        QVERIFY(engine->run(boxes, silent).image != covered);
    }

    void guidanceOfMapsNeedsAModelThatLearntIt()
    {
        const std::filesystem::path folder = m_folder.path().toStdString();
        auto r = recipe("paint", TaskKind::Semantic);
        r.map = std::make_shared<LabelMap>(LabelMap{32, 32, std::vector<std::uint8_t>(1024, 2)});
        const auto plain = run(r).image;
        r.guidance = 2.0;
        QVERIFY(refusal(r).contains("cannot be guided"));

        std::filesystem::copy_file(folder / "paint.safetensors", folder / "guided.safetensors");
        std::ofstream(folder / "guided.yaml") << text(folder / "paint.yaml") << "  guidance: 2.0\n";
        auto engine = newEngine();
        SilentObserver silent;
        r.model = "guided";
        QVERIFY(engine->run(r, silent).image != plain);
        r.guidance = 1.0;
        QVERIFY(engine->run(r, silent).image == plain);
    }

    void modelsMayShareAFirstStage()
    {
        const std::filesystem::path folder = m_folder.path().toStdString();
        const auto shared = folder / "shared";
        std::filesystem::create_directory(shared);
        NamedTensors own, first_stage;
        const std::string prefix = "first_stage_model.";
        const auto file = open_checkpoint(folder / "dream.safetensors");
        for (const auto& name : file->names())
            if (name.rfind(prefix, 0) == 0)
                first_stage.emplace_back(name.substr(prefix.size()), file->tensor(name));
            else
                own.emplace_back(name, file->tensor(name));
        write_safetensors(shared / "lean.safetensors", own);
        auto yaml = text(folder / "dream.yaml");
        const std::string before = "        embed_dim: 3\n";
        yaml.insert(yaml.find(before), "        ckpt_path: stage.safetensors\n");
        std::ofstream(shared / "lean.yaml") << yaml;
        auto r = recipe("lean", TaskKind::Unconditional);
        SilentObserver silent;
        QVERIFY_EXCEPTION_THROWN(newEngine()->run(r, silent), Error);

        write_safetensors(shared / "stage.safetensors", first_stage);
        const auto made = newEngine()->run(r, silent).image;
        QVERIFY(made == run(recipe("dream", TaskKind::Unconditional)).image);
    }

    void aFirstStageAloneIsNoModel()
    {
        const std::filesystem::path folder = m_folder.path().toStdString();
        std::ofstream(folder / "stage-alone.yaml")
            << "model: {target: sfumato.models.SlimAutoencoder, params: {factor: 4}}\n";
        for (const auto& info : newEngine()->models())
            QVERIFY(info.id != "stage-alone");
    }

    void aLayoutLargerThanTheModelLearntIsMadeInPatches()
    {
        auto r = recipe("boxes", TaskKind::Layout);
        r.boxes = {{0, 0.1, 0.1, 0.5, 0.5}};
        r.width = 80;
        const auto out = run(r).image;
        QCOMPARE(out.width, 80);
    }

    void referenceRoundingIsNeverBrighter()
    {
        auto r = recipe("dream", TaskKind::Unconditional);
        const auto rounded = run(r).image;
        r.reference_rounding = true;
        const auto cut = run(r).image;
        int lower = 0;
        for (size_t i = 0; i < cut.pixels.size(); ++i) {
            const int difference = rounded.pixels[i] - cut.pixels[i];
            QVERIFY(difference == 0 || difference == 1);
            lower += difference;
        }
        QVERIFY(lower > 0);
    }

    void aMemoryBudgetChangesThePictureLittleAndIsSaid()
    {
        auto r = recipe("dream", TaskKind::Unconditional);
        r.width = 640;
        r.height = 320;
        r.steps = 1;
        const auto whole = run(r).image;
        EngineOptions options;
        options.model_folders = {m_folder.path().toStdString()};
        options.memory_budget = 1 << 20;
        Engine small(options);
        SilentObserver silent;
        const auto picture = small.run(r, silent);
        const auto& tiled = picture.image;
        QCOMPARE(tiled.width, whole.width);
        QCOMPARE(picture.notes.size(), size_t(1));
        QVERIFY(QString::fromStdString(picture.notes.front()).contains("overlapping parts"));
        // Norms and attention see a part in the place of the whole: close, not equal.
        double difference = 0.0;
        for (size_t i = 0; i < whole.pixels.size(); ++i)
            difference += std::abs(int(tiled.pixels[i]) - int(whole.pixels[i]));
        QVERIFY2(difference / double(whole.pixels.size()) < 6.0,
                 qPrintable(QString::number(difference / double(whole.pixels.size()))));
    }
};

QTEST_APPLESS_MAIN(TasksTest)
#include "tasks_test.moc"
