// SPDX-License-Identifier: MIT
#include "project/zip_archive.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <zip.h>

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

}  // namespace

struct ZipWriter::Parts {
    struct Entry {
        QByteArray name, bytes;
        bool packed;
    };
    std::vector<Entry> entries;
};

ZipWriter::ZipWriter() : m_parts(std::make_unique<Parts>())
{
}

ZipWriter::~ZipWriter() = default;

void ZipWriter::add(const QString& name, const QByteArray& bytes)
{
    m_parts->entries.push_back({name.toUtf8(), bytes, false});
}

void ZipWriter::addText(const QString& name, const QByteArray& text)
{
    m_parts->entries.push_back({name.toUtf8(), text, true});
}

QString ZipWriter::write(const QString& path)
{
    zip_error_t error;
    zip_error_init(&error);
    auto* archive = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (!archive)
        return sentenceEnd(error);
    zip_source_keep(archive);  // its bytes are read once the archive is closed
    const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> kept(archive, zip_source_free);
    zip_t* zip = zip_open_from_source(archive, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!zip) {
        zip_source_free(archive);
        return sentenceEnd(error);
    }
    for (const auto& entry : m_parts->entries) {
        auto* source =
            zip_source_buffer(zip, entry.bytes.constData(), zip_uint64_t(entry.bytes.size()), 0);
        const auto index =
            source ? zip_file_add(zip, entry.name.constData(), source, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0) {
            zip_source_free(source);
            zip_discard(zip);
            return QCoreApplication::translate("Project", "a part could not be added");
        }
        zip_set_file_compression(zip, zip_uint64_t(index),
                                 entry.packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    }
    if (zip_close(zip) != 0) {
        const QString why = QString::fromUtf8(zip_strerror(zip));
        zip_discard(zip);
        return why;
    }
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_open(archive) != 0 || zip_source_stat(archive, &stat) != 0)
        return QCoreApplication::translate("Project", "there is not enough memory");
    QByteArray bytes(qsizetype(stat.size), Qt::Uninitialized);
    const auto read = zip_source_read(archive, bytes.data(), stat.size);
    zip_source_close(archive);
    if (read != zip_int64_t(stat.size))
        return QCoreApplication::translate("Project", "there is not enough memory");

    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return file.errorString();
    if (QFile::exists(path)) {
        QFile::remove(path + QLatin1Char('~'));
        QFile::copy(path, path + QLatin1Char('~'));
    }
    return file.commit() ? QString() : file.errorString();
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
