// SPDX-License-Identifier: MIT
#include "project/zip_archive.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <vector>

namespace sfumato {

namespace {

constexpr zip_int64_t kMostEntries = 10'000;

QString sentenceEnd(zip_error_t& error)
{
    const QString text = QString::fromUtf8(zip_error_strerror(&error));
    zip_error_fini(&error);
    return text;
}

struct Entry {
    QByteArray name;
    qsizetype size;
    std::function<QByteArray()> bytes;
    bool text;
};

// An entry as libzip reads it: its bytes are there from opening to closing.
struct EntrySource {
    const Entry& entry;
    QByteArray bytes = {};
    qsizetype at = 0;

    zip_int64_t open()
    {
        bytes = entry.bytes();
        at = 0;
        return bytes.size() == entry.size ? 0 : -1;
    }

    zip_int64_t read(void* data, zip_uint64_t length)
    {
        const auto count = std::min(qsizetype(length), bytes.size() - at);
        std::memcpy(data, bytes.constData() + at, size_t(count));
        at += count;
        return count;
    }

    zip_int64_t tell(zip_stat_t& stat) const
    {
        zip_stat_init(&stat);
        stat.size = zip_uint64_t(entry.size);
        stat.valid = ZIP_STAT_SIZE;
        return sizeof stat;
    }
};

zip_int64_t serve(void* source, void* data, zip_uint64_t length, zip_source_cmd_t command)
{
    auto& entry = *static_cast<EntrySource*>(source);
    switch (command) {
    case ZIP_SOURCE_OPEN: return entry.open();
    case ZIP_SOURCE_READ: return entry.read(data, length);
    case ZIP_SOURCE_CLOSE: entry.bytes.clear(); return 0;
    case ZIP_SOURCE_STAT: return entry.tell(*static_cast<zip_stat_t*>(data));
    case ZIP_SOURCE_ERROR: {
        const int error[2] = {ZIP_ER_READ, 0};
        std::memcpy(data, error, sizeof error);
        return sizeof error;
    }
    case ZIP_SOURCE_FREE: delete &entry; return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              -1);
    default: return -1;
    }
}

bool addEntry(zip_t* zip, const Entry& entry)
{
    auto* source = zip_source_function(zip, serve, new EntrySource{entry});
    const auto index =
        source ? zip_file_add(zip, entry.name.constData(), source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    zip_set_file_compression(zip, zip_uint64_t(index), entry.text ? ZIP_CM_DEFLATE : ZIP_CM_STORE,
                             0);
    return true;
}

// Writes a new file. @return empty, or why not
QString writeNew(const std::vector<Entry>& entries, const QString& path)
{
    int code = 0;
    zip_t* zip = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        return sentenceEnd(error);
    }
    for (const auto& entry : entries)
        if (!addEntry(zip, entry)) {
            zip_discard(zip);
            return QCoreApplication::translate("Project", "a part could not be added");
        }
    if (zip_close(zip) == 0)
        return {};
    const QString why = QString::fromUtf8(zip_strerror(zip));
    zip_discard(zip);
    return why;
}

// Puts a file that is complete into the place of another, which stays as `path~`.
QString putInPlace(const QString& part, const QString& path)
{
    QFile file(part);
    if (!file.open(QIODevice::ReadWrite) || ::fsync(file.handle()) != 0)
        return file.errorString();
    file.close();
    if (QFile::exists(path)) {
        file.setPermissions(QFile::permissions(path));
        QFile::remove(path + QLatin1Char('~'));
        QFile::copy(path, path + QLatin1Char('~'));
    }
    std::error_code error;
    std::filesystem::rename(part.toStdString(), path.toStdString(), error);
    return error ? QString::fromStdString(error.message()) : QString();
}

}  // namespace

struct ZipWriter::Parts {
    std::vector<Entry> entries;
};

ZipWriter::ZipWriter() : m_parts(std::make_unique<Parts>())
{
}

ZipWriter::~ZipWriter() = default;

void ZipWriter::add(const QString& name, const QByteArray& bytes)
{
    add(name, bytes.size(), [bytes] { return bytes; });
}

void ZipWriter::add(const QString& name, qsizetype size, std::function<QByteArray()> bytes)
{
    m_parts->entries.push_back({name.toUtf8(), size, std::move(bytes), false});
}

void ZipWriter::addText(const QString& name, const QByteArray& text)
{
    m_parts->entries.push_back({name.toUtf8(), text.size(), [text] { return text; }, true});
}

QString ZipWriter::write(const QString& path)
{
    // What a link points to is written, not the link.
    const QString real = QFileInfo(path).canonicalFilePath();
    const QString target = real.isEmpty() ? path : real;
    const QString part = target + QStringLiteral(".part");
    QString problem = writeNew(m_parts->entries, part);
    if (problem.isEmpty())
        problem = putInPlace(part, target);
    if (!problem.isEmpty())
        QFile::remove(part);
    return problem;
}

ZipReader::ZipReader(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_problem = file.errorString();
        return;
    }
    int code = 0;
    m_zip = zip_open(QFile::encodeName(path).constData(), ZIP_RDONLY | ZIP_CHECKCONS, &code);
    if (!m_zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        m_problem = sentenceEnd(error);
    } else if (zip_get_num_entries(m_zip, 0) > kMostEntries) {
        m_problem = QCoreApplication::translate("Project", "it has far too many parts");
    }
}

ZipReader::~ZipReader()
{
    if (m_zip)
        zip_discard(m_zip);
}

QStringList ZipReader::names() const
{
    QStringList names;
    const auto count = m_zip ? zip_get_num_entries(m_zip, 0) : 0;
    for (zip_int64_t i = 0; i < count; ++i)
        names.append(QString::fromUtf8(zip_get_name(m_zip, zip_uint64_t(i), 0)));
    return names;
}

QByteArray ZipReader::read(const QString& name, qint64 most) const
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    const QByteArray utf8 = name.toUtf8();
    if (!m_zip || zip_stat(m_zip, utf8.constData(), 0, &stat) != 0 ||
        !(stat.valid & ZIP_STAT_SIZE) || stat.size > zip_uint64_t(most))
        return {};
    auto* file = zip_fopen(m_zip, utf8.constData(), 0);
    if (!file)
        return {};
    QByteArray bytes(qsizetype(stat.size), Qt::Uninitialized);
    const auto got = zip_fread(file, bytes.data(), stat.size);
    const bool whole = zip_fclose(file) == 0 && got == zip_int64_t(stat.size);
    return whole ? bytes : QByteArray();
}

}  // namespace sfumato
