// SPDX-License-Identifier: MIT
#include "core/io/picture_samples.h"

#include <QFile>
#include <QTest>
#include <QtEndian>

#include <zlib.h>

namespace samples {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& data)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(data), data.size());
}

QByteArray chunk(const QByteArray& type, const QByteArray& data)
{
    QByteArray result(4, '\0');
    qToBigEndian(quint32(data.size()), result.data());
    const QByteArray checked = type + data;
    QByteArray sum(4, '\0');
    qToBigEndian(quint32(crc32(0, reinterpret_cast<const Bytef*>(checked.constData()),
                               uInt(checked.size()))),
                 sum.data());
    return result + checked + sum;
}

QByteArray deflated(const QByteArray& data)
{
    return qCompress(data).mid(4);  // without Qt's own length
}

QByteArray png(quint32 width, quint32 height, int depth, int type, const QByteArray& rows,
               const QByteArray& before)
{
    QByteArray header(13, '\0');
    qToBigEndian(width, header.data());
    qToBigEndian(height, header.data() + 4);
    header[8] = char(depth);
    header[9] = char(type);
    return QByteArray("\x89PNG\r\n\x1a\n") + chunk("IHDR", header) + before +
           chunk("IDAT", deflated(rows)) + chunk("IEND", {});
}

ldm::Image ramp(int width, int height, int channels)
{
    ldm::Image image{width, height, channels, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < channels; ++c)
                image.pixels.push_back(std::uint8_t(c == 3 ? 200 : 40 + 3 * x + 2 * y + 20 * c));
    return image;
}

}  // namespace samples
