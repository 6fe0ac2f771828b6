// SPDX-License-Identifier: MIT
#include "ldm/metric.h"

#include "io/atomic_file.h"
#include "io/image_file.h"
#include "io/zip_writer.h"
#include "ldm/error.h"
#include "metric/bootstrap.h"
#include "metric/picture_set.h"

#include <ATen/ATen.h>
#include <torch/csrc/jit/api/module.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>

using namespace ldm;

class MeasureTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path path(const char* name) const
    {
        return m_folder.filePath(name).toStdString();
    }

    static Image flat(int value)
    {
        return {16, 12, 3, std::vector<std::uint8_t>(16 * 12 * 3, std::uint8_t(value))};
    }

    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    void writeZip(const char* name, const std::map<std::string, std::string>& records) const
    {
        AtomicFile file(path(name));
        ZipWriter zip(file);
        for (const auto& [record, bytes] : records)
            zip.add(record, bytes);
        zip.finish();
        file.commit();
    }

    QString refusal(const MetricOptions& o)
    {
        try {
            measure(o);
        } catch (const Error& e) {
            return QString::fromUtf8(e.what());
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QDir dir(m_folder.path());
        QVERIFY(dir.mkpath("made/inner") && dir.mkpath("real/inner") && dir.mkpath("bare"));
        for (int i = 0; i < 6; ++i) {
            const auto name = QString("inner/%1.png").arg(i).toStdString();
            write_png(path("made") / name, flat(100 + i));
            write_png(path("real") / name, flat(100 + 2 * i + 1));
        }
        torch::jit::Module net("net");
        net.define(
            "def forward(self, x):\n"
            "    return x.float().mean([2, 3]), x.float().mean([2, 3]) / 10.0\n");
        net.save(path("net.pt"));
    }

    void pairsAreFoundByName()
    {
        MetricOptions o;
        o.kind = MetricKind::Psnr;
        o.made = path("made");
        o.real = path("real");
        o.bootstrap = 200;
        const auto report = measure(o);
        QCOMPARE(report.made, std::size_t(6));
        double want = 0.0;
        for (int i = 0; i < 6; ++i)
            want += 20.0 * std::log10(255.0 / (i + 1)) / 6.0;
        const auto& psnr = report.values.at(0);
        QVERIFY(std::abs(psnr.value - want) < 1e-9);
        QVERIFY(*psnr.low < want && want < *psnr.high);
        write_png(path("made") / "more.png", flat(0));
        QVERIFY(refusal(o).contains("no counterpart of “more”"));
        std::filesystem::remove(path("made") / "more.png");
    }

    void aTorchScriptNetworkGivesFeatures()
    {
        MetricOptions o;
        o.made = path("made");
        o.real = path("real");
        o.network = path("net.pt");
        const auto fid = measure(o).values.at(0);
        // Means 102.5 and 106 in three equal channels; deviations of 0…5 and twice that.
        const double s = 3.5;
        QVERIFY(std::abs(fid.value - 3.0 * (3.5 * 3.5 + s * (1.0 - 2.0) * (1.0 - 2.0))) < 1e-3);
        o.kind = MetricKind::Pr;
        o.neighbours = 1;
        const auto pr = measure(o);
        QCOMPARE(pr.values.at(0).name, std::string("precision"));
        QCOMPARE(pr.values.at(0).value, 1.0);
        o.kind = MetricKind::Is;
        o.splits = 2;
        QVERIFY(std::abs(measure(o).values.at(0).value - 1.0) < 1e-5);
        o.network = path("made").string() + "/inner/0.png";
        QVERIFY(!refusal(o).isEmpty());
        o.network.clear();
        QVERIFY(refusal(o).contains("random:1"));
    }

    void archivesAreSets()
    {
        std::string npy("\x93NUMPY\x01\x00", 8);
        std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2, 3, 3), }";
        header.resize(118, ' ');
        npy += char(header.size());
        npy += '\0';
        npy += header;
        for (int i = 0; i < 36; ++i)
            npy += char(i);
        writeZip("batch.npz", {{"arr_0.npy", npy}});
        const auto batch = metric::open_picture_set(path("batch.npz"));
        QCOMPARE(batch->size(), std::size_t(2));
        const auto second = batch->read(1);
        QCOMPARE(second.width, 3);
        QCOMPARE(second.height, 2);
        QCOMPARE(int(second.pixels[0]), 18);
        QFile png(m_folder.filePath("made/inner/3.png"));
        QVERIFY(png.open(QIODevice::ReadOnly));
        writeZip("set.zip",
                 {{"a/picture.png", png.readAll().toStdString()}, {"a/readme.txt", "words"}});
        const auto set = metric::open_picture_set(path("set.zip"));
        QCOMPARE(set->size(), std::size_t(1));
        QCOMPARE(set->name(0), std::string("a/picture"));
        QCOMPARE(int(set->read(0).pixels[0]), 103);
    }

    void whatIsNoSetIsRefused()
    {
        MetricOptions o;
        o.kind = MetricKind::Ssim;
        o.made = path("nowhere");
        QVERIFY(refusal(o).contains("nowhere"));
        o.made = path("bare");
        QVERIFY(refusal(o).contains("no picture"));
        write("broken.npz", "PK");
        o.made = path("broken.npz");
        QVERIFY(!refusal(o).isEmpty());
    }

    void theIntervalCoversTheMean()
    {
        const auto x = at::arange(100, at::kDouble);
        const auto [low, high] = metric::bootstrap_interval(
            100, 2000, 1,
            [&x](const at::Tensor& i) { return x.index_select(0, i).mean().item<double>(); });
        // The mean's standard error is 28.9 / 10.
        QVERIFY(std::abs(low - (49.5 - 1.96 * 2.89)) < 0.5);
        QVERIFY(std::abs(high - (49.5 + 1.96 * 2.89)) < 0.5);
    }
};

QTEST_GUILESS_MAIN(MeasureTest)
#include "measure_test.moc"
