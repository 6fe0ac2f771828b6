// SPDX-License-Identifier: MIT
#include "clipboard.h"

#include "job/image_conversion.h"

#include <ldm/engine.h>

#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>
#include <QUrl>

namespace sfumato {

namespace {

const QString kPng = QStringLiteral("image/png");

QByteArray packed(const ldm::Picture& picture, bool withRecipe)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("picture.png"));
    if (withRecipe)
        ldm::save_picture(picture, path.toStdString());
    else
        ldm::save_image(picture.image, path.toStdString());
    QFile file(path);
    file.open(QIODevice::ReadOnly);
    return file.readAll();
}

}  // namespace

Copied copiedFrom(const QMimeData* data)
{
    Copied copied;
    if (!data)
        return copied;
    copied.png = data->data(kPng);
    copied.image = data->imageData().value<QImage>();
    if (copied.image.isNull())
        copied.image = QImage::fromData(copied.png);
    // Not every desktop offers its own formats through Qt's.
    for (const QString& format : data->formats())
        if (copied.image.isNull() && format.startsWith(QStringLiteral("image/")))
            copied.image = QImage::fromData(data->data(format));
    for (const auto& url : data->urls())
        if (url.isLocalFile())
            copied.paths << url.toLocalFile();
    return copied;
}

std::unique_ptr<QMimeData> copyOf(const ldm::Picture& picture, bool withRecipe)
{
    auto data = std::make_unique<QMimeData>();
    data->setImageData(toQImage(picture.image));
    data->setData(kPng, packed(picture, withRecipe));
    return data;
}

}  // namespace sfumato
