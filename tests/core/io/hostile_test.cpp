// SPDX-License-Identifier: MIT
#include "io/checkpoint.h"
#include "ldm/error.h"

#include <ATen/ops/equal.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// Far above what any of the files needs, far below what a bomb unpacks to.
constexpr qint64 kMaxGrowthKb = 48 * 1024;

#ifdef __SANITIZE_ADDRESS__
constexpr bool kMeasuresMemory = false;  // the sanitizer keeps freed memory
#else
constexpr bool kMeasuresMemory = true;
#endif

/// The folder with the hostile files: the full set, else the copy in the tree.
QString hostileFolder()
{
    const QString root = QStringLiteral(SFUMATO_SOURCE_DIR);
    const QStringList folders = {qEnvironmentVariable("SFUMATO_GOLDEN"),
                                 root + QStringLiteral("/../shared/golden"),
                                 root + QStringLiteral("/tests/golden")};
    for (const QString& folder : folders)
        if (!folder.isEmpty() && QFile::exists(folder + QStringLiteral("/hostile")))
            return QDir(folder + QStringLiteral("/hostile")).absolutePath();
    return {};
}

/// The list of files: in the folder itself or in the index of all golden cases.
QJsonArray hostileFiles(const QString& folder)
{
    for (const auto& index :
         {folder + QStringLiteral("/cases.json"), folder + QStringLiteral("/../cases.json")}) {
        QFile file(index);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
        if (object.contains(QStringLiteral("files")))
            return object[QStringLiteral("files")].toArray();
        for (const auto& value : object[QStringLiteral("cases")].toArray()) {
            const QJsonObject one = value.toObject();
            if (one[QStringLiteral("kind")] == QStringLiteral("hostile"))
                return one[QStringLiteral("files")].toArray();
        }
        for (const auto& value : object[QStringLiteral("cases")].toObject()) {
            const QJsonObject one = value.toObject();
            if (one[QStringLiteral("kind")] == QStringLiteral("hostile"))
                return one[QStringLiteral("files")].toArray();
        }
    }
    return {};
}

/// Starts a new measurement of peak memory; false where the system has none.
bool resetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    return file.open(QIODevice::WriteOnly) && file.write("5") == 1;
}

qint64 statusKb(const char* field)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(field))
            return line.mid(line.indexOf(':') + 1).simplified().split(' ').first().toLongLong();
    return 0;
}

QByteArray readAllTensors(const QString& path)
{
    try {
        const auto checkpoint = ldm::open_checkpoint(path.toStdString());
        for (const auto& name : checkpoint->names())
            checkpoint->tensor(name).clone();
    } catch (const ldm::Error& error) {
        if (error.code() != ldm::ErrorCode::CheckpointFormat)
            return "wrong code";
        return error.what();
    }
    return {};
}

}  // namespace

/// Files that damage, exhaust or attack a reader: each must give the outcome that the golden
/// index says, within a second, within its own size of memory, and without side effects.
class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void givesTheExpectedOutcome_data();
    void givesTheExpectedOutcome();

private:
    QString m_folder;
    QString m_startFolder;
    QTemporaryDir m_sandbox;
};

void HostileTest::initTestCase()
{
    m_folder = hostileFolder();
    if (m_folder.isEmpty())
        QSKIP("no golden/hostile folder: set SFUMATO_GOLDEN");
    // Two levels down, so that ../../x would still be in the sandbox.
    m_startFolder = QDir::currentPath();
    QVERIFY(QDir(m_sandbox.path()).mkpath(QStringLiteral("a/b")));
    QVERIFY(QDir::setCurrent(m_sandbox.filePath(QStringLiteral("a/b"))));
    // The first error and the first tensor load libraries' pages: not to be measured.
    readAllTensors(m_folder + QStringLiteral("/plain.safetensors"));
    readAllTensors(m_folder + QStringLiteral("/garbage.ckpt"));
}

void HostileTest::cleanupTestCase()
{
    QDir::setCurrent(m_startFolder);
}

void HostileTest::givesTheExpectedOutcome_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray files = hostileFiles(m_folder);
    QVERIFY(!files.isEmpty());
    for (const auto& value : files) {
        const QJsonObject row = value.toObject();
        QTest::newRow(qPrintable(row[QStringLiteral("file")].toString())) << row;
    }
}

void HostileTest::givesTheExpectedOutcome()
{
    QFETCH(QJsonObject, row);
    const QString name = row[QStringLiteral("file")].toString();
    // What is wrong with these for a model is no fault of the file.
    const bool modelLevel = row[QStringLiteral("level")] == QStringLiteral("model");
    const QString outcome =
        modelLevel ? QStringLiteral("ok") : row[QStringLiteral("outcome")].toString();
    const QString path = m_folder + QLatin1Char('/') + name;
    const bool measured = resetPeak();
    const qint64 before = statusKb("VmRSS");
    QElapsedTimer timer;
    timer.start();
    const QByteArray message = readAllTensors(path);
    QVERIFY2(timer.elapsed() < 1000, "slow");
    if (kMeasuresMemory && measured)
        QVERIFY2(statusKb("VmHWM") - before < kMaxGrowthKb + QFile(path).size() / 1024, "memory");
    qInfo("%s: %s", qPrintable(name), message.isEmpty() ? "ok" : message.constData());

    const QString forbidden = row[QStringLiteral("must_not_create")].toString();
    QVERIFY(forbidden.isEmpty() || !QFile::exists(forbidden));
    QVERIFY(QDir().isEmpty());
    if (outcome == QStringLiteral("error") || !message.isEmpty()) {
        QVERIFY2(outcome != QStringLiteral("ok"), message.constData());
        QVERIFY2(!message.isEmpty(), "accepted");
        QVERIFY2(message.contains(name.toUtf8()), "does not name the file");
        QVERIFY2(message.contains("Nothing in it was run"), message.constData());
        const QJsonArray phrases = row[QStringLiteral("phrases")].toArray();
        bool hinted = phrases.isEmpty();
        const QString reason = QString::fromUtf8(message).remove(name);
        for (const auto& phrase : phrases)
            hinted = hinted || reason.contains(phrase.toString(), Qt::CaseInsensitive);
        QVERIFY2(hinted, message.constData());
        return;
    }
    if (modelLevel)
        return;
    const auto checkpoint = ldm::open_checkpoint(path.toStdString());
    const auto expect =
        ldm::open_checkpoint((m_folder + QStringLiteral("/expect.safetensors")).toStdString());
    const QJsonArray keys = row[QStringLiteral("keys")].toArray();
    QCOMPARE(qsizetype(checkpoint->names().size()), keys.size());
    for (const auto& key : keys) {
        const std::string tensor = key.toString().toStdString();
        const auto prefix = row[QStringLiteral("expect_prefix")].toString().toStdString();
        const auto wanted = expect->tensor(prefix + tensor);
        auto got = checkpoint->tensor(tensor);
        QCOMPARE(got.scalar_type(), checkpoint->info(tensor).dtype);
        QVERIFY(got.sizes() == at::IntArrayRef(checkpoint->info(tensor).shape));
        if (got.scalar_type() == at::kBool)
            got = got.to(at::kByte);  // so stored in expect.safetensors
        QCOMPARE(got.scalar_type(), wanted.scalar_type());
        QVERIFY2(at::equal(got, wanted), tensor.c_str());
    }
}

QTEST_APPLESS_MAIN(HostileTest)
#include "hostile_test.moc"
