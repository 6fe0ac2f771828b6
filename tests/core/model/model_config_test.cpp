// SPDX-License-Identifier: MIT
#include "model/model_config.h"
#include "ldm/error.h"

#include <QTest>

using namespace ldm;

class ModelConfigTest : public QObject {
    Q_OBJECT

private:
    static std::string yaml(const std::string& unet_target, const std::string& extra = {})
    {
        return "model:\n  base_learning_rate: 1.0e-6\n"
               "  target: ldm.models.diffusion.ddpm.LatentDiffusion\n  params:\n"
               "    linear_start: 0.0015\n    linear_end: 0.0205\n" +
               extra + "    unet_config:\n      target: " + unet_target +
               "\n      params:\n"
               "        in_channels: 3\n        out_channels: 3\n        model_channels: 32\n"
               "        num_res_blocks: 1\n        channel_mult: [1, 2]\n        num_heads: 4\n"
               "        attention_resolutions: [2]\n"
               "    first_stage_config:\n"
               "      target: ldm.models.autoencoder.IdentityFirstStage\n"
               "    cond_stage_config: __is_unconditional__\n";
    }

    static std::pair<ErrorCode, QString> failure(const std::string& text)
    {
        try {
            model::parse_model_config(text, "test.yaml");
        } catch (const Error& e) {
            return {e.code(), QString::fromUtf8(e.what())};
        }
        return {ErrorCode::Internal, QString()};
    }

private Q_SLOTS:
    void publishedSchemaIsRead()
    {
        const auto config =
            model::parse_model_config(yaml("ldm.modules.diffusionmodules.openaimodel.UNetModel",
                                           "    new_key_of_tomorrow: 3\n"),
                                      "test.yaml");
        const auto& c = config.latent_diffusion();
        QCOMPARE(c.unet.model_channels, 32);
        QCOMPARE(c.unet.channel_mult, (std::vector<int>{1, 2}));
        QCOMPARE(c.schedule.linear_end, 0.0205);
        QCOMPARE(c.key, model::ConditioningKey::None);
        QCOMPARE(config.unknown.size(), size_t(1));
        QVERIFY(config.unknown[0].find("new_key_of_tomorrow") != std::string::npos);
    }

    void unknownTargetIsNamed()
    {
        const auto [code, text] = failure(yaml("my.own.Network"));
        QCOMPARE(code, ErrorCode::Unsupported);
        QVERIFY(text.contains("my.own.Network"));
    }

    void badFilesAreSentences_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("list") << QByteArray("- a\n- b\n");
        QTest::newRow("broken") << QByteArray("model: [1, 2\nx: }");
        QTest::newRow("no model") << QByteArray("data: {}\n");
        QTest::newRow("flow too deep") << QByteArray(100000, '[');
        QTest::newRow("dashes too deep") << QByteArray(200000, '-');
        QTest::newRow("wrong type")
            << QByteArray::fromStdString(yaml("x.UNetModel", "    timesteps: many\n"));
        QTest::newRow("out of range")
            << QByteArray::fromStdString(yaml("x.UNetModel", "    timesteps: -5\n"));
        const QByteArray good = QByteArray::fromStdString(yaml("x.UNetModel", ""));
        QTest::newRow("colour of words")
            << good + "sfumato:\n  labels: [{name: sky, rgb: [1, two, 3]}]\n";
        QTest::newRow("label that is a word") << good + "sfumato:\n  labels: [sky]\n";
        QTest::newRow("colour out of range")
            << good + "sfumato:\n  labels: [{name: sky, rgb: [1, 2, 300]}]\n";
    }

    void badFilesAreSentences()
    {
        QFETCH(QByteArray, text);
        const auto [code, sentence] = failure(text.toStdString());
        QCOMPARE(code, ErrorCode::BadArgument);
        QVERIFY(sentence.endsWith('.'));
        QVERIFY(!sentence.contains('\n'));
    }
};

QTEST_APPLESS_MAIN(ModelConfigTest)
#include "model_config_test.moc"
