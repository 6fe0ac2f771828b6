// SPDX-License-Identifier: MIT
#include "model/latent_diffusion.h"
#include "model/target_registry.h"

#include <zlib.h>
#include <nlohmann/json.hpp>

#include <QDir>
#include <QTest>

using namespace ldm;
using Shapes = std::map<std::string, std::vector<int64_t>>;

/// Every published configuration builds on the meta device with exactly the published entries.
class KeysTest : public QObject {
    Q_OBJECT

private:
    static QString folder()
    {
        const QString given = qEnvironmentVariable("SFUMATO_GOLDEN");
        if (!given.isEmpty())
            return given + "/keys";
        const QString shared = QStringLiteral(SFUMATO_SOURCE_DIR "/../shared/golden/keys");
        return QDir(shared).exists() ? shared
                                     : QStringLiteral(SFUMATO_SOURCE_DIR "/tests/golden/keys");
    }

    // The zoo's description of a key file's model; training configurations share the zoo's modules.
    static QString description(const QString& name)
    {
        static const QHash<QString, QString> others{{"autoencoder_kl_64x64x3", "kl-f4"},
                                                    {"autoencoder_kl_32x32x4", "kl-f8"},
                                                    {"autoencoder_kl_16x16x16", "kl-f16"},
                                                    {"autoencoder_kl_8x8x64", "kl-f32"},
                                                    {"celebahq-ldm-vq-4", "celeba256"},
                                                    {"ffhq-ldm-vq-4", "ffhq256"},
                                                    {"lsun_bedrooms-ldm-vq-4", "lsun_beds256"},
                                                    {"lsun_churches-ldm-kl-8", "lsun_churches256"},
                                                    {"cin-ldm-vq-f8", "cin256"},
                                                    {"txt2img-1p4B-eval", "text2img-large"},
                                                    {"768x768", "rdm768"}};
        const QString zoo = QStringLiteral(SFUMATO_SOURCE_DIR "/resources/zoo/");
        const QString file = others.value(name, name) + ".yaml";
        return QFile::exists(zoo + file) ? zoo + file : zoo + "first-stages/" + file;
    }

    static nlohmann::json read(const QString& path)
    {
        std::string text;
        gzFile file = gzopen(path.toLocal8Bit().constData(), "rb");
        char block[1 << 16];
        for (int n; (n = gzread(file, block, sizeof block)) > 0;)
            text.append(block, size_t(n));
        gzclose(file);
        return nlohmann::json::parse(text);
    }

    static void add(Shapes& shapes, const std::string& prefix, const torch::nn::Module& module)
    {
        for (const auto& item : module.named_parameters())
            shapes[prefix + item.key()] = item.value().sizes().vec();
    }

    static Shapes entries(const model::ModelConfig& config)
    {
        Shapes shapes;
        if (!config.is_latent_diffusion()) {
            add(shapes, "", *model::make_first_stage(config.first_stage()));
            return shapes;
        }
        const auto& c = config.latent_diffusion();
        model::LatentDiffusion model(c);
        add(shapes, "", model);
        if (c.conditioner.kind == model::ConditionerKind::FirstStage)
            add(shapes, "cond_stage_model.", model.first_stage());
        if (c.use_ema) {
            for (const auto& item : model.unet()->named_parameters())
                shapes[model::ema_key("diffusion_model." + item.key())] =
                    item.value().sizes().vec();
            shapes["model_ema.decay"] = shapes["model_ema.num_updates"] = {};
        }
        if (c.scale_by_std)
            shapes["scale_factor"] = {};
        for (const auto* name :
             {"betas", "alphas_cumprod", "alphas_cumprod_prev", "sqrt_alphas_cumprod",
              "sqrt_one_minus_alphas_cumprod", "log_one_minus_alphas_cumprod",
              "sqrt_recip_alphas_cumprod", "sqrt_recipm1_alphas_cumprod", "posterior_variance",
              "posterior_log_variance_clipped", "posterior_mean_coef1", "posterior_mean_coef2"})
            shapes[name] = {1000};
        return shapes;
    }

private Q_SLOTS:
    void entries_data()
    {
        QTest::addColumn<QString>("path");
        const QDir dir(folder());
        for (const QString& name : dir.entryList({"*.json.gz"}))
            QTest::newRow(qPrintable(name.chopped(8))) << dir.absoluteFilePath(name);
    }

    void entries()
    {
        QFETCH(QString, path);
        const QString base = QFileInfo(path).fileName().chopped(8);
        const auto config =
            model::read_model_config(description(base.section("__", -1)).toStdString());
        const auto published = read(path);
        Shapes want;
        for (const auto& [name, shape] : published["entries"].items())
            if (name.rfind("loss.", 0) != 0 && name.find("position_ids") == std::string::npos)
                want[name] = shape.get<std::vector<int64_t>>();
        const auto got = entries(config);
        QStringList problems;
        for (const auto& [name, shape] : want)
            if (!got.count(name))
                problems << "lacks " + QString::fromStdString(name);
            else if (got.at(name) != shape)
                problems << "wrong shape: " + QString::fromStdString(name);
        for (const auto& [name, shape] : got)
            if (!want.count(name))
                problems << "extra " + QString::fromStdString(name);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.mid(0, 8).join("; ")));
    }
};

QTEST_APPLESS_MAIN(KeysTest)
#include "keys_test.moc"
