// SPDX-License-Identifier: MIT
#include "document/kept_picture.h"

#include "job/image_conversion.h"

#include <ldm/engine.h>
#include <ldm/picture_bytes.h>

#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

namespace sfumato {

namespace {

QImage thumbnailOf(const PicturePtr& picture)
{
    constexpr int kSide = KeptPicture::kThumbnail;
    const QImage image = pixelsOf(picture);
    if (image.isNull())
        return image;
    // In the forms that the screen takes without another copy.
    return image.scaled(kSide, kSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                 : QImage::Format_RGB32);
}

QByteArray pngOf(const ldm::Picture& picture)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("picture.png"));
    ldm::save_picture(picture, path.toStdString());
    QFile file(path);
    file.open(QIODevice::ReadOnly);
    return file.readAll();
}

}  // namespace

KeptPicture::KeptPicture(PicturePtr whole)
    : m_seed(whole->recipe.seed),
      m_steps(whole->recipe.steps),
      m_timings(whole->timings),
      m_notes(whole->notes),
      m_thumbnail(thumbnailOf(whole)),
      m_whole(std::move(whole)),
      m_known(m_whole)
{
}

KeptPicture::KeptPicture(const PicturePtr& whole, const QByteArray& packed) : KeptPicture(whole)
{
    m_packed = SetAside(packed);
    m_whole = nullptr;
}

PicturePtr KeptPicture::whole() const
{
    const std::lock_guard guard(m_access);
    if (auto known = m_known.lock())
        return known;
    const QByteArray bytes = m_packed.bytes();
    try {
        auto picture = std::make_shared<ldm::Picture>(ldm::read_picture(
            {reinterpret_cast<const std::uint8_t*>(bytes.constData()), size_t(bytes.size())}));
        picture->timings = m_timings;
        picture->notes = m_notes;
        m_known = picture;
        return picture;
    } catch (const std::exception&) {
        return nullptr;
    }
}

bool KeptPicture::is(const PicturePtr& picture) const
{
    const std::lock_guard guard(m_access);
    return picture && m_known.lock() == picture;
}

qsizetype KeptPicture::pack() const
{
    const std::lock_guard one(m_packing);
    PicturePtr whole;
    {
        const std::lock_guard guard(m_access);
        if (!m_packed.isEmpty())
            return m_packed.size();
        whole = m_whole;
    }
    SetAside packed(pngOf(*whole));
    const std::lock_guard guard(m_access);
    m_packed = std::move(packed);
    return m_packed.size();
}

QByteArray KeptPicture::packed() const
{
    pack();
    const std::lock_guard guard(m_access);
    return m_packed.bytes();
}

void KeptPicture::setAside()
{
    constexpr int kLast = -1;  // whatever else there is to do comes first
    {
        const std::lock_guard guard(m_access);
        if (!m_whole)
            return;
    }
    const auto work = [self = shared_from_this()] {
        try {
            self->pack();
        } catch (const std::exception&) {
            return;  // there is no room to pack it in: it stays as it is
        }
        const std::lock_guard guard(self->m_access);
        self->m_whole = nullptr;
    };
    QThreadPool::globalInstance()->start(work, kLast);
}

}  // namespace sfumato
