// SPDX-License-Identifier: MIT
#include "io/atomic_file.h"
#include "ldm/error.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <csignal>

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

void put(const QString& path, const QByteArray& data)
{
    ldm::AtomicFile file(path.toStdString());
    file.write(data.constData(), std::size_t(data.size()));
    file.commit();
}

/// The sentence of the error; empty if the file was written.
QByteArray refusal(const QString& path, const QByteArray& data = "new")
{
    try {
        put(path, data);
    } catch (const ldm::Error& error) {
        return error.code() == ldm::ErrorCode::File ? error.what() : "wrong code";
    }
    return {};
}

QStringList filesIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden);
}

}  // namespace

class AtomicFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAndReplaces();
    void keepsOldFileWithoutCommit();
    void keepsPermissionsOfOldFile();
    void followsLinkToItsTarget();
    void namesWhatIsWrong();
    void unwritableFolderIsNamed();
    void tooLargeFileLeavesOldOne();
    void fullDiskLeavesOldFileAndNoTemporary();

private:
    QTemporaryDir m_folder;
};

void AtomicFileTest::writesAndReplaces()
{
    const QString path = m_folder.filePath(QStringLiteral("a.bin"));
    put(path, "one");
    put(path, QByteArray(100'000, 'x'));
    QCOMPARE(contents(path), QByteArray(100'000, 'x'));
    QCOMPARE(filesIn(m_folder.path()), QStringList{QStringLiteral("a.bin")});
}

void AtomicFileTest::keepsOldFileWithoutCommit()
{
    const QString path = m_folder.filePath(QStringLiteral("a.bin"));
    put(path, "old");
    {
        ldm::AtomicFile file(path.toStdString());
        file.write("new");
        QCOMPARE(file.position(), std::uint64_t(3));
    }
    QCOMPARE(contents(path), QByteArray("old"));
    QCOMPARE(filesIn(m_folder.path()).size(), 1);
}

void AtomicFileTest::keepsPermissionsOfOldFile()
{
    const QString path = m_folder.filePath(QStringLiteral("a.bin"));
    put(path, "old");
    QVERIFY(::chmod(qPrintable(path), 0640) == 0);
    put(path, "new");
    struct stat status = {};
    QVERIFY(::stat(qPrintable(path), &status) == 0);
    QCOMPARE(status.st_mode & 0777, 0640u);
}

void AtomicFileTest::followsLinkToItsTarget()
{
    QTemporaryDir other;
    const QString target = other.filePath(QStringLiteral("target"));
    const QString link = m_folder.filePath(QStringLiteral("link"));
    put(target, "old");
    QVERIFY(QFile::link(target, link));
    put(link, "new");
    QCOMPARE(contents(target), QByteArray("new"));
    QVERIFY(QFileInfo(link).isSymLink());
    QVERIFY(QFile::remove(link));
}

void AtomicFileTest::namesWhatIsWrong()
{
    const auto missing = refusal(m_folder.filePath(QStringLiteral("missing/a.png")));
    QVERIFY2(missing.contains("There is no folder") && missing.contains("a.png"),
             missing.constData());
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("folder")));
    const auto folder = refusal(m_folder.filePath(QStringLiteral("folder")));
    QVERIFY2(folder.contains("a folder has that name"), folder.constData());
}

void AtomicFileTest::unwritableFolderIsNamed()
{
    if (::geteuid() == 0)
        QSKIP("root may write to every folder");
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("closed")));
    const QString closed = m_folder.filePath(QStringLiteral("closed"));
    QVERIFY(::chmod(qPrintable(closed), 0555) == 0);
    const auto message = refusal(closed + QStringLiteral("/a.png"));
    QVERIFY2(message.contains("cannot be written to"), message.constData());
}

void AtomicFileTest::tooLargeFileLeavesOldOne()
{
    const QString path = m_folder.filePath(QStringLiteral("a.bin"));
    put(path, "old");
    struct rlimit before = {};
    QVERIFY(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit small = before;
    small.rlim_cur = 4096;
    QVERIFY(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto message = refusal(path, QByteArray(100'000, 'x'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY2(message.contains("not saved"), message.constData());
    QCOMPARE(contents(path), QByteArray("old"));
    QCOMPARE(filesIn(m_folder.path()).size(), 1);
}

void AtomicFileTest::fullDiskLeavesOldFileAndNoTemporary()
{
    const QString disk = m_folder.filePath(QStringLiteral("disk"));
    QVERIFY(QDir().mkpath(disk));
    if (::mount("tmpfs", qPrintable(disk), "tmpfs", 0, "size=64k") != 0)
        QSKIP("a small disk can only be mounted by root");
    const QString path = disk + QStringLiteral("/a.bin");
    const auto first = refusal(path, "old");
    const auto message = refusal(path, QByteArray(1'000'000, 'x'));
    const auto left = contents(path);
    const auto files = filesIn(disk);
    ::umount(qPrintable(disk));
    QCOMPARE(first, QByteArray());
    QVERIFY2(message.contains("disk is full") && message.contains("a.bin"), message.constData());
    QCOMPARE(left, QByteArray("old"));
    QCOMPARE(files.size(), 1);
}

QTEST_APPLESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
