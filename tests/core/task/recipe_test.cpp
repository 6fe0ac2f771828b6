// SPDX-License-Identifier: MIT
#include "ldm/recipe.h"
#include "ldm/error.h"

#include <QTest>

#include <functional>

using namespace ldm;

class RecipeTest : public QObject {
    Q_OBJECT

private:
    static Recipe sample()
    {
        Recipe r;
        r.model = "landscape";
        r.model_hash = "abc";
        r.width = 300;
        r.height = 200;
        r.seed = 0xFFFFFFFFFFFFFFFFull;
        r.steps = 33;
        r.eta = 0.25;
        r.sampler = SamplerKind::DpmSolverPp2MSde;
        r.spacing = SpacingKind::Karras;
        r.noise = NoiseKind::Sequence;
        r.dtype = DType::Bf16;
        auto map = std::make_shared<LabelMap>();
        *map = {7, 3, {}};
        for (int i = 0; i < 21; ++i)
            map->labels.push_back(std::uint8_t(i % 5));
        r.map = map;
        return r;
    }

    static std::shared_ptr<const Image> mask(std::uint8_t first)
    {
        Image image{4, 3, 1, std::vector<std::uint8_t>(12, 0)};
        image.pixels.front() = first;
        return std::make_shared<const Image>(image);
    }

    // Goes on from as many pictures as are asked for.
    static Recipe branched(int origins)
    {
        auto r = sample();
        r.blend = {{0xFFFFFFFFFFFFFFFFull, 0.25}, {7, 1.0}};
        r.reseeded = {{9, mask(255)}};
        r.noise_x = -64;
        r.noise_y = 12;
        if (origins == 0)
            return r;
        auto origin = std::make_shared<Origin>();
        origin->recipe = std::make_shared<const Recipe>(branched(origins - 1));
        origin->step = 3;
        origin->renewed = mask(200);
        r.origin = origin;
        return r;
    }

private Q_SLOTS:
    void jsonKeepsEverything()
    {
        const auto r = sample();
        QVERIFY(recipe_from_json(to_json(r)) == r);
    }

    void jsonKeepsTheNoiseAndTheOrigins()
    {
        for (const int origins : {0, 1, Recipe::kMaxOrigins}) {
            const auto r = branched(origins);
            QCOMPARE(count_origins(r), origins);
            QVERIFY(recipe_from_json(to_json(r)) == r);
        }
        const auto plain = QByteArray::fromStdString(to_json(sample()));
        for (const char* field : {"blend", "reseeded", "noise_x", "noise_y", "origin"})
            QVERIFY(!plain.contains(field));  // as it was before there were any
    }

    void everyPartOfTheNoiseAndTheOriginCounts()
    {
        const auto r = branched(1);
        const auto differs = [&](const std::function<void(Recipe&, Origin&)>& change) {
            auto other = r;
            auto origin = *r.origin;
            change(other, origin);
            other.origin = std::make_shared<const Origin>(origin);
            return !(other == r);
        };
        QVERIFY(!differs([](Recipe&, Origin&) {}));
        QVERIFY(differs([](Recipe& c, Origin&) { c.blend[1].weight = 0.5; }));
        QVERIFY(differs([](Recipe& c, Origin&) { c.reseeded[0].seed = 1; }));
        QVERIFY(differs([](Recipe& c, Origin&) { c.reseeded[0].where = mask(254); }));
        QVERIFY(!differs([](Recipe& c, Origin&) { c.reseeded[0].where = mask(255); }));
        QVERIFY(differs([](Recipe& c, Origin&) { c.noise_x = 0; }));
        QVERIFY(differs([](Recipe& c, Origin&) { c.noise_y = 0; }));
        QVERIFY(differs([](Recipe&, Origin& o) { o.step = 2; }));
        QVERIFY(differs([](Recipe&, Origin& o) { o.renewed = nullptr; }));
        QVERIFY(differs(
            [](Recipe&, Origin& o) { o.recipe = std::make_shared<const Recipe>(sample()); }));
    }

    void badJsonIsASentence_data()
    {
        QTest::addColumn<QByteArray>("json");
        const auto text = QByteArray::fromStdString(to_json(sample()));
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("list") << QByteArray("[1]");
        QTest::newRow("cut") << text.left(text.size() / 2);
        QTest::newRow("deep") << QByteArray(100000, '[');
        QTest::newRow("steps as text") << QByteArray(R"({"steps": "many"})");
        QTest::newRow("steps too many") << QByteArray(R"({"steps": 100000})");
        QTest::newRow("eta out of range") << QByteArray(R"({"eta": 7})");
        QTest::newRow("unknown sampler") << QByteArray(R"({"sampler": "magic"})");
        QTest::newRow("huge map") << QByteArray(
            R"({"map": {"width": 16384, "height": 16384, "data": "eNoDAAAAAAE="}})");
        QTest::newRow("changed map")
            << QByteArray(text).replace("\"sha256\": \"", "\"sha256\": \"0");
        QTest::newRow("too many origins")
            << QByteArray::fromStdString(to_json(branched(Recipe::kMaxOrigins + 1)));
        QTest::newRow("origin without recipe") << QByteArray(R"({"origin": {"step": 1}})");
        QTest::newRow("origin is a list") << QByteArray(R"({"origin": []})");
        QTest::newRow("recipe is a number") << QByteArray(R"({"origin": {"recipe": 4}})");
        QTest::newRow("kept steps below 0")
            << QByteArray(R"({"origin": {"step": -1, "recipe": {}}})");
        QTest::newRow("mask without data")
            << QByteArray(R"({"origin": {"recipe": {}, "renewed": {"width": 2, "height": 2}}})");
        QTest::newRow("blend is a number") << QByteArray(R"({"blend": 3})");
        QTest::newRow("blend of numbers") << QByteArray(R"({"blend": [3]})");
        QTest::newRow("share out of range")
            << QByteArray(R"({"blend": [{"seed": 1, "weight": 1.5}]})");
        QTest::newRow("patch without mask") << QByteArray(R"({"reseeded": [{"seed": 1}]})");
        QTest::newRow("noise far away") << QByteArray(R"({"noise_x": 99999999999})");
        QTest::newRow("negative size") << QByteArray(R"({"width": -4})");
    }

    void badJsonIsASentence()
    {
        QFETCH(QByteArray, json);
        try {
            recipe_from_json(json.toStdString());
            QFAIL("was accepted");
        } catch (const Error& e) {
            QVERIFY(QString::fromUtf8(e.what()).endsWith('.'));
        }
    }

    void newerVersionsAreToldApart()
    {
        try {
            recipe_from_json(R"({"version": 2})");
            QFAIL("was accepted");
        } catch (const Error& e) {
            QCOMPARE(e.code(), ErrorCode::Unsupported);
        }
    }
};

QTEST_APPLESS_MAIN(RecipeTest)
#include "recipe_test.moc"
