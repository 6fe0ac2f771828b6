// SPDX-License-Identifier: MIT
#include "io/pickle_vm.h"
#include "ldm/error.h"

#include <QTest>

using ldm::pickle::Document;
using ldm::pickle::Kind;
using ldm::pickle::Value;

namespace {

std::string bytes(const QByteArray& hex)
{
    return QByteArray::fromHex(hex).toStdString();
}

/// The error of a pickle; empty if it is read.
QByteArray refusal(const std::string& pickle, const ldm::pickle::Limits& limits = {})
{
    try {
        ldm::pickle::read(pickle, 0, limits);
    } catch (const ldm::Error& error) {
        return error.code() == ldm::ErrorCode::CheckpointFormat ? error.what() : "wrong code";
    }
    return {};
}

const std::string kTensor =
    "ctorch._utils\n_rebuild_tensor_v2\n((U\astoragectorch\nFloatStorage\nU\0010U\003cpuK\014tQ"
    "K\002(K\002K\003t(K\003K\001t\x89"
    "ccollections\nOrderedDict\n)RtR";

}  // namespace

class PickleVmTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsScalars_data();
    void readsScalars();
    void readsBinaryFloat();
    void readsContainersOfEveryProtocol();
    void keepsMemoisedContainersShared();
    void rebuildsTensor();
    void rebuildsOrderedDictFromPairs();
    void lastOfTwoEqualKeysWins();
    void unknownCallsBecomeInertObjects();
    void refuses_data();
    void refuses();
    void forbiddenNamesMayStandUncalled();
    void boundsStackMemoNodesAndElements();
    void deepNestingNeedsNoRecursion();
    void anyTruncationIsRefused();
    void anyFlippedByteIsReadOrRefused();
};

void PickleVmTest::readsScalars_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<qint64>("value");
    QTest::newRow("BININT1") << QByteArray("4bff2e") << qint64(255);
    QTest::newRow("BININT2") << QByteArray("4dffff2e") << qint64(65535);
    QTest::newRow("BININT negative") << QByteArray("4affffffff2e") << qint64(-1);
    QTest::newRow("LONG1 empty") << QByteArray("8a002e") << qint64(0);
    QTest::newRow("LONG1 negative") << QByteArray("8a01fe2e") << qint64(-2);
    QTest::newRow("LONG1 of 8 bytes") << QByteArray("8a08ffffffffffffff7f2e") << qint64(INT64_MAX);
    QTest::newRow("INT") << QByteArray("492d37370a2e") << qint64(-77);
    QTest::newRow("LONG") << QByteArray("4c37374c0a2e") << qint64(77);
}

void PickleVmTest::readsScalars()
{
    QFETCH(QByteArray, hex);
    QFETCH(qint64, value);
    const auto pickle = bytes(hex);
    const Document document = ldm::pickle::read(pickle);
    QCOMPARE(document.root.kind, Kind::Int);
    QCOMPARE(qint64(document.root.integer), value);
    QCOMPARE(document.end, pickle.size());
}

void PickleVmTest::readsBinaryFloat()
{
    const auto pickle = bytes("473ff80000000000002e");  // big-endian 1.5
    const Document document = ldm::pickle::read(pickle);
    QCOMPARE(document.root.kind, Kind::Float);
    QCOMPARE(document.root.real, 1.5);
}

void PickleVmTest::readsContainersOfEveryProtocol()
{
    // The same {'a': (1, 2)}: protocol 0, 2 and 4.
    const std::string pickles[] = {"(dS'a'\n(I1\nI2\nts.",
                                   bytes("80027d580100000061") + "K\1K\2\x86s.",
                                   bytes("8004950d000000000000007d948c01619428") + "K\1K\2ts."};
    for (const auto& pickle : pickles) {
        const Document document = ldm::pickle::read(pickle);
        const Value* tuple = document.find(document.root, "a");
        QVERIFY(tuple && tuple->kind == Kind::Tuple);
        QCOMPARE(document.items_of(*tuple).size(), std::size_t(2));
        QCOMPARE(document.items_of(*tuple)[1].integer, std::int64_t(2));
    }
}

void PickleVmTest::keepsMemoisedContainersShared()
{
    const std::string pickle = "]q\1h\1K\5a\x86.";  // l = []; (l, l after l.append(5))
    const Document document = ldm::pickle::read(pickle);
    const auto& pair = document.items_of(document.root);
    QCOMPARE(pair[0].index, pair[1].index);
    QCOMPARE(document.items_of(pair[0]).size(), std::size_t(1));
}

void PickleVmTest::rebuildsTensor()
{
    const std::string pickle = kTensor + ".";
    const Document document = ldm::pickle::read(pickle);
    QCOMPARE(document.root.kind, Kind::Tensor);
    const auto& tensor = document.tensors[document.root.index];
    QCOMPARE(tensor.offset, std::int64_t(2));
    QCOMPARE(tensor.shape, (std::vector<std::int64_t>{2, 3}));
    QCOMPARE(tensor.strides, (std::vector<std::int64_t>{3, 1}));
    const auto& storage = document.storages[tensor.storage];
    QVERIFY(storage.key == "0");
    QCOMPARE(storage.count, std::int64_t(12));
    QVERIFY(document.globals[storage.type].name == "FloatStorage");
}

void PickleVmTest::rebuildsOrderedDictFromPairs()
{
    const std::string pickle =
        "ccollections\nOrderedDict\n]U\1aK\1\x86"
        "aU\1bK\2\x86"
        "a\x85R.";
    const Document document = ldm::pickle::read(pickle);
    QCOMPARE(document.root.kind, Kind::Dict);
    QCOMPARE(document.find(document.root, "b")->integer, std::int64_t(2));
    QVERIFY(!document.find(document.root, "c"));
}

void PickleVmTest::lastOfTwoEqualKeysWins()
{
    const std::string pickle = "}(U\1aK\1U\1aK\2u.";
    const Document document = ldm::pickle::read(pickle);
    QCOMPARE(document.find(document.root, "a")->integer, std::int64_t(2));
}

void PickleVmTest::unknownCallsBecomeInertObjects()
{
    const std::string pickles[] = {"cargparse\nNamespace\n)R}b.",
                                   "comegaconf\nDictConfig\n)\x81}b.", "(iargparse\nNamespace\n.",
                                   "(cargparse\nNamespace\nK\1o."};
    for (const auto& pickle : pickles) {
        const Document document = ldm::pickle::read(pickle);
        QCOMPARE(document.root.kind, Kind::Object);
    }
}

void PickleVmTest::refuses_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QByteArray>("hint");
    QTest::newRow("empty") << QByteArray() << QByteArray("truncated");
    QTest::newRow("no STOP") << QByteArray("N") << QByteArray("truncated");
    QTest::newRow("STOP alone") << QByteArray(".") << QByteArray("stack");
    QTest::newRow("unknown opcode") << QByteArray("\xff.") << QByteArray("opcode 255");
    QTest::newRow("no mark") << QByteArray("Nt.") << QByteArray("mark");
    QTest::newRow("pop below mark") << QByteArray("N(0a.") << QByteArray("stack");
    QTest::newRow("below mark") << QByteArray("]N(a.") << QByteArray("stack");
    QTest::newRow("odd dict") << QByteArray("(Nd.") << QByteArray("no value");
    QTest::newRow("append to None") << QByteArray("NNa.") << QByteArray("container");
    QTest::newRow("memo") << QByteArray("h\1.") << QByteArray("memo");
    QTest::newRow("protocol 6") << QByteArray("\x80\6N.") << QByteArray("protocol");
    QTest::newRow("8-byte length")
        << QByteArray("\x8d\xff\xff\xff\xff\xff\xff\xff\xff.") << QByteArray("truncated");
    QTest::newRow("os.system") << QByteArray("cos\nsystem\n(U\1xtR.") << QByteArray("“os.system”");
    QTest::newRow("eval, protocol 4")
        << QByteArray("\x8c\bbuiltins\x8c\4eval\x93(tR.") << QByteArray("builtins.eval");
    QTest::newRow("NEWOBJ") << QByteArray("csubprocess\nPopen\n)\x81.") << QByteArray("unsafe");
    QTest::newRow("INST") << QByteArray("(ios\nsystem\n.") << QByteArray("unsafe");
    QTest::newRow("OBJ") << QByteArray("(cos\nsystem\no.") << QByteArray("unsafe");
    QTest::newRow("getattr") << QByteArray("c__builtin__\ngetattr\n)R.") << QByteArray("unsafe");
    QTest::newRow("torch function") << QByteArray("ctorch\nload\n)R.") << QByteArray("torch.load");
    QTest::newRow("call of a call") << QByteArray("ca\nb\n)R)R.") << QByteArray("unsafe");
    QTest::newRow("tensor without storage")
        << QByteArray("ctorch._utils\n_rebuild_tensor_v2\n(NNNNtR.") << QByteArray("storage");
    QTest::newRow("storage of no type")
        << QByteArray("(U\astorageca\nb\nU\0010U\003cpuK\1tQ.") << QByteArray("storage");
    QTest::newRow("extension") << QByteArray("\x82\1.") << QByteArray("opcode");
}

void PickleVmTest::refuses()
{
    QFETCH(QByteArray, pickle);
    QFETCH(QByteArray, hint);
    const auto message = refusal(pickle.toStdString());
    QVERIFY2(message.contains(hint), message.constData());
}

void PickleVmTest::forbiddenNamesMayStandUncalled()
{
    QCOMPARE(refusal("}U\1acos\nsystem\ns."), QByteArray());
}

void PickleVmTest::boundsStackMemoNodesAndElements()
{
    const ldm::pickle::Limits limits{.stack = 8, .memo = 4, .nodes = 4, .elements = 6};
    QVERIFY(refusal(std::string(9, 'N') + ".", limits).contains("stack"));
    QVERIFY(refusal(std::string(9, '(') + ".", limits).contains("stack"));
    QVERIFY(refusal("N" + std::string(5, '\x94') + ".", limits).contains("memo"));
    QVERIFY(refusal("]0]0]0]0].", limits).contains("objects"));
    QVERIFY(refusal("](NNNNe(NNNe.", limits).contains("data"));
    QVERIFY(refusal(std::string(100, 'N'), {.bytes = 10}).contains("truncated"));
    QCOMPARE(refusal("](NNNNe.", limits), QByteArray());
}

void PickleVmTest::deepNestingNeedsNoRecursion()
{
    constexpr int kDepth = 500'000;
    const std::string pickle = std::string(kDepth, ']') + std::string(kDepth - 1, 'a') + ".";
    const Document document = ldm::pickle::read(pickle);
    QCOMPARE(document.items.size(), std::size_t(kDepth));
}

void PickleVmTest::anyTruncationIsRefused()
{
    const std::string pickle = "}(U\nstate_dict}(U\1w" + kTensor + "uU\005epochK\1u.";
    QCOMPARE(refusal(pickle), QByteArray());
    for (std::size_t size = 0; size < pickle.size(); ++size)
        QVERIFY(!refusal(pickle.substr(0, size)).isEmpty());
}

void PickleVmTest::anyFlippedByteIsReadOrRefused()
{
    const std::string pickle = "}(U\nstate_dict}(U\1w" + kTensor + "uU\005epochK\1u.";
    for (std::size_t i = 0; i < pickle.size(); ++i) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string damaged = pickle;
            damaged[i] = static_cast<char>(byte);
            QVERIFY(refusal(damaged) != "wrong code");
        }
    }
}

QTEST_APPLESS_MAIN(PickleVmTest)
#include "pickle_vm_test.moc"
