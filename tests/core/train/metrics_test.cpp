// SPDX-License-Identifier: MIT
#include "train/metrics.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace ldm::train;

class MetricsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string path() const { return m_folder.filePath("metrics.csv").toStdString(); }

    QByteArray content() const
    {
        QFile file(m_folder.filePath("metrics.csv"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void meansKeepTheirOrder()
    {
        Metrics metrics, more;
        metrics.add("b", 1.0);
        metrics.add("a", 5.0);
        more.add("b", 4.0);
        metrics.merge(more);
        const auto means = metrics.means();
        QCOMPARE(means[0], std::make_pair(std::string("b"), 2.5));
        QCOMPARE(means[1], std::make_pair(std::string("a"), 5.0));
        QVERIFY(metrics.finite());
        metrics.add("a", std::numeric_limits<double>::infinity());
        QVERIFY(!metrics.finite());
    }

    void textKeepsEveryBit()
    {
        Metrics metrics;
        metrics.add("loss", 0.1);
        metrics.add("loss", 1e-300);
        metrics.add("rate", -2.0 / 3.0, 7.0);
        QCOMPARE(Metrics::from_text(metrics.to_text()).means(), metrics.means());
    }

    void rowsAfterTheCheckpointAreCutOff()
    {
        {
            MetricsFile file(path(), {"loss", "lr"}, 0);
            for (int step = 10; step <= 40; step += 10)
                file.append(step, {{"loss", 1.0 / step}, {"unlisted", 1.0}});
        }
        QFile torn(m_folder.filePath("metrics.csv"));
        QVERIFY(torn.open(QIODevice::Append));
        torn.write("15,0.3");  // killed while it wrote
        torn.close();
        MetricsFile file(path(), {"loss", "lr"}, 20);
        file.append(30, {{"lr", 0.5}});
        QCOMPARE(content(), QByteArray("step,loss,lr\n10,0.10000000000000001,\n"
                                       "20,0.050000000000000003,\n30,,0.5\n"));
    }

    void aNewRunStartsAnew()
    {
        MetricsFile(path(), {"loss"}, 0).append(1, {{"loss", 1.0}});
        MetricsFile(path(), {"loss"}, 0);
        QCOMPARE(content(), QByteArray("step,loss\n"));
    }
};

QTEST_GUILESS_MAIN(MetricsTest)
#include "metrics_test.moc"
