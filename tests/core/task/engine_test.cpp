// SPDX-License-Identifier: MIT
#include "ldm/engine.h"

#include "ldm/error.h"
#include "support/tiny_engine.h"

#include <QTest>

#include <algorithm>

using namespace ldm;

/// What the engine answers beside pictures, on tiny models with random weights.
class EngineTest : public QObject, private sfumato::test::TinyEngine {
    Q_OBJECT

private:
    struct Counting final : Observer {
        Verdict on_step(const StepEvent& event) override
        {
            if (event.phase == Phase::Sampling && event.step > 0)
                steps.push_back(event.step);
            return Verdict::Continue;
        }
        QList<int> steps;
    };

    std::unique_ptr<Engine> newEngine(std::uintmax_t memory = 0) const
    {
        auto chosen = options();
        chosen.memory_budget = memory;
        return std::make_unique<Engine>(chosen);
    }

    static Recipe words(const char* model, TaskKind task, const char* prompt)
    {
        Recipe r;
        r.model = model;
        r.task = task;
        r.width = r.height = 32;
        r.steps = 5;
        r.dtype = DType::Fp32;
        r.prompt = prompt;
        return r;
    }

    static Recipe painted()
    {
        auto r = words("paint", TaskKind::Semantic, "");
        r.map = std::make_shared<LabelMap>(LabelMap{1, 1, {2}});
        return r;
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

private Q_SLOTS:
    void initTestCase()
    {
        writeModels();
        m_engine = newEngine();
    }

    void wordsAndBoxesAreShownWhereTheyAct()
    {
        auto r = words("scene", TaskKind::Layout, "a  snowy\tcoast, at noon");
        r.boxes = {{1, 0.1, 0.1, 0.4, 0.4}, {0, 0.5, 0.5, 0.4, 0.4}, {1, 0.0, 0.5, 0.2, 0.2}};
        r.width = 64;
        r.guidance = 3.0;
        Counting first, second;
        const auto engine = newEngine();
        const auto maps = engine->attention(r, first);
        QCOMPARE(maps.words, (std::vector<std::string>{"a", "snowy", "coast,", "at", "noon", "dog",
                                                       "tree", "dog"}));
        QCOMPARE(maps.maps.size(), size_t(8));
        QCOMPARE(first.steps.size(), 6);  // a run and its last step again
        for (size_t i = 0; i < maps.maps.size(); ++i) {
            QCOMPARE(maps.maps[i].width, 16);
            QCOMPARE(maps.maps[i].height, 8);
            QCOMPARE(maps.maps[i].pixels.size(), size_t(128));
            QVERIFY(*std::max_element(maps.maps[i].pixels.begin(), maps.maps[i].pixels.end()) ==
                    255);
            QVERIFY(maps.strength[i] > 0.0 && maps.strength[i] < 1.0);
        }
        QVERIFY(maps.maps[1].pixels != maps.maps[5].pixels);
        const auto again = engine->attention(r, second);
        QCOMPARE(second.steps.size(), 1);
        QVERIFY(again.maps == maps.maps);
        r.sampler = SamplerKind::DpmSolverPp2M;
        QCOMPARE(engine->attention(r, second).words.size(), size_t(8));
    }

    void whatIsMadeInPartsIsShownAsTheWhole()
    {
        auto r = words("clip", TaskKind::Text, "a castle by the sea");
        r.width = 640;
        r.height = 320;
        r.steps = 1;
        r.guidance = 3.0;
        SilentObserver silent;
        const auto whole = newEngine()->attention(r, silent);
        const auto small = newEngine(1 << 20);
        QCOMPARE(small->run(r, silent).notes.size(), size_t(1));  // it is made in parts
        const auto parts = small->attention(r, silent);
        QVERIFY(parts.words == whole.words);
        for (size_t i = 0; i < whole.maps.size(); ++i) {
            const auto &a = whole.maps[i].pixels, &b = parts.maps[i].pixels;
            QCOMPARE(b.size(), a.size());
            double difference = 0.0;
            for (size_t k = 0; k < a.size(); ++k)
                difference += std::abs(int(a[k]) - int(b[k])) / double(a.size());
            QVERIFY(difference < 10.0);
            QVERIFY(std::abs(parts.strength[i] - whole.strength[i]) < 0.1 * whole.strength[i]);
        }
    }

    void lookingDoesNotChangeThePicture()
    {
        const auto r = words("clip", TaskKind::Text, "An antidisestablishmentarian castle");
        const auto want = run(*newEngine(), r).image;
        const auto engine = newEngine();
        SilentObserver silent;
        const auto maps = engine->attention(r, silent);
        QCOMPARE(maps.words,
                 (std::vector<std::string>{"An", "antidisestablishmentarian", "castle"}));
        QVERIFY(run(*engine, r).image == want);
    }

    void modelsWithoutWordsSaySo()
    {
        SilentObserver silent;
        QVERIFY(refusal([&] { m_engine->attention(painted(), silent); }, ErrorCode::Unsupported)
                    .contains("directly"));
        const auto nothing = words("scene", TaskKind::Text, "");
        QVERIFY(refusal([&] { m_engine->attention(nothing, silent); }).contains("no word"));
        auto kinds = words("kinds", TaskKind::Class, "");
        kinds.class_id = 2;
        QCOMPARE(m_engine->attention(kinds, silent).words.size(), size_t(1));
    }

    void aRoundTripKeepsTheSize()
    {
        Image image{43, 30, 4, {}};
        for (int i = 0; i < 43 * 30 * 4; ++i)
            image.pixels.push_back(std::uint8_t(i * 13 % 256));
        SilentObserver silent;
        const auto out = m_engine->round_trip("words", image, silent);
        QCOMPARE(out.width, 43);
        QCOMPARE(out.height, 30);
        QCOMPARE(out.channels, 3);
        image.pixels[0] ^= 0x80;
        QVERIFY(m_engine->round_trip("words", image, silent) != out);
        QVERIFY(refusal([&] {
                    m_engine->round_trip("words", Image{}, silent);
                }).contains("no picture"));
        QVERIFY(refusal([&] { m_engine->round_trip("nothing", image, silent); }) != QString());
    }

    void aLargeRoundTripGoesInTiles()
    {
        Image image{500, 320, 3, {}};
        for (int i = 0; i < 500 * 320 * 3; ++i)
            image.pixels.push_back(std::uint8_t((i / 7) % 256));
        SilentObserver silent;
        const auto whole = m_engine->round_trip("words", image, silent);
        const auto tiled = newEngine(std::uintmax_t(8) << 20)->round_trip("words", image, silent);
        double difference = 0.0;
        for (size_t i = 0; i < whole.pixels.size(); ++i)
            difference += std::abs(int(tiled.pixels[i]) - int(whole.pixels[i]));
        QVERIFY(tiled.width == 500 && tiled.height == 320);
        QVERIFY2(difference / double(whole.pixels.size()) < 4.0,
                 qPrintable(QString::number(difference / double(whole.pixels.size()))));
    }

    void theModelsMemoryIsToldAndFreed()
    {
        const auto engine = newEngine();
        QCOMPARE(engine->model_bytes(), std::uintmax_t(0));
        engine->load("paint", DType::Fp32);
        const auto bytes = engine->model_bytes();
        QVERIFY(bytes > 100000 && bytes <= engine->model("paint").bytes);
        engine->unload();
        QCOMPARE(engine->model_bytes(), std::uintmax_t(0));
        run(*engine, painted());
        QCOMPARE(engine->model_bytes(), bytes);
    }
};

QTEST_APPLESS_MAIN(EngineTest)
#include "engine_test.moc"
