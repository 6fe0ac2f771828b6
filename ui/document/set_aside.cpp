// SPDX-License-Identifier: MIT
#include "document/set_aside.h"

#include <QDir>
#include <QMap>
#include <QStandardPaths>
#include <QStorageInfo>
#include <QTemporaryFile>

#include <mutex>
#include <utility>

namespace sfumato {

namespace {

// Where a large file costs no memory: some systems keep their temporary folder in it.
QString scratchFolder()
{
    const QString usual = QDir::tempPath();
    if (QStorageInfo(usual).fileSystemType() != "tmpfs")
        return usual;
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    return QDir().mkpath(cache) ? cache : usual;
}

}  // namespace

/// A temporary file that pieces are put into; the room of those that are gone is used again.
class ScratchFile {
public:
    static std::shared_ptr<ScratchFile> shared()
    {
        static const auto file = std::make_shared<ScratchFile>();
        return file;
    }

    ScratchFile() : m_file(scratchFolder() + QStringLiteral("/sfumato-XXXXXX"))
    {
        m_open = m_file.open();
    }

    /// @return where it lies; -1 if it cannot be written
    qint64 put(const QByteArray& bytes)
    {
        const std::lock_guard guard(m_access);
        if (!m_open)
            return -1;
        const qint64 offset = takeRoom(bytes.size());
        if (m_file.seek(offset) && m_file.write(bytes) == bytes.size() && m_file.flush())
            return offset;
        giveRoom(offset, bytes.size());
        return -1;
    }

    QByteArray get(qint64 offset, qsizetype size)
    {
        const std::lock_guard guard(m_access);
        const QByteArray bytes = m_file.seek(offset) ? m_file.read(size) : QByteArray();
        return bytes.size() == size ? bytes : QByteArray();
    }

    void release(qint64 offset, qsizetype size)
    {
        const std::lock_guard guard(m_access);
        giveRoom(offset, size);
    }

private:
    // The first gap that is large enough, else the end.
    qint64 takeRoom(qsizetype size)
    {
        for (auto gap = m_gaps.begin(); gap != m_gaps.end(); ++gap) {
            if (gap.value() < size)
                continue;
            const auto [offset, room] = std::pair(gap.key(), gap.value());
            m_gaps.erase(gap);
            if (room > size)
                m_gaps.insert(offset + size, room - size);
            return offset;
        }
        return std::exchange(m_end, m_end + size);
    }

    void giveRoom(qint64 offset, qint64 size)
    {
        auto next = m_gaps.lowerBound(offset);
        if (next != m_gaps.end() && next.key() == offset + size) {
            size += next.value();
            next = m_gaps.erase(next);
        }
        if (next != m_gaps.begin())
            if (const auto before = std::prev(next); before.key() + before.value() == offset) {
                size += before.value();
                offset = before.key();
                m_gaps.erase(before);
            }
        if (offset + size < m_end) {
            m_gaps.insert(offset, size);
            return;
        }
        m_end = offset;
        m_file.resize(m_end);
    }

    std::mutex m_access;
    QTemporaryFile m_file;
    bool m_open = false;
    qint64 m_end = 0;
    QMap<qint64, qint64> m_gaps;  ///< where → how long
};

SetAside::SetAside(const QByteArray& bytes) : m_size(bytes.size())
{
    auto file = ScratchFile::shared();
    m_offset = file->put(bytes);
    if (m_offset >= 0)
        m_file = std::move(file);
    else
        m_bytes = bytes;
}

SetAside::~SetAside()
{
    if (m_file)
        m_file->release(m_offset, m_size);
}

SetAside::SetAside(SetAside&& other) noexcept
{
    *this = std::move(other);
}

SetAside& SetAside::operator=(SetAside&& other) noexcept
{
    std::swap(m_file, other.m_file);
    std::swap(m_offset, other.m_offset);
    std::swap(m_size, other.m_size);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

QByteArray SetAside::bytes() const
{
    return m_file ? m_file->get(m_offset, m_size) : m_bytes;
}

}  // namespace sfumato
