// SPDX-License-Identifier: MIT
#include "io/checkpoint.h"
#include "io/checkpoint_writer.h"
#include "ldm/error.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

namespace {

void put(const QString& path, const QByteArray& data)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(data), data.size());
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A safetensors file with this header and data.
QByteArray safetensors(const QByteArray& header, const QByteArray& data)
{
    const quint64 size = quint64(header.size());
    return QByteArray(reinterpret_cast<const char*>(&size), 8) + header + data;
}

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

}  // namespace

class CheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsNamesInfoAndMetadata();
    void contentDecidesNotTheEnding();
    void tensorOutlivesCheckpoint();
    void alignedTensorsAreNotCopied();
    void writingToTensorLeavesFileAlone();
    void oddlyPlacedTensorsAreRight();
    void boolBytesBecomeZeroOrOne();
    void missingTensorIsNamed();
    void unreadablePathsAreFileErrors();
    void damagedStorageIsFoundWhenRead();
    void everyDamageIsRefusedOrHarmless_data();
    void everyDamageIsRefusedOrHarmless();

private:
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    std::unique_ptr<ldm::Checkpoint> open(const char* name) const
    {
        return ldm::open_checkpoint(file(name).toStdString());
    }

    QTemporaryDir m_folder;
};

void CheckpointTest::listsNamesInfoAndMetadata()
{
    ldm::write_torch_checkpoint(file("a.ckpt").toStdString(),
                                {{"z", at::zeros({2, 3})}, {"a", at::zeros({4}, at::kHalf)}},
                                {.global_step = 17, .epoch = 2});
    const auto checkpoint = open("a.ckpt");
    QCOMPARE(checkpoint->names(), (std::vector<std::string>{"z", "a"}));
    QVERIFY(checkpoint->contains("a") && !checkpoint->contains("b"));
    QCOMPARE(checkpoint->info("z").shape, (std::vector<std::int64_t>{2, 3}));
    QCOMPARE(checkpoint->info("a").dtype, at::kHalf);
    QCOMPARE(checkpoint->metadata().at("global_step"), std::string("17"));
    QCOMPARE(checkpoint->metadata().at("epoch"), std::string("2"));
}

void CheckpointTest::contentDecidesNotTheEnding()
{
    ldm::write_torch_checkpoint(file("zip.safetensors").toStdString(), {{"w", at::zeros({2})}});
    ldm::write_safetensors(file("st.ckpt").toStdString(), {{"w", at::zeros({2})}});
    QVERIFY(open("zip.safetensors")->contains("w"));
    QVERIFY(open("st.ckpt")->contains("w"));
}

void CheckpointTest::tensorOutlivesCheckpoint()
{
    const auto w = at::arange(100'000, at::kFloat);
    ldm::write_torch_checkpoint(file("long.ckpt").toStdString(), {{"w", w}});
    const at::Tensor read = open("long.ckpt")->tensor("w");
    QVERIFY(QFile::remove(file("long.ckpt")));
    QVERIFY(at::equal(read, w));
}

void CheckpointTest::alignedTensorsAreNotCopied()
{
    const auto w = at::arange(64, at::kFloat);
    const ldm::NamedTensors tensors = {{"w", w}, {"tied", w}};
    ldm::write_torch_checkpoint(file("tied.ckpt").toStdString(), tensors);
    const auto checkpoint = open("tied.ckpt");
    const auto one = checkpoint->tensor("w");
    QCOMPARE(one.const_data_ptr(), checkpoint->tensor("w").const_data_ptr());
    QCOMPARE(one.const_data_ptr(), checkpoint->tensor("tied").const_data_ptr());
}

void CheckpointTest::writingToTensorLeavesFileAlone()
{
    ldm::write_safetensors(file("keep.safetensors").toStdString(), {{"w", at::zeros({8})}});
    const QByteArray before = contents(file("keep.safetensors"));
    auto w = open("keep.safetensors")->tensor("w");
    w.fill_(7.0);
    QVERIFY(at::equal(w, at::zeros({8}).fill_(7.0)));
    QCOMPARE(contents(file("keep.safetensors")), before);
}

void CheckpointTest::oddlyPlacedTensorsAreRight()
{
    const float values[3] = {1.5f, -2.0f, 3.25f};
    QByteArray header = R"({"w":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}})";
    header += QByteArray(8 - (header.size() + 7) % 8, ' ');  // data one byte off
    put(file("odd.safetensors"),
        safetensors(header, QByteArray(reinterpret_cast<const char*>(values), 12)));
    const auto checkpoint = open("odd.safetensors");
    const auto w = checkpoint->tensor("w");
    QVERIFY(at::equal(w, at::tensor({1.5f, -2.0f, 3.25f})));
    QCOMPARE(reinterpret_cast<std::uintptr_t>(w.const_data_ptr()) % 4, std::uintptr_t(0));
    QCOMPARE(w.const_data_ptr(), checkpoint->tensor("w").const_data_ptr());
}

void CheckpointTest::boolBytesBecomeZeroOrOne()
{
    put(file("bool.safetensors"),
        safetensors(R"({"b":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}})",
                    QByteArray("\0\1\xfe", 3)));
    const auto b = open("bool.safetensors")->tensor("b");
    QCOMPARE(b.scalar_type(), at::kBool);
    QVERIFY(at::equal(b.to(at::kInt), at::tensor({0, 1, 1}, at::kInt)));
}

void CheckpointTest::missingTensorIsNamed()
{
    ldm::write_safetensors(file("one.safetensors").toStdString(), {{"w", at::zeros({1})}});
    const auto checkpoint = open("one.safetensors");
    try {
        checkpoint->tensor("decoder.v");
        QFAIL("no error");
    } catch (const ldm::Error& error) {
        QCOMPARE(error.code(), ldm::ErrorCode::CheckpointKeys);
        QVERIFY(QByteArray(error.what()).contains("decoder.v"));
    }
    QCOMPARE(codeOf([&] { checkpoint->info("v"); }), ldm::ErrorCode::CheckpointKeys);
}

void CheckpointTest::unreadablePathsAreFileErrors()
{
    QCOMPARE(codeOf([&] { open("missing.ckpt"); }), ldm::ErrorCode::File);
    QCOMPARE(codeOf([&] { ldm::open_checkpoint(m_folder.path().toStdString()); }),
             ldm::ErrorCode::File);
    QVERIFY(::mkfifo(qPrintable(file("pipe.ckpt")), 0600) == 0);
    QCOMPARE(codeOf([&] { open("pipe.ckpt"); }), ldm::ErrorCode::File);
}

void CheckpointTest::damagedStorageIsFoundWhenRead()
{
    const auto w = at::arange(64, at::kFloat);
    ldm::write_torch_checkpoint(file("crc.ckpt").toStdString(),
                                {{"good", at::zeros({4})}, {"w", w}});
    QByteArray data = contents(file("crc.ckpt"));
    const QByteArray weights(static_cast<const char*>(w.const_data_ptr()), qsizetype(w.nbytes()));
    const auto at = data.indexOf(weights);
    QVERIFY(at > 0 && at % 64 == 0);
    data[at + 40] = char(data[at + 40] ^ 1);
    put(file("crc.ckpt"), data);
    const auto checkpoint = open("crc.ckpt");
    checkpoint->tensor("good");
    QCOMPARE(codeOf([&] { checkpoint->tensor("w"); }), ldm::ErrorCode::CheckpointFormat);
}

void CheckpointTest::everyDamageIsRefusedOrHarmless_data()
{
    QTest::addColumn<bool>("zip");
    QTest::newRow("zip") << true;
    QTest::newRow("safetensors") << false;
}

/// Every truncation and every byte replaced by some others: an answer, never a crash.
void CheckpointTest::everyDamageIsRefusedOrHarmless()
{
    QFETCH(bool, zip);
    const ldm::NamedTensors tensors = {{"w", at::arange(6, at::kFloat)}, {"b", at::zeros({2, 2})}};
    const QString path = file("fuzz");
    if (zip)
        ldm::write_torch_checkpoint(path.toStdString(), tensors);
    else
        ldm::write_safetensors(path.toStdString(), tensors);
    const QByteArray good = contents(path);
    const auto survives = [&](const QByteArray& data) {
        put(path, data);
        const auto code = codeOf([&] {
            const auto checkpoint = ldm::open_checkpoint(path.toStdString());
            for (const auto& name : checkpoint->names())
                checkpoint->tensor(name).clone();
        });
        return !code || *code == ldm::ErrorCode::CheckpointFormat;
    };
    QVERIFY(survives(good));
    for (qsizetype size = 0; size < good.size(); ++size)
        QVERIFY(survives(good.left(size)));
    for (qsizetype i = 0; i < good.size(); ++i) {
        for (const char byte : {'\0', '\x7f', '\xff', '9'}) {
            QByteArray data = good;
            data[i] = byte;
            QVERIFY(survives(data));
        }
    }
}

QTEST_APPLESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
