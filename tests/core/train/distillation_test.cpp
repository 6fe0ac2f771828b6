// SPDX-License-Identifier: MIT
#include "train/distillation.h"

#include "diffusion/sample_ddim.h"
#include "io/checkpoint_writer.h"
#include "ldm/error.h"
#include "metric/perceptual_trunk.h"
#include "support/tiny_training.h"
#include "train/diffusion_trainee.h"
#include "train/train.h"

#include <ATen/ATen.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ldm;
using namespace ldm::train;

/// One round of progressive distillation on a tiny model.
class DistillationTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    TrainConfig config(const std::string& trainer, bool begun = false) const
    {
        const auto path = m_folder.filePath("run.yaml");
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(
                sfumato::test::tiny_diffusion_run(
                    {.trainer = trainer,
                     .model = "parameterization: v\nuse_ema: false\n" +
                              (begun ? "ckpt_path: " + teacherFile() + "\n" : std::string())})
                    .c_str());
        file.close();
        return read_train_config(path.toStdString());
    }

    std::string teacherFile() const
    {
        return m_folder.filePath("teacher.safetensors").toStdString();
    }

    std::string distilled(const std::string& rest) const
    {
        return "distillation: {teacher: " + teacherFile() + ", " + rest + "}\n";
    }

    // A number of the log, summed over the first and the last eight of forty steps.
    static std::pair<double, double> followed(const TrainConfig& run, const std::string& metric)
    {
        ProcessGroup group;
        DiffusionTrainee trainee(run, group);
        Trainer trainer(run, trainee, group);
        const auto source = source_maker(run)(trainer.plan());
        trainee.begin(*source, group);
        double first = 0.0, last = 0.0;
        for (int i = 0; i < 40; ++i) {
            for (const auto& [name, value] : trainer.step(*source).means())
                if (name == metric) {
                    first += i < 8 ? value : 0.0;
                    last += i >= 32 ? value : 0.0;
                }
            ++trainee.state().step;
        }
        return {first, last};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto run = config("");
        ProcessGroup group;
        DiffusionTrainee trainee(run, group);
        at::manual_seed(3);
        const at::NoGradGuard no_grad;
        NamedTensors tensors;
        for (const auto& item : trainee.model().named_parameters()) {
            item.value().normal_(0.0, 0.1);  // output layers begin at zero
            tensors.emplace_back(item.key(), item.value().detach());
        }
        write_safetensors(teacherFile(), tensors);
    }

    void theAimIsWhereTwoStepsOfTheTeacherLead()
    {
        for (const char* guidance : {"1.0", "2.5"}) {
            const auto run = config(distilled(std::string("steps: 1, guidance: ") + guidance) +
                                    "unconditional_dropout: 0.1\n");
            ProcessGroup group;
            DiffusionTrainee trainee(run, group);
            const auto source = source_maker(run)({});
            const auto data = source->batch(0);
            Teacher teacher(*run.distillation, run.model);
            DiffusionBatch batch;
            batch.z = data.image.narrow(2, 0, 16).narrow(3, 0, 16).clone();
            batch.noise = at::randn_like(batch.z);
            auto windowed = data;
            windowed.windows.clear();
            windowed.image = batch.z;
            auto& map = windowed.fields.at("segmentation");
            map = map.narrow(1, 0, 16).narrow(2, 0, 16).clone();
            teacher.instruct(batch, windowed, 1);
            QVERIFY(at::equal(batch.t, at::full_like(batch.t, 99)));

            // The teacher's own sampling from the same noise.
            const at::NoGradGuard no_grad;
            model::LatentDiffusion& model = trainee.model();
            model.load(*open_checkpoint(teacherFile()));
            const auto& schedule = model.schedule();
            const auto x_t = schedule.q_sample(batch.z, batch.t, batch.noise);
            const auto count = x_t.size(0);
            auto without = nothing_left_out(count);
            without.all.fill_(true);
            const auto with =
                batch_condition(model, run.model.card, windowed, nothing_left_out(count));
            diffusion::GuidedDenoiser denoiser(
                model.network(), schedule, diffusion::Prediction::V,
                batch_condition(model, run.model.card, windowed, without), with,
                std::stod(guidance));
            diffusion::FieldNoise noise(0);
            const auto two = diffusion::sample_ddim(denoiser, schedule, x_t,
                                                    {.steps = 2, .trailing = true}, noise);
            // The student's one step leads to the aim itself.
            const auto apart = (batch.aim - two).abs().max().item<double>();
            QVERIFY2(apart < 1e-3, qPrintable(QString::number(apart)));
        }
    }

    void aStudentComesNearer()
    {
        const auto run = config(distilled("steps: 2"), true);
        const auto [first, last] = followed(run, "loss");
        QVERIFY2(last < 0.8 * first, qPrintable(QString("%1 → %2").arg(first).arg(last)));
    }

    // A picture of what one step makes comes nearer to the true one, seen by a frozen network.
    void aPictureLossIsBroughtDown()
    {
        metric::PerceptualTrunk trunk;
        at::manual_seed(5);
        nn::reset_parameters(*trunk);
        NamedTensors tensors;
        for (const auto& item : trunk->named_parameters())
            tensors.emplace_back("trunk." + item.key(), item.value().detach());
        const auto file = m_folder.filePath("trunk.safetensors").toStdString();
        write_safetensors(file, tensors);
        const auto run =
            config("levels: 1\npicture_loss: {weights: " + file + ", factor: 2.0}\n", true);
        const auto [first, last] = followed(run, "p_loss");
        QVERIFY2(first > 0.0 && last < 0.9 * first,
                 qPrintable(QString("%1 → %2").arg(first).arg(last)));
    }

    void whatCannotBeIsSaid()
    {
        QVERIFY_EXCEPTION_THROWN(config("picture_loss: {weights: x.safetensors}\n"), Error);
        QVERIFY_EXCEPTION_THROWN(config("levels: 1\npicture_loss: {factor: 1.0}\n"), Error);
        QVERIFY_EXCEPTION_THROWN(
            config("levels: 1\npicture_loss: {weights: x.safetensors, power: 1.5}\n"), Error);
        QVERIFY_EXCEPTION_THROWN(config("levels: 101\n"), Error);
        QVERIFY_EXCEPTION_THROWN(config("levels: -1\n"), Error);
        const auto run = config(distilled("steps: 60"));  // twice as many are more than there are
        ProcessGroup group;
        QVERIFY_EXCEPTION_THROWN(DiffusionTrainee(run, group), Error);
    }
};

QTEST_APPLESS_MAIN(DistillationTest)
#include "distillation_test.moc"
