// SPDX-License-Identifier: MIT
#include "golden_case.h"
#include "support/fake_gpu.h"

#include <QTest>

#include <ATen/ATen.h>

#include <fstream>

using namespace ldm;

/// The golden cases of models with everything on another device than the processor, a stand-in that
/// refuses what was not moved there: what tests/gpu/run does on a GPU.
class GoldenDeviceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1);
        golden::set_device(sfumato::test::kFakeGpu);
    }

    void check_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("entry");
        const auto index = readIndex();
        const auto& cases = index["cases"];
        for (int i = 0; i < int(cases.size()); ++i) {
            const auto checks = cases[size_t(i)].value("checks", golden::Json::array());
            for (int k = 0; k < int(checks.size()); ++k)
                if (golden::runs_anywhere(checks[size_t(k)]["op"].get<std::string>()))
                    QTest::newRow((cases[size_t(i)]["name"].get<std::string>() + "/" +
                                   checks[size_t(k)]["name"].get<std::string>())
                                      .c_str())
                        << i << k;
        }
    }

    void check()
    {
        QFETCH(int, index);
        QFETCH(int, entry);
        const auto all = readIndex();
        const auto& c = all["cases"][size_t(index)];
        const auto check = golden::read_check(m_root, c, c["checks"][size_t(entry)]);
        const auto before = sfumato::test::fake_gpu_operators();
        golden::Tensors outputs;
        try {
            QVERIFY(golden::run(check, outputs));
        } catch (const c10::Error& e) {
            QFAIL(e.what_without_backtrace());
        }
        const auto problems = golden::compare(check, outputs);
        QVERIFY2(problems.empty(), problems.c_str());
        QVERIFY(sfumato::test::fake_gpu_operators() > before);
    }

private:
    golden::Json readIndex() const
    {
        std::ifstream in(m_root / "cases.json");
        return golden::Json::parse(in);
    }

    const std::filesystem::path m_root = golden::folder();
};

QTEST_APPLESS_MAIN(GoldenDeviceTest)
#include "golden_device_test.moc"
