// SPDX-License-Identifier: MIT
#include "main_window.h"
#include "support/bundled_models.h"

#include "job/image_conversion.h"

#include <ldm/engine.h>
#include <ldm/error.h>

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace sfumato;

/// The bundled model, by the command line and by the window.
class LandscapeTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static QByteArray bytesOf(const QString& file)
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    static int run(const QStringList& arguments, QByteArray* output = nullptr)
    {
        QProcess process;
        process.setProcessChannelMode(output ? QProcess::ForwardedErrorChannel
                                             : QProcess::ForwardedChannels);
        process.start(QStringLiteral(SFUMATO_BINARY_DIR "/bin/sfumato-cli"), arguments);
        process.waitForFinished(-1);
        if (output)
            *output = process.readAllStandardOutput();
        return process.exitCode();
    }

    QString picture(const QString& name) const { return m_folder.filePath(name); }

    QString example() const
    {
        return QStringLiteral(SFUMATO_SOURCE_DIR "/resources/examples/maps/lake.png");
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!sfumato::test::hasBundledModels())
            QSKIP("the bundled model is not in this tree");
    }

    void theSameCommandGivesTheSameBytes()
    {
        const QStringList common{"semantic", "--map", example(), "--seed", "7"};
        QCOMPARE(run(common + QStringList{"--out", picture("a.png")}), 0);
        QCOMPARE(run(common + QStringList{"--out", picture("b.png")}), 0);
        QVERIFY(!bytesOf(picture("a.png")).isEmpty());
        QCOMPARE(bytesOf(picture("a.png")), bytesOf(picture("b.png")));
    }

    // As under a batch system that grants fewer threads than are asked for.
    void fewerThreadsMakeTheSamePicture()
    {
        const QStringList common{"--threads", "2",       "semantic", "--map",   example(), "--seed",
                                 "7",         "--steps", "4",        "--dtype", "bf16",    "--out"};
        QCOMPARE(run(common + QStringList{picture("two.png")}), 0);
        qputenv("OMP_THREAD_LIMIT", "1");
        const int code = run(common + QStringList{picture("one.png")});
        qunsetenv("OMP_THREAD_LIMIT");
        QCOMPARE(code, 0);
        const QImage two(picture("two.png")), one(picture("one.png"));
        double difference = 0.0;
        for (int y = 0; y < two.height(); ++y)
            for (int x = 0; x < two.width(); ++x)
                difference += std::abs(qGray(two.pixel(x, y)) - qGray(one.pixel(x, y)));
        difference /= two.width() * two.height();
        QVERIFY2(difference < 1.0, qPrintable(QString::number(difference)));
    }

    void theBenchmarkMeasuresBothComputeTypes()
    {
        QByteArray output;
        QCOMPARE(run({"bench", "--json", "--steps", "2", "--repeats", "1", "--width", "64",
                      "--height", "64"},
                     &output),
                 0);
        const QJsonArray rows = QJsonDocument::fromJson(output).array();
        QCOMPARE(rows.size(), 2);
        for (const auto& row : rows)
            for (const auto* figure : {"unet_step_ms", "decode_ms", "preview_ms", "total_ms",
                                       "unet_gflops", "matmul_gflops"})
                QVERIFY2(row.toObject().value(QLatin1String(figure)).toDouble() > 0.0, figure);
        QVERIFY(rows[0].toObject()["unet_gflops"].toDouble() < 1e5);
    }

    void theWindowMakesTheSamePixels()
    {
        QCOMPARE(run({"semantic", "--map", example(), "--seed", "7", "--out", picture("c.png")}),
                 0);
        QSettings settings(picture("settings.ini"), QSettings::IniFormat);
        PluginLoader plugins;
        plugins.scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        MainWindow window(sfumato::test::bundledEngine(), plugins, settings);
        QSignalSpy ready(&window, &MainWindow::modelsReady);
        QVERIFY(ready.wait(60000));
        QSignalSpy opened(&window, &MainWindow::fileOpened);
        window.openFile(picture("c.png"));
        QVERIFY(opened.wait(60000));
        const QImage made = window.document().result();

        QSet<QByteArray> previews;
        connect(&window.document(), &Document::previewChanged, this, [&] {
            const QImage& p = window.document().preview();
            if (!p.isNull())
                previews.insert(
                    QByteArray(reinterpret_cast<const char*>(p.constBits()), p.sizeInBytes()));
        });
        QSignalSpy idle(&window.queue(), &JobQueue::idle);
        window.generate();
        QVERIFY(idle.wait(120000));
        QCOMPARE(window.document().result(), made);
        QVERIFY(previews.size() >= 3);
    }

    void thePreviewIsTheSmallPicture()
    {
        ldm::EngineOptions options;
        options.model_folders = {SFUMATO_SOURCE_DIR "/resources/models"};
        ldm::Engine engine(options);
        struct Last final : ldm::Observer {
            ldm::Verdict on_step(const ldm::StepEvent& event) override
            {
                if (event.preview)
                    preview = event.preview;
                return ldm::Verdict::Continue;
            }
            std::shared_ptr<const ldm::Image> preview;
        } first, second;
        const auto decibels = [](const ldm::Image& picture, const ldm::Image& preview) {
            const QImage large = toQImage(picture);
            const QImage small = large.scaled(preview.width, preview.height, Qt::IgnoreAspectRatio,
                                              Qt::SmoothTransformation);
            const QImage shown = toQImage(preview);
            double squares = 0.0;
            for (int y = 0; y < small.height(); ++y)
                for (int x = 0; x < small.width(); ++x)
                    for (const int shift : {0, 8, 16}) {
                        const double d = double((small.pixel(x, y) >> shift) & 255) -
                                         double((shown.pixel(x, y) >> shift) & 255);
                        squares += d * d;
                    }
            const double mean = squares / (3.0 * small.width() * small.height());
            return 10.0 * std::log10(255.0 * 255.0 / mean);
        };
        auto recipe = ldm::load_recipe(SFUMATO_SOURCE_DIR "/resources/examples/lake.png");
        recipe.steps = 4;
        const auto a = engine.run(recipe, first);
        QCOMPARE(first.preview->width, recipe.width / 2);
        ++recipe.seed;
        const auto b = engine.run(recipe, second);
        const double fresh = decibels(a.image, *first.preview);
        const double learnt = decibels(b.image, *second.preview);
        qInfo("preview against the decoded picture: %.1f dB at first, %.1f dB after one picture",
              fresh, learnt);
        QVERIFY(fresh > 20.0);
        QVERIFY(learnt > 24.0);
    }

    void fromEscapeToIdleIsAtMostOneStep()
    {
        ldm::EngineOptions options;
        options.model_folders = {SFUMATO_SOURCE_DIR "/resources/models"};
        ldm::Engine engine(options);
        struct Counting final : ldm::Observer {
            ldm::Verdict on_step(const ldm::StepEvent& event) override
            {
                steps += event.phase == ldm::Phase::Sampling;
                return steps >= 3 ? ldm::Verdict::Cancel : ldm::Verdict::Continue;
            }
            int steps = 0;
        } observer;
        ldm::Recipe recipe;
        recipe.model = "landscape";
        auto map = std::make_shared<ldm::LabelMap>();
        *map = {64, 64, std::vector<std::uint8_t>(64 * 64, 6)};
        recipe.map = map;
        recipe.width = recipe.height = 64;
        bool cancelled = false;
        try {
            engine.run(recipe, observer);
        } catch (const ldm::Cancelled&) {
            cancelled = true;
        }
        QVERIFY(cancelled);
        QCOMPARE(observer.steps, 3);
    }

    void oddSizesAreComputedLargerAndCroppedBack()
    {
        QCOMPARE(run({"semantic", "--map", example(), "--size", "101x67", "--steps", "4", "--out",
                      picture("odd.png")}),
                 0);
        QCOMPARE(QImage(picture("odd.png")).size(), QSize(101, 67));
    }

    void wrongUseAndFailureHaveTheirExitCodes()
    {
        QCOMPARE(run({"semantic", "--out", picture("x.png")}), 2);
        QCOMPARE(run({"no-such-verb"}), 2);
        QCOMPARE(run({"semantic", "--map", "/no/such.png", "--out", picture("x.png")}), 1);
        QCOMPARE(
            run({"semantic", "--map", example(), "--model", "none", "--out", picture("x.png")}), 1);
        QCOMPARE(
            run({"semantic", "--map", example(), "--steps", "0", "--out", "/no/such/folder/x.png"}),
            1);
        QVERIFY(!QFile::exists(picture("x.png")));
    }
};

QTEST_MAIN(LandscapeTest)
#include "landscape_test.moc"
