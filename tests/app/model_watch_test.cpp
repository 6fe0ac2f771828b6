// SPDX-License-Identifier: MIT
#include "model_watch.h"
#include "main_window.h"
#include "support/stand_in.h"

#include <ldm/engine.h>
#include <ldm/model_hash.h>

#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sfumato;
using sfumato::test::StandIn;

/// What is remembered of the models: which weights pictures were made with, how fast they are.
class ModelWatchTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    QString m_machine;

    ldm::ModelInfo model(const QByteArray& weights) const
    {
        ldm::ModelInfo info;
        info.id = "lakes";
        info.title = "Lakes";
        info.weights = m_folder.filePath("lakes.safetensors").toStdString();
        QFile file(QString::fromStdString(info.weights.string()));
        if (file.open(QIODevice::WriteOnly))
            file.write(weights);
        return info;
    }

    std::unique_ptr<ModelWatch> watch(const ldm::ModelInfo& model)
    {
        auto made = std::make_unique<ModelWatch>(*m_settings, [this] { return m_machine; });
        made->setModels({model});
        return made;
    }

    static ldm::Picture run(const std::string& hash, double seconds)
    {
        ldm::Picture picture;
        picture.recipe.model = "lakes";
        picture.recipe.model_hash = hash;
        picture.recipe.steps = 10;
        picture.timings.sample = seconds;
        return picture;
    }

private Q_SLOTS:
    void init()
    {
        m_settings =
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        m_settings->clear();
        m_machine = "cpu, a/b \\ c, 2";
    }

    void aRecipeOfOtherWeightsIsSeen()
    {
        const auto info = model("the weights");
        const auto hash = ldm::model_hash(info.weights);
        QCOMPARE(hash.size(), size_t(64));
        auto watcher = watch(info);
        QSignalSpy another(watcher.get(), &ModelWatch::isAnother);
        watcher->check(run(hash, 1).recipe);  // reads the file
        QTRY_VERIFY(ModelHashes(*m_settings).known(info));
        watcher->check(run("", 1).recipe);
        QCOMPARE(another.size(), 0);
        watcher->check(run("other", 1).recipe);  // is known by now
        QCOMPARE(another.size(), 1);
        QCOMPARE(another.first().first().toString(), QString("Lakes"));
        // The file is replaced: what was known of it is not true any more.
        const auto next = model("other weights");
        QVERIFY(!ModelHashes(*m_settings).known(next));
        watcher->check(run(hash, 1).recipe);
        QTRY_COMPARE(another.size(), 2);
    }

    void speedsOutliveTheProgram()
    {
        const auto info = model("the weights");
        const auto hash = ldm::model_hash(info.weights);
        watch(info)->learn(run(hash, 2.0));
        const auto asked = run("", 0).recipe;
        QCOMPARE(watch(info)->speeds().speedOf(asked).seconds(10), 2.0);
        // The first run of this start replaces it, the next count for half.
        auto later = watch(info);
        later->learn(run(hash, 6.0));
        QCOMPARE(later->speeds().speedOf(asked).seconds(10), 6.0);
        later->learn(run(hash, 4.0));
        QCOMPARE(later->speeds().speedOf(asked).seconds(10), 5.0);
        // Another machine, or other weights, are as fast as they are.
        m_machine = "cpu, a/b \\ c, 1";
        QCOMPARE(watch(info)->speeds().speedOf(asked).step, 0.0);
        m_machine = "cpu, a/b \\ c, 2";
        QCOMPARE(watch(info)->speeds().speedOf(asked).seconds(10), 5.0);
        QCOMPARE(watch(model("other weights"))->speeds().speedOf(asked).step, 0.0);
    }

    void whatIsStoredAndMakesNoSenseIsLeftOut()
    {
        SpeedTable table;
        for (const char* text : {"", "{", "[1]", "{\"a/ddim\": 3}", "{\"a/ddim\": [[0,1,1],[9]]}",
                                 "{\"a/ddim\": [[4096,-1,0],[4096,\"x\",0]]}"}) {
            table.restore(text);
            QCOMPARE(table.saved(), QByteArray("{}"));
        }
    }

    void theWindowSaysThatAPictureIsOfAnotherVersion()
    {
        class Installed : public StandIn {
        public:
            explicit Installed(ldm::ModelInfo info) : m_info(std::move(info)) {}
            std::vector<ldm::ModelInfo> models() override
            {
                auto all = StandIn::models();
                all.front().weights = m_info.weights;
                return all;
            }

        private:
            ldm::ModelInfo m_info;
        };
        PluginLoader plugins;
        plugins.scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        MainWindow window(std::make_unique<Installed>(model("the weights")), plugins, *m_settings);
        QSignalSpy ready(&window, &MainWindow::modelsReady);
        window.show();
        QVERIFY(ready.count() > 0 || ready.wait());
        ldm::Picture picture;
        picture.image = {64, 64, 3, std::vector<std::uint8_t>(64 * 64 * 3, 9)};
        picture.recipe.model = "semantic";
        picture.recipe.model_hash = std::string(64, '0');
        picture.recipe.width = picture.recipe.height = 64;
        picture.recipe.map = std::make_shared<ldm::LabelMap>(
            ldm::LabelMap{64, 64, std::vector<std::uint8_t>(64 * 64, 1)});
        const QString file = m_folder.filePath("old.png");
        ldm::save_picture(picture, file.toStdString());
        window.openFile(file);
        QTRY_VERIFY(window.messages().sentence().contains("another version of the model"));
        QSignalSpy idle(&window.queue(), &JobQueue::idle);
        window.generate();  // it runs all the same
        QVERIFY(idle.count() > 0 || idle.wait());
        QCOMPARE(window.document().history().size(), 1);
    }
};

QTEST_MAIN(ModelWatchTest)
#include "model_watch_test.moc"
