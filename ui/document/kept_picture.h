// SPDX-License-Identifier: MIT
#pragma once

#include "document/layer.h"
#include "document/set_aside.h"

#include <QImage>

#include <cstdint>
#include <memory>
#include <mutex>

namespace sfumato {

/// A picture of a document's past: whole while it is new or used somewhere, else packed without
/// loss (a PNG with its recipe inside, as projects hold it) and unpacked when it is asked for.
/// Its functions may be called on any thread.
class KeptPicture : public std::enable_shared_from_this<KeptPicture> {
public:
    static constexpr int kThumbnail = 72;  ///< the longer side

    explicit KeptPicture(PicturePtr whole);

    /// One that a file holds already. @param packed  its bytes there
    KeptPicture(const PicturePtr& whole, const QByteArray& packed);

    std::uint64_t seed() const { return m_seed; }
    int steps() const { return m_steps; }
    double seconds() const { return m_timings.total; }  ///< that it took to make
    const QImage& thumbnail() const { return m_thumbnail; }

    /// All of it; the same one as long as somebody holds it. Null if the disk does not give it
    /// back.
    PicturePtr whole() const;

    bool is(const PicturePtr& picture) const;

    /// Packs it, if that was not done yet. @return bytes that it takes @throws what core throws
    qsizetype pack() const;

    /// The packed bytes. @throws what core throws
    QByteArray packed() const;

    /// It is not needed soon: once it is packed, on another thread, the rest is freed.
    void setAside();

private:
    std::uint64_t m_seed;
    int m_steps;
    ldm::Timings m_timings;
    std::vector<std::string> m_notes;
    QImage m_thumbnail;
    mutable std::mutex m_access, m_packing;
    mutable PicturePtr m_whole;  ///< null once it is set aside
    mutable std::weak_ptr<const ldm::Picture> m_known;
    mutable SetAside m_packed;
};

using KeptPtr = std::shared_ptr<KeptPicture>;

}  // namespace sfumato
