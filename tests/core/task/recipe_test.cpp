// SPDX-License-Identifier: MIT
#include "ldm/recipe.h"
#include "ldm/error.h"

#include <QTest>

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

private Q_SLOTS:
    void jsonKeepsEverything()
    {
        const auto r = sample();
        QVERIFY(recipe_from_json(to_json(r)) == r);
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
