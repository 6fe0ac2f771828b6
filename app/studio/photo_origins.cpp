// SPDX-License-Identifier: MIT
#include "photo_origins.h"

#include <QFileInfo>
#include <QHashFunctions>

namespace sfumato {

size_t PhotoOrigins::keyOf(const ldm::Image& image)
{
    return qHashBits(image.pixels.data(), image.pixels.size(), size_t(image.channels));
}

void PhotoOrigins::add(const ldm::Image& image, Origin origin)
{
    if (!origin || image.pixels.empty())
        return;
    const Entry entry{keyOf(image), image.width, image.height, std::move(origin)};
    const std::lock_guard lock(m_mutex);
    m_entries.remove_if([&](const Entry& e) {
        return e.key == entry.key && e.width == entry.width && e.height == entry.height;
    });
    m_entries.push_front(entry);
    size_t bytes = 0, count = 0;
    for (auto it = m_entries.begin(); it != m_entries.end(); ++count) {
        bytes += it->origin->bytes();
        const bool keep = count == 0 || (bytes <= kMostBytes && count < kMost);
        it = keep ? std::next(it) : m_entries.erase(it);
    }
}

PhotoOrigins::Origin PhotoOrigins::of(const ldm::Image& image) const
{
    const size_t key = keyOf(image);
    const std::lock_guard lock(m_mutex);
    for (const auto& e : m_entries)
        if (e.key == key && e.width == image.width && e.height == image.height)
            return e.origin;
    return nullptr;
}

PhotoOrigins::Origin originInFile(const QString& path, const ldm::Image& photo)
{
    if (path.isEmpty() || !QFileInfo(path).isFile())
        return nullptr;
    try {
        const auto found = ldm::load_photo(path.toStdString());
        return found.image == photo ? found.origin : nullptr;
    } catch (const std::exception&) {
        return nullptr;  // it is another file by now
    }
}

}  // namespace sfumato
