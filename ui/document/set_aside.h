// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <memory>

namespace sfumato {

class ScratchFile;

/// Bytes that are seldom asked for, on disk instead of in memory: in a temporary file that goes
/// with the program. Where nothing can be written they stay in memory.
class SetAside {
public:
    SetAside() = default;
    explicit SetAside(const QByteArray& bytes);
    ~SetAside();
    SetAside(SetAside&& other) noexcept;
    SetAside& operator=(SetAside&& other) noexcept;

    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }

    /// On any thread. Empty if the disk does not give them back.
    QByteArray bytes() const;

private:
    std::shared_ptr<ScratchFile> m_file;  ///< null while they are in memory
    qint64 m_offset = 0;
    qsizetype m_size = 0;
    QByteArray m_bytes;
};

}  // namespace sfumato
