// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

struct zip;

namespace sfumato {

/// A zip archive that is put together. Pictures are packed already; what is added is stored as it
/// is unless it is text.
class ZipWriter {
public:
    ZipWriter();
    ~ZipWriter();

    void add(const QString& name, const QByteArray& bytes);

    /// One whose bytes are asked for when the archive is written, and not kept.
    /// @param size  of what `bytes` gives @throws nothing; none at all spoil the archive
    void add(const QString& name, qsizetype size, std::function<QByteArray()> bytes);
    void addText(const QString& name, const QByteArray& text);

    /// Writes the archive in place of `path`, keeping what was there as `path~`.
    /// @return empty, or why not, as a sentence's end
    QString write(const QString& path);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// A zip archive that is read entry by entry. Trusts nothing that the archive says of itself.
class ZipReader {
public:
    explicit ZipReader(const QString& path);
    ~ZipReader();

    /// Why the archive cannot be read, as a sentence's end; empty if it can.
    QString problem() const { return m_problem; }

    QStringList names() const;

    /// Empty if there is no such entry, or it is damaged or larger than `most` bytes.
    QByteArray read(const QString& name, qint64 most) const;

private:
    zip* m_zip = nullptr;
    QString m_problem;
};

}  // namespace sfumato
