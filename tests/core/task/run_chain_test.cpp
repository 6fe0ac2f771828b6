// SPDX-License-Identifier: MIT
#include "task/run_chain.h"

#include "ldm/error.h"
#include "support/tiny_engine.h"
#include "task/decode_image.h"
#include "task/recipe_noise.h"

#include <QTest>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

using namespace ldm;

/// Pictures that go on from others, on tiny models with random weights.
class RunChainTest : public QObject, private sfumato::test::TinyEngine {
    Q_OBJECT

private:
    static constexpr auto kAny = std::numeric_limits<std::uintmax_t>::max();

    struct Counting final : Observer {
        Verdict on_step(const StepEvent& event) override
        {
            if (event.phase == Phase::Sampling && event.step > 0) {
                steps.push_back(event.step);
                total = event.total;
                previews += event.preview != nullptr;
            }
            return int(steps.size()) == cancel_at ? Verdict::Cancel : Verdict::Continue;
        }
        QList<int> steps;
        int total = 0, previews = 0, cancel_at = -1;
    };

    std::unique_ptr<Engine> newEngine(std::uintmax_t budget = std::uintmax_t(64) << 20) const
    {
        auto chosen = options();
        chosen.trajectory_budget = budget;
        return std::make_unique<Engine>(chosen);
    }

    std::unique_ptr<task::LoadedModel> load(const char* id) const
    {
        return task::load_model(m_engine->model(id), at::kFloat,
                                SFUMATO_SOURCE_DIR "/resources/vocabularies");
    }

    static std::shared_ptr<const LabelMap> mapOf(int width, int height, int shift)
    {
        auto map = std::make_shared<LabelMap>(LabelMap{width, height, {}});
        for (int i = 0; i < width * height; ++i)
            map->labels.push_back(std::uint8_t((i / 7 + shift) % 5));
        return map;
    }

    static Recipe paint(int width = 32, int height = 32)
    {
        Recipe r;
        r.model = "paint";
        r.width = width;
        r.height = height;
        r.steps = 5;
        r.eta = 1.0;
        r.dtype = DType::Fp32;
        r.seed = 4;
        r.map = mapOf(width, height, 0);
        return r;
    }

    // Pixels of a rectangle.
    static std::shared_ptr<const Image> rectangle(int width, int height, int left, int top,
                                                  int right, int bottom)
    {
        Image mask{width, height, 1, {}};
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                mask.pixels.push_back(x >= left && x < right && y >= top && y < bottom ? 255 : 0);
        return std::make_shared<const Image>(std::move(mask));
    }

    static Recipe from(const Recipe& origin, Recipe recipe, int step,
                       std::shared_ptr<const Image> renewed = nullptr)
    {
        recipe.origin = std::make_shared<const Origin>(
            Origin{std::make_shared<const Recipe>(origin), step, std::move(renewed)});
        return recipe;
    }

    static task::Made make(const Recipe& r, task::LoadedModel& model,
                           std::shared_ptr<const task::Trajectory> origin = nullptr)
    {
        SilentObserver silent;
        return task::make_picture(r, model, silent, {}, {.origin = origin, .keep = kAny});
    }

    static Picture run(Engine& engine, const Recipe& r)
    {
        SilentObserver silent;
        return engine.run(r, silent);
    }

    template <typename Work>
    static QString refusal(const Work& work, ErrorCode code = ErrorCode::BadArgument)
    {
        try {
            work();
        } catch (const Error& e) {
            return e.code() == code ? QString::fromUtf8(e.what()) : QStringLiteral("other code");
        }
        return {};
    }

    // Whether both are the same where, and only where, it is asked for.
    static bool sameOnlyWhere(const Image& a, const Image& b,
                              const std::function<bool(int, int)>& same)
    {
        bool differs = false;
        for (int y = 0; y < a.height; ++y)
            for (int x = 0; x < a.width; ++x)
                for (int c = 0; c < 3; ++c) {
                    const auto i = size_t((y * a.width + x) * 3 + c);
                    if (same(x, y) && a.pixels[i] != b.pixels[i])
                        return false;
                    differs = differs || a.pixels[i] != b.pixels[i];
                }
        return differs && a.width == b.width && a.height == b.height;
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeModels();
        m_engine = newEngine();
    }

    void aBranchIsTheOriginUpToItsStep()
    {
        const c10::InferenceMode inference;
        const auto model = load("paint");
        const auto a = paint();
        const auto first = make(a, *model);
        QCOMPARE(first.trajectory->x.size(), size_t(6));
        auto b = from(a, a, 2);
        b.seed = 77;
        b.map = mapOf(32, 32, 3);
        const auto second = make(b, *model, first.trajectory);
        for (size_t k = 0; k <= 2; ++k)
            QVERIFY(at::equal(second.trajectory->x[k], first.trajectory->x[k]));
        for (size_t k = 3; k <= 5; ++k)
            QVERIFY(!at::equal(second.trajectory->x[k], first.trajectory->x[k]));
        for (const int step : {0, 1, 4, 5})
            QVERIFY(make(from(a, a, step), *model, first.trajectory).picture.image ==
                    first.picture.image);
    }

    void aBranchComesOutTheSameFromItsFileAlone()
    {
        const auto a = paint();
        auto b = from(a, a, 3);
        b.map = mapOf(32, 32, 1);
        run(*m_engine, a);  // kept: the branch goes on from there
        Counting kept, anew;
        const auto image = m_engine->run(b, kept).image;
        QCOMPARE(kept.steps, (QList<int>{1, 2}));
        QCOMPARE(kept.total, 2);
        const auto engine = newEngine(0);
        QVERIFY(engine->run(recipe_from_json(to_json(b)), anew).image == image);
        QCOMPARE(anew.steps, (QList<int>{1, 2, 3, 4, 5, 6, 7}));  // the origin's count, too
        QCOMPARE(anew.total, 7);
    }

    void asRunTheOriginIsKnownByItsHash()
    {
        const auto engine = newEngine();
        const auto first = run(*engine, paint());
        auto b = from(first.recipe, first.recipe, 3);
        b.seed = 9;
        Counting counting;
        const auto second = engine->run(b, counting);
        QCOMPARE(counting.total, 2);
        QVERIFY(!second.recipe.origin->recipe->model_hash.empty());
        QVERIFY(run(*newEngine(), second.recipe).image == second.image);
    }

    void outsideOfWhatIsRenewedNothingChanges_data()
    {
        QTest::addColumn<double>("eta");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("width");
        QTest::newRow("fresh noise") << 1.0 << 0 << 32;
        QTest::newRow("no fresh noise") << 0.0 << 0 << 32;
        QTest::newRow("half-way") << 1.0 << 2 << 32;
        QTest::newRow("only a part is looked at") << 0.0 << 0 << 512;
    }

    void outsideOfWhatIsRenewedNothingChanges()
    {
        QFETCH(double, eta);
        QFETCH(int, step);
        QFETCH(int, width);
        const c10::InferenceMode inference;
        const auto model = load("paint");
        auto a = paint(width, 64);
        a.eta = eta;
        const auto first = make(a, *model);
        // Pixels 13 … 18 touch the cells 3 and 4.
        auto b = from(a, a, step, rectangle(width, 64, 13, 20, 19, 36));
        b.seed = 50;
        b.map = mapOf(width, 64, 2);
        const auto second = make(b, *model, first.trajectory);
        auto inside = at::zeros({16, width / 4}, at::kBool);
        inside.narrow(0, 5, 4).narrow(1, 3, 2).fill_(true);
        for (size_t k = 0; k <= 5; ++k) {
            const auto differs = (second.trajectory->x[k] != first.trajectory->x[k])[0].any(0);
            QVERIFY(!at::logical_and(differs, inside.logical_not()).any().item<bool>());
            QCOMPARE(differs.any().item<bool>(), int(k) > step || (k == 0 && step == 0));
        }
        QVERIFY(sameOnlyWhere(first.picture.image, second.picture.image,
                              [](int x, int y) { return x < 12 || x >= 20 || y < 20 || y >= 36; }));
        // Nothing is renewed, everything is renewed.
        b.origin = from(a, a, 0, rectangle(width, 64, 0, 0, 0, 0)).origin;
        QVERIFY(make(b, *model, first.trajectory).picture.image == first.picture.image);
        b.origin = from(a, a, 0, rectangle(width, 64, 0, 0, width, 64)).origin;
        const auto all = make(b, *model, first.trajectory).picture.image;
        b.origin = nullptr;
        QVERIFY(all == make(b, *model).picture.image);
    }

    void oldAndNewMeetOverEightPixels()
    {
        const c10::InferenceMode inference;
        const auto model = load("paint");
        const auto a = paint(64, 64);
        const auto first = make(a, *model);
        auto b = from(a, a, 0, rectangle(64, 64, 8, 8, 56, 56));
        b.seed = 50;
        const auto second = make(b, *model, first.trajectory);
        Image made{64, 64, 3, {}};
        task::decode_into(made, *model->model, second.trajectory->x.back(), {});
        for (int x = 0; x < 32; ++x) {
            const double share = std::clamp((x - 7) / 8.0, 0.0, 1.0);
            for (size_t i = size_t(32 * 64 + x) * 3, c = 0; c < 3; ++c)
                QVERIFY(std::abs(second.picture.image.pixels[i + c] -
                                 (1.0 - share) * first.picture.image.pixels[i + c] -
                                 share * made.pixels[i + c]) <= 0.51);
        }
        QVERIFY(first.picture.image != second.picture.image);
    }

    void aHoleMayBeRenewedInParts()
    {
        auto a = paint(48, 40);
        a.model = "fill";
        a.task = TaskKind::Inpaint;
        a.map = nullptr;
        Image photo{48, 40, 3, {}};
        for (int i = 0; i < 48 * 40 * 3; ++i)
            photo.pixels.push_back(std::uint8_t(i * 31 % 251));
        a.image = std::make_shared<const Image>(photo);
        a.mask = rectangle(48, 40, 4, 4, 44, 36);
        a.feather = 0;
        const auto first = run(*m_engine, a);
        auto b = from(a, a, 0, rectangle(48, 40, 20, 12, 28, 20));
        b.seed = 8;
        QVERIFY(sameOnlyWhere(first.image, run(*m_engine, b).image,
                              [](int x, int y) { return x < 20 || x >= 28 || y < 12 || y >= 20; }));
    }

    void originsMayLieBehindEachOther()
    {
        auto chain = paint();
        for (int i = 1; i <= 3; ++i) {
            auto next = from(chain, chain, 1, rectangle(32, 32, 8 * i, 0, 8 * i + 8, 32));
            next.seed = std::uint64_t(i) * 100;
            chain = next;
        }
        const auto kept = run(*m_engine, chain).image;
        QVERIFY(run(*newEngine(0), recipe_from_json(to_json(chain))).image == kept);
    }

    void anEnlargedOrScrolledCanvasKeepsItsNoise()
    {
        const c10::InferenceMode inference;
        const auto model = load("paint");
        auto a = paint();
        a.blend = {{8, 0.3}, {9, 0.5}};
        const auto small = make(a, *model).trajectory->x[0];
        auto b = a;  // 16 pixels more on the left, 8 more on the top
        b.width = 48;
        b.height = 40;
        b.noise_x = -16;
        b.noise_y = -8;
        const auto large = make(b, *model).trajectory->x[0];
        QVERIFY(at::equal(large.narrow(2, 2, 8).narrow(3, 4, 8), small));
        b = a;           // scrolled by 12 pixels to the right
        b.noise_x = 14;  // whole cells count
        const auto scrolled = make(b, *model).trajectory->x[0];
        QVERIFY(at::equal(scrolled.narrow(3, 0, 5), small.narrow(3, 3, 5)));
        b.noise = NoiseKind::Sequence;
        QVERIFY(refusal([&] { make(b, *model); }).contains("field"));
    }

    void aSketchIsGoneOnWith_data()
    {
        QTest::addColumn<int>("noise");
        QTest::addColumn<int>("spacing");
        QTest::newRow("field") << int(NoiseKind::Field) << int(SpacingKind::Uniform);
        QTest::newRow("sequence") << int(NoiseKind::Sequence) << int(SpacingKind::Uniform);
        QTest::newRow("trailing") << int(NoiseKind::Field) << int(SpacingKind::Trailing);
    }

    void aSketchIsGoneOnWith()
    {
        QFETCH(int, noise);
        QFETCH(int, spacing);
        auto r = paint();
        r.noise = NoiseKind(noise);
        r.spacing = SpacingKind(spacing);
        r.blend = {{17, 0.5}};
        r.reseeded = {{18, rectangle(32, 32, 0, 0, 16, 16)}};
        const auto whole = run(*newEngine(), r).image;
        const auto engine = newEngine();
        Counting first, again, shorter, rest, once_more;
        const auto sketch = engine->sketch(r, 3, first);
        QCOMPARE(first.steps, (QList<int>{1, 2, 3}));
        QCOMPARE(first.total, 3);
        QCOMPARE(sketch.image.width, 16);  // two points a cell
        QCOMPARE(sketch.recipe.steps, 5);
        QVERIFY(engine->sketch(r, 3, again).image == sketch.image);
        QCOMPARE(again.steps.size(), 1);
        engine->sketch(r, 1, shorter);  // does not shorten what is kept
        QVERIFY(engine->run(r, rest).image == whole);
        QCOMPARE(rest.steps, (QList<int>{1, 2}));
        QVERIFY(engine->run(r, once_more).image == whole);
        QCOMPARE(once_more.steps.size(), 5);  // shown in full when it is asked for again
    }

    void aSketchOfABranchIsTheOriginsUpToItsStep()
    {
        const auto a = paint();
        auto b = from(a, a, 3);
        b.seed = 99;
        const auto engine = newEngine();
        run(*engine, a);
        SilentObserver silent;
        QVERIFY(engine->sketch(b, 2, silent).image == engine->sketch(a, 2, silent).image);
        QVERIFY(engine->sketch(b, 2, silent).recipe.seed == 99);
        QVERIFY(engine->sketch(b, 5, silent).image != engine->sketch(a, 5, silent).image);
    }

    void aCancelledOriginLeavesNothingHalfDone()
    {
        const auto a = paint();
        auto b = from(a, a, 2);
        b.seed = 31;
        const auto want = run(*newEngine(), b).image;
        const auto engine = newEngine();
        for (const int at : {1, 4, 6}) {
            Counting counting;
            counting.cancel_at = at;
            QVERIFY_EXCEPTION_THROWN(engine->run(b, counting), Cancelled);
        }
        QVERIFY(run(*engine, b).image == want);
    }

    void whatDoesNotFitIsSaid()
    {
        const auto a = paint();
        const auto says = [&](const Recipe& r, const char* part, ErrorCode code) {
            return refusal([&] { run(*m_engine, r); }, code).contains(part);
        };
        const auto bad = ErrorCode::BadArgument;
        auto b = from(a, a, 2);
        b.steps = 7;
        QVERIFY(says(b, "as many steps", bad));
        b = from(a, a, 2);
        b.spacing = SpacingKind::Trailing;
        QVERIFY(says(b, "same spacing", bad));
        QVERIFY(says(from(a, a, 6), "as many steps", bad));
        QVERIFY(says(from(a, paint(48, 32), 2), "same size", bad));
        auto words = a;
        words.model = "words";
        words.task = TaskKind::Text;
        QVERIFY(says(from(words, a, 2), "same model", bad));
        b = from(a, a, 2);
        b.sampler = SamplerKind::Plms;
        QVERIFY(says(b, "ddim only", bad));
        auto other = a;
        other.sampler = SamplerKind::Heun;
        QVERIFY(says(from(other, a, 2), "ddim only", bad));
        b = from(a, a, 2, std::make_shared<const Image>(Image{2, 2, 3, {}}));
        QVERIFY(says(b, "one channel", bad));
        b = a;
        b.reseeded = {{4, nullptr}};
        QVERIFY(says(b, "mask", bad));
        b = a;
        b.blend = {{4, 1.5}};
        QVERIFY(says(b, "weight", bad));
        b = a;
        for (int i = 0; i <= Recipe::kMaxOrigins; ++i)
            b = from(b, a, 1);
        QVERIFY(says(b, "start first", bad));
        b = a;
        b.sampler = SamplerKind::UniPc;
        SilentObserver silent;
        QVERIFY(refusal([&] { m_engine->sketch(b, 2, silent); }, ErrorCode::Unsupported)
                    .contains("ddim"));
        QVERIFY(refusal([&] { m_engine->sketch(a, 0, silent); }).contains("one step"));
    }

    void unloadingForgetsWhatWasKept()
    {
        const auto engine = newEngine();
        const auto a = paint();
        run(*engine, a);
        engine->unload();
        Counting counting;
        engine->run(from(a, a, 3), counting);
        QCOMPARE(counting.total, 7);
    }
};

QTEST_APPLESS_MAIN(RunChainTest)
#include "run_chain_test.moc"
