// SPDX-License-Identifier: MIT
#include "io/checkpoint_writer.h"
#include "io/checkpoint.h"
#include "ldm/error.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

using Write = std::function<void(const std::string&, const ldm::NamedTensors&)>;

template <typename Action>
std::optional<ldm::ErrorCode> codeOf(Action action)
{
    try {
        action();
    } catch (const ldm::Error& error) {
        return error.code();
    }
    return std::nullopt;
}

ldm::NamedTensors mixedTensors()
{
    const auto base = at::arange(24, at::kFloat).view({4, 6});
    return {{"bool", at::arange(9, at::kInt).remainder(2).to(at::kBool)},
            {"f32", base},
            {"transposed", base.t()},
            {"tied", base},
            {"rows", base.slice(0, 1, 3)},
            {"f16", base.to(at::kHalf)},
            {"bf16", base.to(at::kBFloat16)},
            {"f64", base.to(at::kDouble)},
            {"i64", at::arange(3, at::kLong)},
            {"u8", at::arange(5, at::kByte)},
            {"i8", at::arange(5, at::kChar)},
            {"i16", at::arange(5, at::kShort)},
            {"scalar", at::ones({})},
            {"empty", at::zeros({0, 3})},
            {"größe\n\"", at::zeros({1})}};
}

}  // namespace

Q_DECLARE_METATYPE(Write)

class CheckpointWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void readsBackWhatWasWritten();
    void refusesWhatCannotBeWritten();
    void reportsUnwritableFolder();
    void safetensorsKeepsMetadataAndAlignment();
    void tiedTensorsAreWrittenOnce();
    void refusesNegativeExtras();
    void torchOpensTheCheckpoint();

private:
    std::string file(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }

    QTemporaryDir m_folder;
};

void CheckpointWriterTest::initTestCase_data()
{
    QTest::addColumn<Write>("write");
    QTest::newRow("torch") << Write([](const auto& path, const auto& tensors) {
        ldm::write_torch_checkpoint(path, tensors, {.global_step = 5'000'000'000, .epoch = 1});
    });
    QTest::newRow("safetensors") << Write(
        [](const auto& path, const auto& tensors) { ldm::write_safetensors(path, tensors); });
}

void CheckpointWriterTest::readsBackWhatWasWritten()
{
    QFETCH_GLOBAL(Write, write);
    const auto tensors = mixedTensors();
    write(file("mixed"), tensors);
    const auto checkpoint = ldm::open_checkpoint(file("mixed"));
    QCOMPARE(checkpoint->names().size(), tensors.size());
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const auto& [name, tensor] = tensors[i];
        QCOMPARE(checkpoint->names()[i], name);
        const auto read = checkpoint->tensor(name);
        QCOMPARE(read.scalar_type(), tensor.scalar_type());
        QVERIFY2(at::equal(read, tensor), name.c_str());
    }
}

void CheckpointWriterTest::refusesWhatCannotBeWritten()
{
    QFETCH_GLOBAL(Write, write);
    const auto path = file("refused");
    const auto zeros = at::zeros({1});
    const auto bad = ldm::ErrorCode::BadArgument;
    QCOMPARE(codeOf([&] { write(path, {}); }), bad);
    QCOMPARE(codeOf([&] { write(path, {{"", zeros}}); }), bad);
    QCOMPARE(codeOf([&] { write(path, {{"a", zeros}, {"a", zeros}}); }), bad);
    QCOMPARE(codeOf([&] { write(path, {{"a", at::Tensor()}}); }), bad);
    QCOMPARE(codeOf([&] { write(path, {{"a", at::empty({1}, at::device(at::kMeta))}}); }), bad);
    QCOMPARE(codeOf([&] {
                 write(path, {{"a", at::zeros({1}, at::kComplexHalf)}});
             }),
             ldm::ErrorCode::Unsupported);
    QVERIFY(!QFileInfo::exists(QString::fromStdString(path)));
}

void CheckpointWriterTest::reportsUnwritableFolder()
{
    QFETCH_GLOBAL(Write, write);
    QCOMPARE(codeOf([&] { write(file("missing/x"), mixedTensors()); }), ldm::ErrorCode::File);
}

void CheckpointWriterTest::safetensorsKeepsMetadataAndAlignment()
{
    ldm::write_safetensors(file("meta"), mixedTensors(), {{"format", "pt"}, {"note", "ä\"\n"}});
    const auto checkpoint = ldm::open_checkpoint(file("meta"));
    QCOMPARE(checkpoint->metadata().at("format"), std::string("pt"));
    QCOMPARE(checkpoint->metadata().at("note"), std::string("ä\"\n"));
    for (const auto& name : checkpoint->names()) {
        if (checkpoint->info(name).dtype == at::kBool)
            continue;  // made anew
        const auto tensor = checkpoint->tensor(name);
        QCOMPARE(tensor.const_data_ptr(), checkpoint->tensor(name).const_data_ptr());
    }
    QCOMPARE(codeOf([&] {
                 ldm::write_safetensors(file("bad"), {{"\xff", at::zeros({1})}});
             }),
             ldm::ErrorCode::BadArgument);
}

void CheckpointWriterTest::tiedTensorsAreWrittenOnce()
{
    const auto base = at::zeros({100'000});
    ldm::write_torch_checkpoint(file("tied"), {{"a", base}, {"b", base}, {"c", base}});
    QVERIFY(QFileInfo(QString::fromStdString(file("tied"))).size() < 500'000);
}

void CheckpointWriterTest::refusesNegativeExtras()
{
    QCOMPARE(codeOf([&] {
                 ldm::write_torch_checkpoint(file("x"), {{"a", at::zeros({1})}}, {.epoch = -1});
             }),
             ldm::ErrorCode::BadArgument);
}

void CheckpointWriterTest::torchOpensTheCheckpoint()
{
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import torch")});
    if (!python.waitForFinished(120'000) || python.exitCode() != 0)
        QSKIP("no Python with PyTorch here");
    ldm::write_torch_checkpoint(file("t.ckpt"), mixedTensors(), {.global_step = 7, .epoch = 3});
    const QString script = QStringLiteral(
        "import sys, torch\n"
        "d = torch.load(sys.argv[1], weights_only=True)\n"
        "assert d['global_step'] == 7 and d['epoch'] == 3\n"
        "s = d['state_dict']\n"
        "b = torch.arange(24.).view(4, 6)\n"
        "assert torch.equal(s['f32'], b) and torch.equal(s['transposed'], b.t())\n"
        "assert s['tied'].data_ptr() == s['f32'].data_ptr()\n"
        "assert torch.equal(s['bf16'], b.bfloat16()) and s['scalar'].shape == ()\n"
        "assert s['empty'].shape == (0, 3) and s['bool'].dtype == torch.bool\n"
        "assert torch.equal(torch.load(sys.argv[1], mmap=True)['state_dict']['rows'], b[1:3])\n");
    python.start(QStringLiteral("python3"),
                 {QStringLiteral("-c"), script, QString::fromStdString(file("t.ckpt"))});
    QVERIFY(python.waitForFinished(120'000));
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
}

QTEST_APPLESS_MAIN(CheckpointWriterTest)
#include "checkpoint_writer_test.moc"
