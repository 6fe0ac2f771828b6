// SPDX-License-Identifier: MIT
#include "model/latent_diffusion.h"
#include "model/model_config.h"

#include <nlohmann/json.hpp>

#include "main_window.h"
#include "panel/model_manager.h"
#include "support/tiny_model.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace sfumato;

/// Weights of a published model, put into the models folder without a word about them, show up in
/// the mode that they fit, with labels, size and settings.
class ZooModelsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<PluginLoader> m_plugins;
    std::unique_ptr<MainWindow> m_window;

    static QDir zoo() { return QDir(QStringLiteral(SFUMATO_SOURCE_DIR "/resources/zoo")); }

    // A file with the names and shapes of a model's weights and holes for the numbers.
    void writeHollow(const QString& id) const
    {
        const auto config =
            ldm::model::read_model_config(zoo().filePath(id + ".yaml").toStdString());
        const auto& c = config.latent_diffusion();
        ldm::model::LatentDiffusion model(c);
        nlohmann::json header;
        std::uint64_t at = 0;
        const auto add = [&](const std::string& name, const torch::Tensor& tensor) {
            const auto bytes = std::uint64_t(tensor.numel()) * 2;
            header[name] = {{"dtype", "F16"},
                            {"shape", tensor.sizes().vec()},
                            {"data_offsets", {at, at + bytes}}};
            at += bytes;
        };
        for (const auto& item : model.named_parameters())
            add(item.key(), item.value());
        if (c.conditioner.kind == ldm::model::ConditionerKind::FirstStage)
            for (const auto& item : model.first_stage().named_parameters())
                add("cond_stage_model." + item.key(), item.value());
        const auto text = header.dump();
        const auto path = m_folder.filePath("models/" + id + ".safetensors").toStdString();
        std::ofstream file(path, std::ios::binary);
        for (std::size_t i = 0; i < 8; ++i)
            file.put(char(text.size() >> 8 * i));
        file << text;
        file.close();
        std::filesystem::resize_file(path, 8 + text.size() + at);
    }

    void openWindow(const QString& folder)
    {
        ldm::EngineOptions options;
        options.model_folders = {m_folder.filePath(folder).toStdString()};
        options.resources = SFUMATO_SOURCE_DIR "/resources";
        options.threads = 1;
        m_window = std::make_unique<MainWindow>(std::make_unique<EngineGenerator>(options),
                                                *m_plugins, *m_settings);
        m_window->setModelFolder(m_folder.filePath(folder), zoo().path());
        QSignalSpy ready(m_window.get(), &MainWindow::modelsReady);
        m_window->show();
        QVERIFY(ready.count() > 0 || ready.wait(60000));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_folder.path()).mkdir("models"));
        QVERIFY(QDir(m_folder.path()).mkdir("tiny"));
        m_settings =
            std::make_unique<QSettings>(m_folder.filePath("settings.ini"), QSettings::IniFormat);
        m_plugins = std::make_unique<PluginLoader>();
        m_plugins->scan(QStringLiteral(SFUMATO_BINARY_DIR "/lib/sfumato/plugins"));
        for (const QString& name : zoo().entryList({"*.yaml"}, QDir::Files))
            writeHollow(name.chopped(5));
        openWindow("models");
    }

    void cleanupTestCase() { m_window.reset(); }

    void showsUpInItsMode_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("labels");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QSize>("size");
        const QString none;
        QTest::newRow("semantic_synthesis256") << "semantic" << 182 << "person" << QSize(256, 256);
        QTest::newRow("semantic_synthesis512") << "semantic" << 182 << "person" << QSize(512, 512);
        QTest::newRow("layout2img-openimages256") << "layout" << 600 << none << QSize(256, 256);
        QTest::newRow("inpainting_big") << "inpaint" << 2 << "keep" << QSize(512, 512);
        QTest::newRow("sd-v1-inpainting") << "inpaint" << 2 << "keep" << QSize(512, 512);
        QTest::newRow("bsr_sr") << "upscale" << 0 << none << QSize(0, 0);
        QTest::newRow("text2img-large") << "text" << 0 << none << QSize(256, 256);
        QTest::newRow("text2img256") << "text" << 0 << none << QSize(256, 256);
        QTest::newRow("sd-v1") << "text" << 0 << none << QSize(512, 512);
        QTest::newRow("cin256") << "sample" << 1000 << "tench" << QSize(256, 256);
        QTest::newRow("cin256-v2") << "sample" << 1000 << "tench" << QSize(256, 256);
        QTest::newRow("celeba256") << "sample" << 0 << none << QSize(256, 256);
        QTest::newRow("ffhq256") << "sample" << 0 << none << QSize(256, 256);
        QTest::newRow("lsun_beds256") << "sample" << 0 << none << QSize(256, 256);
        QTest::newRow("lsun_churches256") << "sample" << 0 << none << QSize(256, 256);
        QTest::newRow("rdm768") << "sample" << 0 << none << QSize(768, 768);
    }

    void everyPublishedModelIsTried()
    {
        int rows = 0;
        for (const QString& name : zoo().entryList({"*.yaml"}, QDir::Files))
            rows += name.isEmpty() ? 0 : 1;
        QCOMPARE(rows, 16);
    }

    void showsUpInItsMode()
    {
        QFETCH(QString, mode);
        QFETCH(int, labels);
        QFETCH(QString, first);
        QFETCH(QSize, size);
        const QString id = QTest::currentDataTag();
        QVERIFY(m_window->setMode(mode));
        auto& panel = m_window->picturePanel();
        auto* list = panel.findChild<QComboBox*>();  // the first: models
        const int row = list->findData(id);
        QStringList all;
        for (int i = 0; i < list->count(); ++i)
            all.append(list->itemData(i).toString());
        QVERIFY2(row >= 0, qPrintable(all.join(", ")));
        list->setCurrentIndex(row);
        const auto* model = panel.model();
        QVERIFY(model && model->problem.empty());
        QCOMPARE(QString::fromStdString(model->id), id);
        const auto& palette = m_window->document().palette();
        if (mode == "layout")
            QVERIFY2(palette.size() >= 300, qPrintable(QString::number(palette.size())));
        else
            QCOMPARE(int(palette.size()), labels);
        if (!first.isEmpty())
            QVERIFY2(palette.front().name.startsWith(first), qPrintable(palette.front().name));
        if (!size.isEmpty()) {
            QCOMPARE(model->native_width, size.width());
            QCOMPARE(model->native_height, size.height());
        }
        const auto recipe = panel.recipe();
        QCOMPARE(recipe.steps, model->steps);
        QCOMPARE(recipe.eta, model->eta);
        if (model->takes_guidance)
            QCOMPARE(recipe.guidance, model->guidance);
        QVERIFY(!model->title.empty() && !model->source.empty());
        // In no other mode.
        for (const char* other : {"semantic", "layout", "inpaint", "upscale", "text", "sample"}) {
            if (mode == other)
                continue;
            QVERIFY(m_window->setMode(other));
            QVERIFY(m_window->picturePanel().findChild<QComboBox*>()->findData(id) < 0);
        }
    }

    void theManagerSaysWhatWouldFit()
    {
        openWindow("tiny");
        QVERIFY(m_window->setMode("layout"));
        m_window->messages().findChild<QPushButton*>()->click();
        auto* manager = m_window->findChild<ModelManager*>();
        QVERIFY(manager && manager->isVisible());
        QString all;
        for (const auto* label : manager->findChildren<QLabel*>())
            all += label->isVisible() ? label->text() : QString();
        QVERIFY2(all.contains("layout2img-openimages256"), qPrintable(all));
        QVERIFY(!all.contains("inpainting_big"));
        auto* memory = manager->findChild<QLabel*>("modelMemory");
        QVERIFY(memory->text().contains("No model"));
        manager->setMemory(3 << 20);
        QVERIFY(memory->text().startsWith("3"));
        manager->close();
    }

    // While the window is open the weights go: said, the models are offered, nothing is lost.
    void aModelThatIsRemovedInUseIsSaid()
    {
        sfumato::test::write_tiny_model(m_folder.filePath("tiny").toStdString(), "paint",
                                        sfumato::test::TinyModel::Paint);
        openWindow("tiny");
        QVERIFY(m_window->setMode("semantic"));
        auto recipe = m_window->picturePanel().recipe();
        recipe.width = recipe.height = 32;
        m_window->picturePanel().setRecipe(recipe);
        QImage map(32, 32, QImage::Format_Indexed8);
        map.fill(1);
        m_window->document().replaceMap(map, "map");
        QSignalSpy idle(&m_window->queue(), &JobQueue::idle);
        m_window->generate();
        QVERIFY(idle.wait(60000));
        QVERIFY2(m_window->document().picture(), qPrintable(m_window->messages().sentence()));
        QFile::remove(m_folder.filePath("tiny/paint.safetensors"));
        QFile::remove(m_folder.filePath("tiny/paint.yaml"));
        const QByteArray before = m_window->document().snapshot();
        idle.clear();
        m_window->generate();
        QVERIFY(idle.wait(60000));
        QCOMPARE(m_window->document().snapshot(), before);
        QVERIFY2(m_window->messages().sentence().contains("paint"),
                 qPrintable(m_window->messages().sentence()));
        QCOMPARE(m_window->messages().findChild<QPushButton*>()->text(), QString("Models…"));
    }
};

QTEST_MAIN(ZooModelsTest)
#include "zoo_models_test.moc"
