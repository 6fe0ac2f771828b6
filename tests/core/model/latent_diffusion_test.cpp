// SPDX-License-Identifier: MIT
#include "model/latent_diffusion.h"
#include "io/checkpoint.h"
#include "ldm/error.h"
#include "model/target_registry.h"

#include <ATen/ATen.h>

#include <QDir>
#include <QTest>

using namespace ldm;

/// Model files that do not fit their description (golden `hostile`).
class LatentDiffusionTest : public QObject {
    Q_OBJECT

private:
    static std::filesystem::path folder()
    {
        const QString given = qEnvironmentVariable("SFUMATO_GOLDEN");
        const QString shared = QStringLiteral(SFUMATO_SOURCE_DIR "/../shared/golden/hostile");
        if (!given.isEmpty())
            return (given + "/hostile").toStdString();
        return QDir(shared).exists() ? shared.toStdString()
                                     : std::string(SFUMATO_SOURCE_DIR "/tests/golden/hostile");
    }

    static model::LoadReport load(const char* name)
    {
        const auto config = model::read_model_config(folder() / "model.yaml");
        const auto file = open_checkpoint(folder() / name);
        if (!config.is_latent_diffusion())
            return model::load_first_stage(*model::make_first_stage(config.first_stage()), *file);
        return model::LatentDiffusion(config.latent_diffusion()).load(*file);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!std::filesystem::exists(folder() / "model.yaml"))
            QSKIP("the golden hostile files are not here");
    }

    void missingKeysAreNamed()
    {
        const auto report = load("model_missing_key.ckpt");
        QVERIFY(!report.missing.empty());
        QVERIFY_EXCEPTION_THROWN(report.require_complete("x.ckpt"), Error);
        try {
            report.require_complete("x.ckpt");
        } catch (const Error& e) {
            QCOMPARE(e.code(), ErrorCode::CheckpointKeys);
            QVERIFY(QString(e.what()).contains(QString::fromStdString(report.missing.front())));
        }
    }

    void wrongShapesAreNamed()
    {
        const auto report = load("model_wrong_shape.ckpt");
        QVERIFY(!report.mismatched.empty());
        QVERIFY_EXCEPTION_THROWN(report.require_complete("x.ckpt"), Error);
    }

    void extraKeysAreListedAndHarmless()
    {
        const auto config = model::read_model_config(folder() / "model.yaml");
        const auto file = open_checkpoint(folder() / "model_extra_keys.ckpt");
        const auto expect = open_checkpoint(folder() / "expect.safetensors");
        at::Tensor image;
        const at::NoGradGuard no_grad;
        if (config.is_latent_diffusion()) {
            model::LatentDiffusion whole(config.latent_diffusion());
            QVERIFY(whole.load(*file).complete());
            whole.prepare(at::kFloat);
            image = whole.decode_first_stage(expect->tensor("model/z"));
        } else {
            const auto stage = model::make_first_stage(config.first_stage());
            QVERIFY(model::load_first_stage(*stage, *file).complete());
            nn::prepare_for_inference(*stage, at::kFloat);
            image = stage->decode(expect->tensor("model/z"));
        }
        const auto want = expect->tensor("model/image");
        QCOMPARE(image.sizes().vec(), want.sizes().vec());
        const auto apart = (image - want).abs().max().item<double>();
        QVERIFY2(apart <= 1e-4, qPrintable(QString::number(apart)));
    }
};

QTEST_APPLESS_MAIN(LatentDiffusionTest)
#include "latent_diffusion_test.moc"
