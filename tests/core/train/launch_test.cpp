// SPDX-License-Identifier: MIT
#include "train/launch.h"

#include "ldm/error.h"

#include <QTest>

#include <map>

using namespace ldm::train;

class LaunchTest : public QObject {
    Q_OBJECT

private:
    using Variables = std::map<std::string, std::string>;

    static Launch read(const Variables& variables)
    {
        return read_launch([&variables](const char* name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        });
    }

private Q_SLOTS:
    void nothingSetIsOneProcess()
    {
        const auto launch = read({});
        QCOMPARE(launch.rank, 0);
        QCOMPARE(launch.world_size, 1);
        QCOMPARE(launch.local_size, 1);
    }

    void torchrun()
    {
        const auto launch = read({{"RANK", "5"},
                                  {"WORLD_SIZE", "8"},
                                  {"LOCAL_RANK", "1"},
                                  {"LOCAL_WORLD_SIZE", "2"},
                                  {"MASTER_ADDR", "node7"},
                                  {"MASTER_PORT", "1234"},
                                  {"SLURM_PROCID", "0"},  // torchrun inside of a Slurm job
                                  {"SLURM_NTASKS", "2"}});
        QCOMPARE(launch.rank, 5);
        QCOMPARE(launch.world_size, 8);
        QCOMPARE(launch.local_rank, 1);
        QCOMPARE(launch.local_size, 2);
        QCOMPARE(launch.address, std::string("node7"));
        QCOMPARE(launch.port, 1234);
        QVERIFY(!launch.agent_store);
    }

    void torchrunsAgentKeepsTheStore()
    {
        const auto launch = read({{"RANK", "0"},
                                  {"WORLD_SIZE", "2"},
                                  {"MASTER_ADDR", "localhost"},
                                  {"TORCHELASTIC_USE_AGENT_STORE", "True"},
                                  {"TORCHELASTIC_RESTART_COUNT", "3"}});
        QVERIFY(launch.agent_store);
        QCOMPARE(launch.prefix, std::string("/worker/attempt_3"));
    }

    void slurm_data()
    {
        QTest::addColumn<QString>("nodes");
        QTest::addColumn<QString>("first");
        QTest::addRow("one") << "gpu1"
                             << "gpu1";
        QTest::addRow("list") << "gpu1,gpu2"
                              << "gpu1";
        QTest::addRow("range") << "gpu[003-007,9]"
                               << "gpu003";
        QTest::addRow("suffix") << "gpu[3,5]-ib,other"
                                << "gpu3-ib";
    }

    void slurm()
    {
        QFETCH(QString, nodes);
        const auto launch = read({{"SLURM_PROCID", "3"},
                                  {"SLURM_NTASKS", "4"},
                                  {"SLURM_LOCALID", "1"},
                                  {"SLURM_JOB_ID", "70042"},
                                  {"SLURM_JOB_NODELIST", nodes.toStdString()}});
        QCOMPARE(launch.rank, 3);
        QCOMPARE(launch.world_size, 4);
        QCOMPARE(launch.local_rank, 1);
        QTEST(QString::fromStdString(launch.address), "first");
        QCOMPARE(launch.port, 30042);
    }

    void openMpi()
    {
        const Variables here{{"OMPI_COMM_WORLD_RANK", "1"},
                             {"OMPI_COMM_WORLD_SIZE", "2"},
                             {"OMPI_COMM_WORLD_LOCAL_RANK", "1"},
                             {"OMPI_COMM_WORLD_LOCAL_SIZE", "2"}};
        QCOMPARE(read(here).address, std::string("127.0.0.1"));
        QCOMPARE(read(here).rank, 1);
        QCOMPARE(read(here).local_size, 2);
        auto far = here;
        far["OMPI_COMM_WORLD_LOCAL_SIZE"] = "1";
        QVERIFY_EXCEPTION_THROWN(read(far), ldm::Error);
        far["MASTER_ADDR"] = "node1";
        QCOMPARE(read(far).address, std::string("node1"));
    }

    void nonsenseIsNamed()
    {
        for (const char* rank : {"2", "-1", "one", ""})
            try {
                read({{"RANK", rank}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "here"}});
                QFAIL(rank);
            } catch (const ldm::Error& e) {
                QCOMPARE(e.subject(), std::string("RANK"));
            }
        QVERIFY_EXCEPTION_THROWN(read({{"RANK", "0"}}), ldm::Error);
    }
};

QTEST_GUILESS_MAIN(LaunchTest)
#include "launch_test.moc"
