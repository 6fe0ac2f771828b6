// SPDX-License-Identifier: MIT
#include "model/library.h"

#include "io/checkpoint_writer.h"
#include "ldm/error.h"
#include "model/latent_diffusion.h"
#include "model/recognise.h"
#include "support/tiny_model.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <ATen/ATen.h>

#include <fstream>

using namespace ldm;
namespace fs = std::filesystem;

/// Installed models, and published weights that come without their description.
class LibraryTest : public QObject {
    Q_OBJECT

private:
    const fs::path m_zoo{SFUMATO_SOURCE_DIR "/resources/zoo"};

    // A checkpoint with the names and shapes of a zoo model, all of it zero: shapes without memory.
    class Shapes final : public Checkpoint {
    public:
        explicit Shapes(const fs::path& yaml)
        {
            const model::LatentDiffusion model(model::read_model_config(yaml).latent_diffusion());
            for (const auto& item : model.named_parameters()) {
                names_.push_back(item.key());
                infos_[item.key()] = {at::kFloat, item.value().sizes().vec()};
            }
        }
        const std::vector<std::string>& names() const override { return names_; }
        bool contains(std::string_view name) const override
        {
            return infos_.count(std::string(name)) > 0;
        }
        const TensorInfo& info(std::string_view name) const override
        {
            return infos_.at(std::string(name));
        }
        at::Tensor tensor(std::string_view name) const override
        {
            return at::zeros({1}).expand(info(name).shape);
        }
        const std::map<std::string, std::string>& metadata() const override { return none_; }

    private:
        std::vector<std::string> names_;
        std::map<std::string, TensorInfo> infos_;
        std::map<std::string, std::string> none_;
    };

private Q_SLOTS:
    void publishedModelsAreKnownByTheirTensors_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& yaml :
             QDir(QString::fromStdString(m_zoo.string())).entryList({"*.yaml"}))
            QTest::newRow(qPrintable(yaml)) << yaml;
    }

    void publishedModelsAreKnownByTheirTensors()
    {
        QFETCH(QString, name);
        const auto yaml = m_zoo / name.toStdString();
        const auto known = model::recognise(
            Shapes(yaml), "/models/" + yaml.stem().string() + "/model.ckpt", m_zoo);
        QVERIFY(known.has_value());
        QCOMPARE(known->filename().string(), name.toStdString());
    }

    void otherModelsAreNotTakenForPublishedOnes()
    {
        QTemporaryDir folder;
        const fs::path path(folder.path().toStdString());
        sfumato::test::write_tiny_model(path, "tiny", sfumato::test::TinyModel::Fill);
        QVERIFY(!model::recognise(*open_checkpoint(path / "tiny.safetensors"), "x.ckpt", m_zoo));
        fs::remove(path / "tiny.yaml");
        const auto models = model::scan_models({path}, m_zoo);
        QCOMPARE(models.size(), size_t(1));
        QVERIFY(models[0].problem.find("tiny.yaml") != std::string::npos);
    }

    void foldersAsTheArchivesUnpackAreModels()
    {
        QTemporaryDir folder;
        const fs::path path = fs::path(folder.path().toStdString()) / "ldm" / "holes";
        fs::create_directories(path);
        sfumato::test::write_tiny_model(path, "model", sfumato::test::TinyModel::Fill);
        fs::rename(path / "model.yaml", path / "config.yaml");
        fs::rename(path / "model.safetensors", path / "last.ckpt");
        const auto models = model::scan_models({folder.path().toStdString()}, m_zoo);
        QCOMPARE(models.size(), size_t(1));
        QCOMPARE(models[0].id, std::string("holes"));
        QVERIFY2(models[0].problem.empty(), models[0].problem.c_str());
        QVERIFY(models[0].tasks == std::vector<TaskKind>{TaskKind::Inpaint});
    }

    void damagedWeightsAreListedWithTheirProblem()
    {
        QTemporaryDir folder;
        const fs::path path(folder.path().toStdString());
        std::ofstream(path / "bad.ckpt") << "no model";
        const auto models = model::scan_models({path}, m_zoo);
        QCOMPARE(models.size(), size_t(1));
        QVERIFY(!models[0].problem.empty());
    }

    void theZoosLabelsAreComplete()
    {
        const auto labels = [&](const char* name) {
            return model::describe_model(m_zoo / name).labels;
        };
        QCOMPARE(labels("semantic_synthesis256.yaml").size(), size_t(182));
        QCOMPARE(labels("semantic_synthesis256.yaml")[154].name, std::string("sea"));
        QCOMPARE(labels("layout2img-openimages256.yaml").size(), size_t(340));
        QCOMPARE(labels("layout2img-openimages256.yaml")[339].name, std::string("Suitcase"));
        QCOMPARE(labels("cin256-v2.yaml").size(), size_t(1000));
        QCOMPARE(labels("cin256-v2.yaml")[0].name, std::string("tench"));
    }
};

QTEST_APPLESS_MAIN(LibraryTest)
#include "library_test.moc"
