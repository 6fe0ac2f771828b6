// SPDX-License-Identifier: MIT
#include "support/tiny_training.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using sfumato::test::TinyRun;

/// `sfumato-cli train` as people meet it: killed, stopped, resumed, tried dry.
class ResumeTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static QByteArray bytesOf(const QString& path)
    {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    QString write(const QString& name, const std::string& yaml) const
    {
        const auto path = m_folder.filePath(name);
        QFile out(path);
        if (out.open(QIODevice::WriteOnly))
            out.write(yaml.c_str());
        return path;
    }

    void start(QProcess& process, const QString& config, const QString& folder,
               const QStringList& more = {}) const
    {
        process.start(
            QStringLiteral(SFUMATO_BINARY_DIR "/bin/sfumato-cli"),
            QStringList{"--threads", "1", "train", config, "--out", m_folder.filePath(folder)} +
                more);
    }

    QByteArray metrics(const QString& folder) const
    {
        return bytesOf(m_folder.filePath(folder + "/metrics.csv"));
    }

    int finish(const QString& config, const QString& folder, const QStringList& more = {}) const
    {
        QProcess process;
        start(process, config, folder, more);
        process.waitForFinished(-1);
        if (process.exitCode() != 0)
            qWarning("%s", process.readAllStandardError().constData());
        return process.exitCode();
    }

private Q_SLOTS:
    void tenKillsChangeNothing_data()
    {
        QTest::addColumn<QString>("yaml");
        const TinyRun diffusion{.batch_size = 2,
                                .steps = 240,
                                .trainer =
                                    "checkpoint_every_n_steps: 7\n"
                                    "log_every_n_steps: 5\nunconditional_dropout: 0.1\n"
                                    "image_every_n_steps: 100\n"};
        auto first = diffusion;
        first.steps = 120;
        QTest::addRow("diffusion")
            << QString::fromStdString(sfumato::test::tiny_diffusion_run(diffusion));
        QTest::addRow("first stage")
            << QString::fromStdString(sfumato::test::tiny_first_stage_run(first, true));
    }

    void tenKillsChangeNothing()
    {
        QFETCH(QString, yaml);
        const auto tag = QString(QTest::currentDataTag()).replace(' ', '-');
        const auto config = write(tag + ".yaml", yaml.toStdString());
        QCOMPARE(finish(config, tag + "-whole"), 0);
        const auto broken = tag + "-broken";
        const int kills = tag == "diffusion" ? 6 : 4;
        int killed = 0;
        for (int i = 0; i < kills; ++i) {
            QProcess process;
            start(process, config, broken, {"--resume"});
            // From its first report on, at any moment of its work.
            QVERIFY(process.waitForReadyRead(20000));
            if (!process.waitForFinished(int(QRandomGenerator::global()->bounded(120)))) {
                process.kill();
                process.waitForFinished(-1);
            }
            killed += process.exitStatus() == QProcess::CrashExit;
        }
        QVERIFY2(killed >= kills / 2, "the runs end before they can be killed");
        QCOMPARE(finish(config, broken, {"--resume"}), 0);
        QVERIFY(metrics(tag + "-whole").count('\n') > 20);
        QCOMPARE(metrics(broken), metrics(tag + "-whole"));
        QCOMPARE(bytesOf(m_folder.filePath(broken + "/last.ckpt")).size(),
                 bytesOf(m_folder.filePath(tag + "-whole/last.ckpt")).size());
        const auto leftovers = QDir(m_folder.filePath(broken))
                                   .entryList({".*.part", "resume-*"}, QDir::Files | QDir::Hidden);
        QCOMPARE(leftovers.size(), 1);
    }

    void interruptStopsInOrder()
    {
        const auto config = write(
            "long.yaml", sfumato::test::tiny_diffusion_run({.batch_size = 1, .steps = 100000}));
        QProcess process;
        start(process, config, "long");
        QVERIFY(process.waitForReadyRead(20000));
        process.terminate();
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(QFile::exists(m_folder.filePath("long/last.ckpt")));
    }

    void dryRunTellsAndWritesNothing()
    {
        const auto earlier = write("early.yaml", sfumato::test::tiny_diffusion_run({.steps = 1}));
        QCOMPARE(finish(earlier, "early"), 0);
        const auto from = m_folder.filePath("early/last.ckpt").toStdString();
        const auto config =
            write("dry.yaml", sfumato::test::tiny_diffusion_run(
                                  {.steps = 1000, .model = "ckpt_path: " + from + "\n"}));
        QProcess process;
        start(process, config, "dry", {"--dry-run"});
        process.waitForFinished(-1);
        QCOMPARE(process.exitCode(), 0);
        const auto text = process.readAllStandardOutput();
        for (const char* word : {"model ", "cond_stage_model ", "parameters", "trained", "weights",
                                 "most memory", "a step of 4 samples", "1000 steps"})
            QVERIFY2(text.contains(word), text.constData());
        QVERIFY(process.readAllStandardError().contains("tensors begin as in"));
        QVERIFY(!QFile::exists(m_folder.filePath("dry")));
    }

    void anotherModelsCheckpointIsRefused()
    {
        const auto small = write("small.yaml", sfumato::test::tiny_diffusion_run({.steps = 1}));
        QCOMPARE(finish(small, "mixed"), 0);
        const auto wide =
            write("wide.yaml", sfumato::test::tiny_diffusion_run(
                                   {.steps = 2, .unet = "use_scale_shift_norm: true\n"}));
        QProcess process;
        start(process, wide, "mixed", {"--resume"});
        process.waitForFinished(-1);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("was the description changed?"));
    }
};

QTEST_GUILESS_MAIN(ResumeTest)
#include "resume_test.moc"
