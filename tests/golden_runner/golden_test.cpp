// SPDX-License-Identifier: MIT
#include "golden_case.h"

#include "ldm/error.h"

#include <QTest>

#include <fstream>

using namespace ldm;

/// Every check of every golden case that this build supports, within the case's own tolerance.
/// Others are skipped by name.
class GoldenTest : public QObject {
    Q_OBJECT

private:
    golden::Json m_index;

private Q_SLOTS:
    void initTestCase()
    {
        const auto file = golden::folder() / "cases.json";
        std::ifstream in(file);
        QVERIFY2(in.good(), file.c_str());
        m_index = golden::Json::parse(in);
        QVERIFY(!m_index["cases"].empty());
    }

    void check_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("entry");
        const auto& cases = m_index["cases"];
        for (int i = 0; i < int(cases.size()); ++i) {
            const auto& c = cases[size_t(i)];
            const auto name = c["name"].get<std::string>();
            if (c["kind"] == "hostile")
                continue;  // golden_hostile_test and latent_diffusion_test read these files
            if (!c.contains("checks")) {
                QTest::newRow(name.c_str()) << i << -1;
                continue;
            }
            for (int k = 0; k < int(c["checks"].size()); ++k)
                QTest::newRow(
                    (name + "/" + c["checks"][size_t(k)]["name"].get<std::string>()).c_str())
                    << i << k;
        }
    }

    void check()
    {
        QFETCH(int, index);
        QFETCH(int, entry);
        const auto& c = m_index["cases"][size_t(index)];
        if (const auto problem = entry < 0 ? golden::run_json(golden::folder(), c) : std::nullopt) {
            QVERIFY2(problem->empty(), problem->c_str());
            return;
        }
        if (entry < 0)
            QSKIP(("not supported yet: " + c["name"].get<std::string>() + ", kind " +
                   c["kind"].get<std::string>())
                      .c_str());
        const auto& spec = c["checks"][size_t(entry)];
        const auto op = spec["op"].get<std::string>();
        try {
            const auto check = golden::read_check(golden::folder(), c, spec);
            golden::Tensors outputs;
            if (!golden::run(check, outputs))
                QSKIP(("not supported yet: " + op +
                       (check.params.contains("split_input_params") ? " in patches" : ""))
                          .c_str());
            const auto problems = golden::compare(check, outputs);
            QVERIFY2(problems.empty(), problems.c_str());
        } catch (const Error& e) {
            QFAIL(e.what());
        } catch (const std::exception& e) {
            QFAIL(e.what());
        }
    }
};

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
