// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/photo.h>

#include <QImage>

#include <list>
#include <memory>
#include <mutex>

namespace sfumato {

/// What the opened photos carried, found again by their pixels: so that it comes back whatever way
/// a photo has gone meanwhile (undone, handed to another mode, worked on twice). From any thread.
class PhotoOrigins {
public:
    using Origin = std::shared_ptr<const ldm::PhotoOrigin>;

    /// @param image  the photo as the models see it, or a picture made of it
    void add(const ldm::Image& image, Origin origin);

    /// Null for a picture that was not opened here.
    Origin of(const ldm::Image& image) const;

private:
    struct Entry {
        size_t key;
        int width, height;
        Origin origin;
    };

    static size_t keyOf(const ldm::Image& image);

    static constexpr size_t kMostBytes = size_t(1) << 30;
    static constexpr size_t kMost = 64;

    mutable std::mutex m_mutex;
    std::list<Entry> m_entries;  ///< the latest first
};

/// The origin of a photo on disk, if it still is that photo.
PhotoOrigins::Origin originInFile(const QString& path, const ldm::Image& photo);

}  // namespace sfumato
