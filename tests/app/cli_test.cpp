// SPDX-License-Identifier: MIT
#include "support/tiny_model.h"

#include <ldm/engine.h>
#include <ldm/photo.h>

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// Every verb of the command line from end to end, on tiny models with random weights, and each way
/// of using it wrongly.
class CliTest : public QObject {
    Q_OBJECT

private:
    struct Result {
        int code = -1;
        QByteArray out, err;
    };

    QTemporaryDir m_folder;

    QString file(const QString& name) const { return m_folder.filePath(name); }

    static QByteArray bytesOf(const QString& name)
    {
        QFile in(name);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    void write(const QString& name, const QByteArray& text) const
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }

    Result run(QStringList arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        arguments.prepend(m_folder.filePath("models"));
        arguments.prepend(QStringLiteral("--model-dir"));
        process.start(QStringLiteral(SFUMATO_BINARY_DIR "/bin/sfumato-cli"), arguments);
        process.waitForFinished(-1);
        return {process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    static void row(const char* name, const QStringList& arguments, int code, const char* word)
    {
        QTest::newRow(name) << arguments << code << QString(word);
    }

    static void addWrongOrigins()
    {
        row("bad blend",
            QStringList{"sample", "--model", "dream", "--blend", "7:1.5", "--out", "y"}, 2,
            "SEED:WEIGHT");
        row("bad offset",
            QStringList{"sample", "--model", "dream", "--noise-offset", "3", "--out", "y"}, 2,
            "X,Y");
        row("mask without origin",
            QStringList{"sample", "--model", "dream", "--renew", "mask.png", "--out", "y"}, 2,
            "--origin");
        row("origin without recipe", QStringList{"sample", "--origin", "photo.png", "--out", "y"},
            1, "no recipe");
    }

    static void saveImage(const QString& name, int width, int height)
    {
        QImage image(width, height, QImage::Format_RGB32);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                image.setPixel(x, y, qRgb(x * 7 % 256, y * 5 % 256, x * y % 256));
        QVERIFY(image.save(name));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_folder.path()).mkdir("models"));
        sfumato::test::write_tiny_models(file("models").toStdString());
        saveImage(file("photo.png"), 30, 22);
        QImage map(32, 32, QImage::Format_Grayscale8);
        map.fill(1);
        QVERIFY(map.save(file("map.png")));
        QImage mask(30, 22, QImage::Format_Grayscale8);
        mask.fill(0);
        for (int y = 5; y < 12; ++y)
            for (int x = 8; x < 15; ++x)
                mask.setPixel(x, y, qRgb(255, 255, 255));
        QVERIFY(mask.save(file("mask.png")));
        write("boxes.json", R"([{"label": "tree", "box": [0.1, 0.2, 0.3, 0.4]},
                                {"label": 1, "box": [0.5, 0.5, 0.5, 0.5], "group": true}])");
    }

    void eachVerbMakesItsPicture_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QSize>("size");
        const QSize native(32, 32), photo(30, 22);
        QTest::newRow("semantic") << QStringList{"semantic", "--map", "map.png", "--model", "paint"}
                                  << native;
        QTest::newRow("layout") << QStringList{"layout", "--boxes", "boxes.json"} << native;
        QTest::newRow("inpaint") << QStringList{"inpaint",  "--image", "photo.png", "--mask",
                                                "mask.png", "--model", "fill"}
                                 << photo;
        QTest::newRow("inpaint with words")
            << QStringList{"inpaint", "--image", "photo.png", "--mask",     "mask.png", "--prompt",
                           "a gate",  "--model", "clip-fill", "--guidance", "3"}
            << photo;
        QTest::newRow("upscale") << QStringList{"upscale", "photo.png"} << photo * 4;
        QTest::newRow("upscale twice")
            << QStringList{"upscale", "photo.png", "--scale", "8"} << photo * 8;
        QTest::newRow("text") << QStringList{"text",    "a tree", "--guidance", "4",
                                             "--model", "words",  "--size",     "40x24"}
                              << QSize(40, 24);
        QTest::newRow("text from a picture")
            << QStringList{"text",    "a tree",    "--model",    "clip",
                           "--image", "photo.png", "--strength", "0.7"}
            << native;
        QTest::newRow("class") << QStringList{"class", "2", "--guidance", "2"} << native;
    }

    void eachVerbMakesItsPicture()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QSize, size);
        const QString name = QString(QTest::currentDataTag()).replace(' ', '-');
        const QString first = file(name + "-1.png"), second = file(name + "-2.png"),
                      again = file(name + "-3.png");
        const QStringList common{"--steps", "3", "--seed", "5", "--dtype", "fp32"};
        const auto made = run(arguments + common +
                              QStringList{"--out", first, "--json", "--previews", file(name),
                                          "--film", file(name + ".webp")});
        QVERIFY2(made.code == 0, made.err);
        QCOMPARE(QImage(first).size(), size);
        const auto lines = made.out.trimmed().split('\n');
        const auto report = QJsonDocument::fromJson(lines.last()).object();
        QCOMPARE(report["file"].toString(), first);
        QCOMPARE(report["width"].toInt(), size.width());
        QVERIFY(QDir(file(name)).entryList({"*.png"}).size() >= 2);
        QVERIFY(QImageReader(file(name + ".webp")).imageCount() >= 2);
        QCOMPARE(run(arguments + common + QStringList{"--out", second}).code, 0);
        QVERIFY(bytesOf(first) == bytesOf(second));
        const auto repeated = run({arguments.first(), "--recipe", first, "--out", again});
        QVERIFY2(repeated.code == 0, repeated.err);
        QVERIFY(bytesOf(first) == bytesOf(again));
    }

    void aPictureGoesOnFromAnother()
    {
        const QStringList common{"--model", "paint", "--steps", "4", "--dtype", "fp32"};
        const auto at = [this](const char* name) { return file(name); };
        const auto first = run(
            QStringList{"semantic", "--map", "map.png", "--seed", "3", "--out", at("first.png")} +
            common);
        QVERIFY2(first.code == 0, first.err);
        QImage renew(32, 32, QImage::Format_Grayscale8);
        renew.fill(0);
        for (int y = 8; y < 16; ++y)
            std::fill_n(renew.scanLine(y) + 16, 8, uchar(255));
        QVERIFY(renew.save(at("renew.png")));
        const auto part = run({"semantic", "--origin", "first.png", "--renew", "renew.png",
                               "--seed", "8", "--blend", "9:0.5", "--out", at("part.png")});
        QVERIFY2(part.code == 0, part.err);
        const QImage before(at("first.png")), after(at("part.png"));
        const QRect inside(16, 8, 8, 8);
        bool changed = false;
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x) {
                const bool same = before.pixel(x, y) == after.pixel(x, y);
                QVERIFY(same || inside.contains(x, y));
                changed = changed || !same;
            }
        QVERIFY(changed);
        // Without a change the kept steps lead to the same picture, again from the file alone.
        QCOMPARE(run({"semantic", "--origin", "first.png", "--origin-step", "2", "--out",
                      at("same.png")})
                     .code,
                 0);
        QCOMPARE(QImage(at("same.png")), before);
        QCOMPARE(run({"semantic", "--recipe", "part.png", "--out", at("again.png")}).code, 0);
        QVERIFY(bytesOf(at("again.png")) == bytesOf(at("part.png")));
        const auto moved = run(QStringList{"semantic", "--map", "map.png", "--noise-offset",
                                           "-16,0", "--out", at("moved.png")} +
                               common);
        QVERIFY2(moved.code == 0, moved.err);
        QCOMPARE(ldm::load_recipe(at("moved.png").toStdString()).noise_x, -16);
    }

    void verifySaysWhetherAPictureComesOutAgain()
    {
        const QString name = file("made.png"), edited = file("edited.png");
        const auto made = run(
            {"class", "1", "--model", "kinds", "--steps", "3", "--dtype", "fp32", "--out", name});
        QVERIFY2(made.code == 0, made.err);
        const auto answer = [this](const QStringList& arguments, int code) {
            const auto result = run(QStringList{"--json", "verify"} + arguments);
            if (result.code != code)
                return QStringLiteral("code %1: ").arg(result.code) + result.err;
            const auto lines = result.out.trimmed().split('\n');
            const auto json = QJsonDocument::fromJson(lines.last()).object();
            return json["answer"].toString() + ": " +
                   json["reasons"].toArray().at(0).toString().left(22);
        };
        QCOMPARE(answer({name}, 0), QString("same bytes: "));
        QVERIFY(run({"--json", "verify", name, "--dtype", "bf16"})
                    .out.contains("it was computed in fp32 and here in bf16"));
        auto picture = ldm::Picture{
            ldm::load_image(name.toStdString()), ldm::load_recipe(name.toStdString()), {}, {}};
        auto other = picture;
        for (auto& value : other.image.pixels)
            value ^= 1;
        ldm::save_picture(other, edited.toStdString());
        QCOMPARE(answer({edited}, 0), QString("same picture: it has been edited sin"));
        for (auto& value : other.image.pixels)
            value = std::uint8_t(255 - value);
        ldm::save_picture(other, edited.toStdString());
        QCOMPARE(answer({edited}, 1), QString("differs: it has been edited sin"));
        other.recipe.model_hash = std::string(64, 'a');
        ldm::save_picture(other, edited.toStdString());
        QCOMPARE(answer({edited}, 1), QString("differs: it was made with anoth"));
        // Made again it is said, too, and made all the same.
        const auto again = run({"class", "--recipe", edited, "--out", file("again.png")});
        QVERIFY2(again.code == 0, again.err);
        QVERIFY2(again.err.contains("of another version of the model 'kinds'"), again.err);
        QVERIFY(!run({"class", "--recipe", name, "--out", file("again.png")})
                     .err.contains("another version"));
        other.image = {5, 5, 3, std::vector<std::uint8_t>(75, 0)};
        other.recipe.model_hash = picture.recipe.model_hash;
        ldm::save_picture(other, edited.toStdString());
        QCOMPARE(answer({edited}, 1), QString("differs: it has been scaled or "));
        QCOMPARE(run({"verify", "photo.png"}).code, 1);
    }

    void aJpegIsVerifiedAndAPhotoThatIsNotInsideIsAskedFor()
    {
        const QString name = file("large.jpg"), bare = file("bare.png");
        const auto made = run({"upscale", "photo.png", "--out", file("large.png")});
        QVERIFY2(made.code == 0, made.err);
        auto picture = ldm::Picture{ldm::load_image(file("large.png").toStdString()),
                                    ldm::load_recipe(file("large.png").toStdString()),
                                    {},
                                    {}};
        ldm::save_picture(picture, name.toStdString(), {nullptr, true, true, 95});
        const auto answer = run({"verify", name});
        QVERIFY2(answer.code == 0, answer.out);
        QVERIFY2(answer.out.contains("same picture") && answer.out.contains("jpeg file"),
                 answer.out);
        picture.recipe.image.reset();
        ldm::save_picture(picture, bare.toStdString());
        const auto refused = run({"verify", bare});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("--image"), refused.err);
        const auto whole = run({"verify", bare, "--image", "photo.png"});
        QVERIFY2(whole.out.contains("same bytes"), whole.out + whole.err);
    }

    void sampleFillsAFolder()
    {
        const auto made = run({"sample", "--model", "dream", "--count", "3", "--steps", "2",
                               "--out", file("samples")});
        QVERIFY2(made.code == 0, made.err);
        QCOMPARE(QDir(file("samples")).entryList({"*.png"}).size(), 3);
    }

    void aBatchIsDividedAmongShards()
    {
        ldm::Recipe recipe;
        recipe.task = ldm::TaskKind::Unconditional;
        recipe.model = "dream";
        recipe.width = recipe.height = 32;
        recipe.steps = 2;
        QByteArray lines;
        for (int i = 0; i < 5; ++i) {
            recipe.seed = std::uint64_t(i);
            lines += QByteArray::fromStdString(ldm::to_json(recipe)).replace('\n', ' ') + "\n";
        }
        write("batch.jsonl", lines);
        for (const char* shard : {"0/2", "1/2"}) {
            const auto made =
                run({"sample", "--batch", "batch.jsonl", "--shard", shard, "--out", file("batch")});
            QVERIFY2(made.code == 0, made.err);
            QCOMPARE(QDir(file("batch")).entryList({"*.png"}).size(), shard[0] == '0' ? 3 : 5);
        }
    }

    void degradeShrinks()
    {
        const auto made = run({"degrade", "photo.png", "--kind", "bsrgan", "--seed", "3", "--out",
                               file("small.png")});
        QVERIFY2(made.code == 0, made.err);
        QCOMPARE(QImage(file("small.png")).size(), QSize(7, 5));
    }

    void metricsMeasure()
    {
        const auto same = run({"--json", "metric", "psnr", "photo.png", "photo.png"});
        QVERIFY2(same.code == 0, same.err);
        const auto ssim = QJsonDocument::fromJson(
            run({"--json", "metric", "ssim", "photo.png", "photo.png"}).out);
        QCOMPARE(ssim["ssim"]["value"].toDouble(), 1.0);
        QCOMPARE(ssim["made"].toInt(), 1);
    }

    void aStudyOfStepsIsWrittenAndGoesOn()
    {
        QVERIFY(QDir(m_folder.path()).mkdir("real"));
        QCOMPARE(run({"sample", "--model", "dream", "--count", "2", "--steps", "3", "--seed", "50",
                      "--out", file("real")})
                     .code,
                 0);
        const QStringList study{"efficiency", "dream",    "--real",  file("real"),
                                "--network",  "random:1", "--steps", "1,2",
                                "--count",    "2",        "--out",   file("study")};
        const auto made = run(study);
        QVERIFY2(made.code == 0, made.err);
        const auto text = [this](const char* name) {
            QFile csv(file(name));
            return csv.open(QIODevice::ReadOnly) ? csv.readAll() : QByteArray();
        };
        const auto first = text("study/efficiency.csv");
        QCOMPARE(first.count('\n'), 3);
        QVERIFY(first.contains("\ndream,2,"));
        QVERIFY(text("study/efficiency.svg").contains("<polyline"));
        QCOMPARE(run(study).code, 0);  // the pictures are there: the same figures
        QCOMPARE(text("study/efficiency.csv"), first);
    }

    void aConvertedModelMakesTheSamePicture()
    {
        QVERIFY(QDir(m_folder.path()).mkdir("converted"));
        QVERIFY(QFile::copy(file("models/dream.yaml"), file("converted/dream.yaml")));
        const auto converted = run(
            {"convert", file("models/dream.safetensors"), "--out", file("converted/dream.ckpt")});
        QVERIFY2(converted.code == 0, converted.err);
        const QStringList common{"sample", "--steps", "2", "--seed", "1", "--dtype", "fp32"};
        QVERIFY(QDir(m_folder.path()).mkdir("a"));
        QCOMPARE(run(common + QStringList{"--model", "dream", "--out", file("a")}).code, 0);
        QCOMPARE(
            run(common + QStringList{"--model", file("converted/dream.ckpt"), "--out", file("b")})
                .code,
            0);
        QVERIFY(QImage(file("a/picture-1.png")) == QImage(file("b/picture-1.png")));
        const auto half = run({"convert", file("converted/dream.ckpt"), "--dtype", "fp16", "--out",
                               file("half.safetensors")});
        QVERIFY2(half.code == 0, half.err);
        QVERIFY(QFileInfo(file("half.safetensors")).size() * 10 <
                QFileInfo(file("models/dream.safetensors")).size() * 6);
        const auto bytes = run({"convert", file("half.safetensors"), "--dtype", "int8", "--out",
                                file("bytes.safetensors")});
        QVERIFY2(bytes.code == 0, bytes.err);
        QVERIFY(QFileInfo(file("bytes.safetensors")).size() * 10 <
                QFileInfo(file("half.safetensors")).size() * 7);
        const auto info =
            QJsonDocument::fromJson(run({"--json", "info", file("bytes.safetensors")}).out)
                .object();
        QVERIFY(info["tensors"].toInt() > 50);
        QVERIFY(info["missing"].toArray().isEmpty());
    }

    void modelsDevicesAndInfoTellMachines()
    {
        const auto models = QJsonDocument::fromJson(run({"--json", "models"}).out).array();
        QVERIFY(models.size() >= 9);
        QVERIFY(!QJsonDocument::fromJson(run({"--json", "devices"}).out).array().isEmpty());
        const auto info =
            QJsonDocument::fromJson(run({"--json", "info", file("models/fill.safetensors")}).out)
                .object();
        QVERIFY(info["tensors"].toInt() > 50);
        QVERIFY(info["missing"].toArray().isEmpty());
    }

    void wrongUseIsExplained_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("word");
        write("garbage.json", "not json");
        write("nobox.json", R"([{"label": "tree"}])");
        write("strange.json", R"([{"label": "castle", "box": [0, 0, 1, 1]}])");
        write("empty.jsonl", "{\"task\": \"flying\"}\n");
        const QStringList out{"--out", "x.png"};
        row("no verb", {}, 2, "subcommand");
        row("unknown verb", {"fly"}, 2, "subcommand");
        row("no output", {"text", "a"}, 2, "--out");
        row("no map", QStringList{"semantic"} + out, 2, "--map");
        row("no boxes", QStringList{"layout"} + out, 2, "--boxes");
        row("no mask", QStringList{"inpaint", "--image", "photo.png"} + out, 2, "--mask");
        row("no picture", QStringList{"upscale"} + out, 2, "image");
        row("no prompt", QStringList{"text"} + out, 2, "prompt");
        row("no class", QStringList{"class"} + out, 2, "class");
        row("bad size", QStringList{"text", "a", "--size", "big"} + out, 2, "WxH");
        row("bad scale", QStringList{"upscale", "photo.png", "--scale", "3"} + out, 2, "--scale");
        row("bad shard", QStringList{"text", "a", "--shard", "4/2"} + out, 2, "i/n");
        row("bad degradation", QStringList{"degrade", "photo.png", "--kind", "rain"} + out, 2,
            "--kind");
        row("efficiency without real pictures", {"efficiency", "dream", "--out", "study"}, 2,
            "--real");
        row("efficiency of maps",
            {"efficiency", "paint", "--real", "set", "--network", "random:1", "--out", "study"}, 1,
            "unconditional");
        row("metric of nothing", {"metric", "psnr", "photo.png"}, 2, "real");
        row("metric of sizes", {"metric", "psnr", "photo.png", "map.png"}, 1, "another size");
        row("metric without network", {"metric", "fid", "photo.png", "photo.png"}, 1, "random:1");
        row("metric of no weights", {"metric", "lpips", "photo.png", "photo.png"}, 1, "VGG-16");
        row("unknown model", QStringList{"text", "a", "--model", "none"} + out, 1, "words");
        row("model of another kind", QStringList{"text", "a", "--model", "fill"} + out, 1,
            "cannot do");
        row("unknown sampler", QStringList{"text", "a", "--sampler", "magic"} + out, 1, "ddim");
        row("too many steps", QStringList{"text", "a", "--steps", "5000"} + out, 1, "1000");
        row("missing file", QStringList{"upscale", "nowhere.png"} + out, 1, "nowhere.png");
        row("unknown class", QStringList{"class", "unicorn"} + out, 1, "unicorn");
        row("no JSON", QStringList{"layout", "--boxes", "garbage.json"} + out, 1, "no list");
        row("no box", QStringList{"layout", "--boxes", "nobox.json"} + out, 1, "entry 1");
        row("unknown label", QStringList{"layout", "--boxes", "strange.json"} + out, 1, "castle");
        row("mask of another size",
            QStringList{"inpaint", "--image", "photo.png", "--mask", "map.png", "--model", "fill"} +
                out,
            1, "one size");
        row("recipe of another verb", QStringList{"text", "--recipe", "map.png"} + out, 1,
            "no recipe");
        row("bad batch", QStringList{"sample", "--batch", "empty.jsonl", "--out", "y"}, 1,
            "line 1");
        row("no folder", {"text", "a", "--steps", "1", "--out", "no/such/x.png"}, 1, "no/such");
        row("convert to nothing", {"convert", "models/fill.safetensors", "--out", "x.txt"}, 1,
            ".safetensors");
        row("convert without averages",
            {"convert", "models/fill.safetensors", "--ema-only", "--out", "x.ckpt"}, 1,
            "moving averages");
        row("convert to bytes in a .ckpt",
            {"convert", "models/fill.safetensors", "--dtype", "int8", "--out", "x.ckpt"}, 1,
            ".safetensors");
        row("info of no model", {"info", "photo.png"}, 1, "photo.png");
        addWrongOrigins();
    }

    void wrongUseIsExplained()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, word);
        const auto result = run(arguments);
        QVERIFY2(result.code == code, result.err + result.out);
        QVERIFY2((result.err + result.out).contains(word.toUtf8()), result.err + result.out);
        QVERIFY(!QFile::exists(file("x.png")));
    }

    void everyVerbHelps()
    {
        for (const char* verb : {"semantic", "layout", "inpaint", "upscale", "text", "class",
                                 "sample", "degrade", "convert", "info", "models", "devices",
                                 "bench", "train", "data", "metric", "efficiency"}) {
            const auto help = run({verb, "--help"});
            QCOMPARE(help.code, 0);
            QVERIFY2(help.out.contains("Usage"), verb);
        }
    }
};

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
