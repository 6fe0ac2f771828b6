// SPDX-License-Identifier: MIT
#include "support/tiny_training.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cmath>

using sfumato::test::TinyRun;

/// Training in two processes, as torchrun starts them.
class ParallelTrainingTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static QString freePort()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
        ::bind(fd, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
        ::close(fd);
        return QString::number(ntohs(address.sin_port));
    }

    QString write(const QString& name, const TinyRun& run) const
    {
        QFile out(m_folder.filePath(name));
        if (out.open(QIODevice::WriteOnly))
            out.write(sfumato::test::tiny_diffusion_run(run).c_str());
        return out.fileName();
    }

    void start(QProcess& process, const QString& config, const QString& folder, int rank,
               const QString& port) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        if (rank >= 0) {
            environment.insert("RANK", QString::number(rank));
            environment.insert("LOCAL_RANK", QString::number(rank));
            environment.insert("WORLD_SIZE", "2");
            environment.insert("MASTER_ADDR", "127.0.0.1");
            environment.insert("MASTER_PORT", port);
        }
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(SFUMATO_BINARY_DIR "/bin/sfumato-cli"),
                      {"--threads", "1", "train", config, "--out", m_folder.filePath(folder)});
    }

    QVector<double> losses(const QString& folder) const
    {
        QFile file(m_folder.filePath(folder + "/metrics.csv"));
        QVector<double> values;
        if (!file.open(QIODevice::ReadOnly))
            return values;
        const auto columns = file.readLine().trimmed().split(',');
        while (!file.atEnd())
            values.append(file.readLine().split(',').value(columns.indexOf("loss")).toDouble());
        return values;
    }

private Q_SLOTS:
    void twoProcessesAreOneWithTheWholeBatch()
    {
        const auto one = write("one.yaml", {.batch_size = 8, .rate = 2e-5});
        const auto two = write(
            "two.yaml", {.batch_size = 2, .rate = 2e-5, .trainer = "accumulate_grad_batches: 2\n"});
        QProcess alone;
        start(alone, one, "one", -1, {});
        const auto port = freePort();
        std::array<QProcess, 2> both;
        for (int rank = 0; rank < 2; ++rank)
            start(both[size_t(rank)], two, "two", rank, port);
        alone.waitForFinished(-1);
        QCOMPARE(alone.exitCode(), 0);
        for (auto& process : both) {
            process.waitForFinished(-1);
            QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        }
        QVERIFY(both[1].readAllStandardOutput().isEmpty());  // only the leading one reports
        const auto a = losses("one"), b = losses("two");
        QCOMPARE(a.size(), 20);
        QCOMPARE(b.size(), 20);
        for (int i = 0; i < 20; ++i)
            QVERIFY2(std::abs(a[i] - b[i]) < 1e-5,
                     qPrintable(QString("step %1: %2 and %3").arg(i + 1).arg(a[i]).arg(b[i])));
        QVERIFY(a[19] != a[18]);
    }

    void aLostPeerEndsTheOthers()
    {
        const auto config =
            write("lost.yaml", {.batch_size = 1, .steps = 100000, .trainer = "peer_timeout: 20\n"});
        const auto port = freePort();
        std::array<QProcess, 2> both;
        for (int rank = 0; rank < 2; ++rank)
            start(both[size_t(rank)], config, "lost", rank, port);
        QVERIFY(both[0].waitForReadyRead(20000));
        both[1].kill();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(both[0].waitForFinished(20000));
        QVERIFY(timer.elapsed() < 15000);
        QCOMPARE(both[0].exitCode(), 1);
        const auto text = both[0].readAllStandardError();
        QVERIFY2(text.contains("Another process of this run has ended"), text.constData());
    }

    void aMissingPeerIsNotWaitedForEver()
    {
        const auto config = write("alone.yaml", {.trainer = "peer_timeout: 1\n"});
        QProcess process;
        start(process, config, "alone", 0, freePort());
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 1);
        const auto text = process.readAllStandardError();
        QVERIFY2(text.contains("did not find each other"), text.constData());
    }
};

QTEST_GUILESS_MAIN(ParallelTrainingTest)
#include "parallel_training_test.moc"
