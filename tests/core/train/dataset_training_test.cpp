// SPDX-License-Identifier: MIT
#include "ldm/error.h"
#include "support/data_samples.h"
#include "train/dataset_source.h"
#include "train/train.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace ldm;
using namespace ldm::train;
namespace fs = std::filesystem;

namespace {

/// What differs between the conditionings.
struct Kind {
    std::string key, conditioner, data, unet{}, model{}, card{};
    int in_channels = 3;
};

std::string yaml_of(const Kind& k)
{
    const bool context = k.key == "crossattn" || k.key == "hybrid";
    return "model:\n  base_learning_rate: 0.001\n  target: ldm.models.diffusion.ddpm." +
           std::string(k.key == "hybrid" ? "LatentInpaintDiffusion" : "LatentDiffusion") +
           "\n  params:\n    timesteps: 100\n    cond_stage_key: condition\n"
           "    cond_stage_trainable: true\n    channels: 3\n    image_size: 16\n" +
           (k.key.empty() ? "" : "    conditioning_key: " + k.key + "\n") +
           "    unet_config:\n      target: ldm.modules.diffusionmodules.openaimodel.UNetModel\n"
           "      params: {image_size: 16, in_channels: " +
           std::to_string(k.in_channels) +
           ", out_channels: 3, model_channels: 32, attention_resolutions: [2], num_res_blocks: 1, "
           "channel_mult: [1, 1], num_head_channels: 16" +
           (context ? ", use_spatial_transformer: true, transformer_depth: 1, context_dim: 32"
                    : "") +
           k.unet +
           "}\n    first_stage_config: {target: ldm.models.autoencoder.IdentityFirstStage}\n"
           "    cond_stage_config: " +
           k.conditioner + "\n" + k.card +
           "data:\n  params:\n    batch_size: 4\n    train: " + k.data +
           "\nlightning:\n  trainer: {max_steps: 3, unconditional_dropout: 0.3}\n";
}

const std::string kEncoders = "ldm.modules.encoders.modules.";

std::string world(const std::string& more = {})
{
    return "{target: sfumato.data.World, params: {size: 32, crop: 16, pool: 12, reuse: 4" + more +
           "}}";
}

std::string encoder(const std::string& name, const std::string& params)
{
    return "{target: " + kEncoders + name + ", params: {" + params + "}}";
}

}  // namespace

/// Each kind of condition from data to a step of the optimiser.
class DatasetTrainingTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    fs::path path(const std::string& name) const
    {
        return fs::path(m_dir.path().toStdString()) / name;
    }

    TrainConfig configOf(const std::string& yaml) const
    {
        samples::write_text(path("run.yaml"), yaml);
        auto config = read_train_config(path("run.yaml"));
        config.vocabularies = fs::path(SFUMATO_SOURCE_DIR) / "resources" / "vocabularies";
        return config;
    }

    QString problemOf(const std::string& yaml) const
    {
        try {
            const auto config = configOf(yaml);
            ProcessGroup group;
            const auto stage = make_stage(config, group);
            Trainer trainer(config, *stage, group);
            trainer.step(*source_maker(config)(trainer.plan()));
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

    /// Trains three steps; returns how far the parameters below a prefix went.
    double trained(const std::string& yaml, const std::string& prefix) const
    {
        const auto config = configOf(yaml);
        ProcessGroup group;
        const auto stage = make_stage(config, group);
        Trainer trainer(config, *stage, group);
        const auto source = source_maker(config)(trainer.plan());
        stage->begin(*source, group);
        std::vector<torch::Tensor> before;
        const auto parameters = stage->state().module->named_parameters();
        for (const auto& p : parameters)
            before.push_back(p.value().detach().clone());
        for (int i = 0; i < 3; ++i) {
            for (const auto& [name, value] : trainer.step(*source).means())
                if (!std::isfinite(value) || name == "skipped")
                    return std::nan("");
            ++stage->state().step;
        }
        stage->draw_images(
            *source, [](const std::string&, const Image&) {}, stage->state().metrics);
        double moved = 0.0;
        for (size_t i = 0; i < before.size(); ++i)
            if (parameters[i].key().rfind(prefix, 0) == 0)
                moved += (parameters[i].value().detach() - before[i]).abs().sum().item<double>();
        return moved;
    }

    std::string folder(const std::string& more) const
    {
        return "{target: sfumato.data.ImageFolder, params: {root: " + path("photos").string() +
               ", size: 16" + more + "}}";
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 0; i < 6; ++i)
            samples::write_picture(path("photos") / (std::to_string(i) + ".png"),
                                   samples::picture(24, 20, i));
        samples::write_text(path("photos/broken.png"), "no picture");
    }

    void trains_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("prefix");
        const auto row = [](const char* name, const Kind& kind,
                            const char* prefix = "cond_stage_model") {
            QTest::newRow(name) << QString::fromStdString(yaml_of(kind)) << prefix;
        };
        const auto unconditional = "__is_unconditional__";
        row("none, world", {"", unconditional, world()}, "model.");
        row("none, folder", {"", unconditional, folder(", crop: random, flip: true")}, "model.");
        row("map",
            {"concat", encoder("SpatialRescaler", "n_stages: 0, in_channels: 18, out_channels: 3"),
             world(), "", "", "", 6});
        row("class", {"crossattn", encoder("ClassEmbedder", "embed_dim: 32, n_classes: 81"),
                      world(), "", "", "sfumato: {null_class: 80}\n"});
        row("words", {"crossattn", encoder("BERTEmbedder", "n_embed: 32, n_layer: 1"), world()});
        row("words by CLIP",
            {"crossattn", encoder("FrozenCLIPEmbedder", "width: 32, layers: 1, heads: 2"),
             world()});
        std::string labels = "sfumato:\n  labels:\n";
        for (int i = 0; i < 18; ++i)
            labels += "    - {name: l" + std::to_string(i) + ", rgb: [0, 0, 0]}\n";
        row("boxes", {"crossattn",
                      encoder("BERTEmbedder",
                              "n_embed: 32, n_layer: 1, vocab_size: 1024, max_seq_len: 92, "
                              "use_tokenizer: false"),
                      world(), "", "", labels});
        row("low-res",
            {"concat", "{target: torch.nn.Identity}",
             folder(", degradation: pil_bicubic, downscale_f: 1"), "", "", "", 6},
            "model.");
        row("hole", {"concat", "__is_first_stage__", world(", holes: true"), "", "", "", 7},
            "model.");
        row("hole and words",
            {"hybrid", encoder("FrozenCLIPEmbedder", "width: 32, layers: 1, heads: 2"),
             world(", holes: true"), "", "", "", 7});
    }

    void trains()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, prefix);
        const double moved = trained(yaml.toStdString(), prefix.toStdString());
        QVERIFY2(moved > 0.0, qPrintable(QString::number(moved)));
    }

    void trainsAFirstStageFromAFolder()
    {
        const auto yaml =
            "model:\n  base_learning_rate: 0.001\n  target: ldm.models.autoencoder.AutoencoderKL\n"
            "  params:\n    embed_dim: 4\n    ddconfig: {double_z: true, z_channels: 4, "
            "resolution: 16, in_channels: 3, out_ch: 3, ch: 32, ch_mult: [1, 1], num_res_blocks: "
            "1, attn_resolutions: []}\n    lossconfig: {target: l.LPIPSWithDiscriminator, params: "
            "{disc_start: 1, disc_num_layers: 1, disc_ndf: 8}}\ndata:\n  params:\n    batch_size: "
            "2\n    num_workers: 2\n    train: " +
            folder(", degradation: bsrgan_light") + "\nlightning:\n  trainer: {max_steps: 3}\n";
        QVERIFY(trained(yaml, "encoder") > 0.0);
    }

    void batchesDependOnTheirNumber()
    {
        const auto config =
            configOf(yaml_of({"", "__is_unconditional__", folder(", crop: random, flip: true")}));
        const auto make = [&](int batch_size, int rank, int world_size, std::int64_t first) {
            return source_maker(config)({7, batch_size, rank, world_size, first});
        };
        const auto whole = make(4, 0, 1, 0), odd = make(2, 1, 2, 0), late = make(4, 0, 1, 3);
        for (int b = 0; b < 5; ++b) {
            const auto batch = whole->batch(b), part = odd->batch(b);
            QVERIFY(at::equal(batch.image.narrow(0, 2, 2), part.image));
            QCOMPARE(part.samples.first, batch.samples.first + 2);
            QVERIFY(batch.keys.empty());
            if (b >= 3)
                QVERIFY(at::equal(batch.image, late->batch(b).image));
        }
        QVERIFY(!whole->notes().empty());  // the broken picture
        QCOMPARE(whole->held_out(9).image.size(0), 9);
        // Middle squares are the same each time: their latents may be kept.
        const auto still = configOf(yaml_of({"", "__is_unconditional__", folder("")}));
        QCOMPARE(source_maker(still)({7, 4, 0, 1, 0})->batch(0).keys.size(), size_t(4));
    }

    void fieldsHoldWhatTheDataSay()
    {
        const auto config = configOf(yaml_of(
            {"hybrid", encoder("FrozenCLIPEmbedder", "width: 32, layers: 1, heads: 2"), world()}));
        const ConditionFields fields(config.model, config.vocabularies);
        data::Example example;
        example.image = samples::picture(2, 1, 0);
        example.caption = "a tree";
        example.mask = Image{2, 1, 1, {0, 255}};
        const auto made = fields.make({example});
        QCOMPARE(made.at("condition").sizes(), (torch::IntArrayRef{1, 77}));
        QVERIFY(!at::equal(made.at("condition"), made.at(field_without("condition"))));
        QVERIFY(at::equal(made.at("mask").flatten(), at::tensor({0.0f, 1.0f})));
        example.caption.clear();
        QVERIFY_EXCEPTION_THROWN(fields.make({example}), Error);
        example.caption = "a tree";
        example.mask.reset();
        QVERIFY_EXCEPTION_THROWN(fields.make({example}), Error);
    }

    void saysWhatTheDataLack()
    {
        const auto words = encoder("FrozenCLIPEmbedder", "width: 32, layers: 1, heads: 2");
        QVERIFY(problemOf(yaml_of({"crossattn", words, folder("")})).contains("captions"));
        QVERIFY(
            problemOf(yaml_of({"crossattn", encoder("ClassEmbedder", "embed_dim: 32, n_classes: 3"),
                               world(), "", "", "sfumato: {null_class: 2}\n"}))
                .contains("3 classes"));
        QVERIFY(problemOf(yaml_of({"crossattn",
                                   encoder("BERTEmbedder",
                                           "n_embed: 32, n_layer: 1, vocab_size: 1024, "
                                           "max_seq_len: 92, use_tokenizer: false"),
                                   world()}))
                    .contains("labels"));
    }

    void knowsPublishedTargets_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("place");
        QTest::newRow("faces") << "taming.data.faceshq.CelebAHQTrain"
                               << "data/celebahqtrain.txt";
        QTest::newRow("ffhq") << "taming.data.faceshq.FFHQValidation"
                              << "data/ffhqvalidation.txt";
        QTest::newRow("lsun") << "ldm.data.lsun.LSUNBedroomsTrain"
                              << "data/lsun/bedrooms_train.txt";
        QTest::newRow("churches") << "ldm.data.lsun.LSUNChurchesTrain"
                                  << "data/lsun/churches";
        QTest::newRow("imagenet") << "ldm.data.imagenet.ImageNetTrain"
                                  << "ILSVRC2012_train";
        QTest::newRow("sr") << "ldm.data.imagenet.ImageNetSRTrain"
                            << "ILSVRC2012_train";
        QTest::newRow("coco") << "taming.data.coco.CocoImagesAndCaptionsTrain"
                              << "data/coco";
        QTest::newRow("layout")
            << "taming.data.annotated_objects_open_images.AnnotatedObjectsOpenImages"
            << "data_path";
        QTest::newRow("unknown") << "ldm.data.other.Things"
                                 << "sfumato.data.ImageFolder";
        QTest::newRow("own") << "sfumato.data.Video"
                             << "WebDataset";
    }

    void knowsPublishedTargets()
    {
        QFETCH(QString, target);
        QFETCH(QString, place);
        const auto problem = problemOf(yaml_of(
            {"", "__is_unconditional__", "{target: " + target.toStdString() + ", params: {}}"}));
        QVERIFY2(problem.contains(place), qPrintable(problem));
    }

    void followsPublishedPreprocessing()
    {
        const auto frameOf = [this](const std::string& data) {
            return configOf(yaml_of({"", "__is_unconditional__", data})).dataset->train;
        };
        const auto lsun = frameOf(
            "{target: ldm.data.lsun.LSUNCatsTrain, params: {size: 64, interpolation: bicubic}}");
        QCOMPARE(lsun.frame.size, 64);
        QVERIFY(lsun.frame.crop_first && lsun.frame.flip == 0.5);
        QVERIFY(lsun.frame.resample == data::Resample::PilBicubic);
        const auto sr = frameOf(
            "{target: ldm.data.imagenet.ImageNetSRTrain, params: {size: 256, degradation: "
            "bsrgan_light, downscale_f: 4, min_crop_f: 0.75, max_crop_f: 1.0, random_crop: "
            "false}}");
        QVERIFY(sr.degradation == DegradeKind::BsrganLight);
        QVERIFY(sr.frame.resample == data::Resample::CvArea);
        QVERIFY(sr.frame.crop == data::Crop::Centre && sr.frame.min_crop == 0.75);
        const auto by_class =
            frameOf("{target: ldm.data.imagenet.ImageNetTrain, params: {config: {size: 128}}}");
        QCOMPARE(by_class.frame.size, 128);
        QVERIFY(by_class.frame.crop == data::Crop::Random && !by_class.degradation);
        const auto layouts = frameOf(
            "{target: taming.data.annotated_objects_coco.AnnotatedObjectsCoco, params: {data_path: "
            "d, crop_method: random-2d, random_flip: true, min_object_area: 0.01}}");
        QVERIFY(layouts.frame.crop == data::Crop::Random2d && layouts.frame.flip == 0.5);
        QCOMPARE(std::get<data::CocoOptions>(layouts.reader).filter.min_area, 0.01);
    }
};

QTEST_GUILESS_MAIN(DatasetTrainingTest)
#include "dataset_training_test.moc"
