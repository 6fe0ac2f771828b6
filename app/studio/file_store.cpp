// SPDX-License-Identifier: MIT
#include "file_store.h"

#include "job/image_conversion.h"

#include <QColorSpace>
#include <QCoreApplication>
#include <QSaveFile>

namespace sfumato {

namespace {

QString sentenceOf(const std::exception& e)
{
    return QString::fromUtf8(e.what());
}

}  // namespace

OpenedFile readFile(const QString& path, InputKind kind, const std::vector<ldm::LabelInfo>& labels)
{
    OpenedFile opened;
    try {
        const std::filesystem::path file(path.toStdString());
        if (path.endsWith(QStringLiteral(".json"))) {
            opened.recipe = std::make_shared<const ldm::Recipe>(ldm::load_recipe(file));
            return opened;
        }
        if (auto recipe = ldm::find_recipe(file)) {
            opened.recipe = std::make_shared<const ldm::Recipe>(std::move(*recipe));
            opened.picture = QImage(path).convertToFormat(QImage::Format_RGB888);
            opened.picture.setColorSpace({});  // sRGB, like every result; equal pictures are equal
            if (opened.recipe->map)
                opened.map = toQImage(*opened.recipe->map);
            return opened;
        }
        if (kind == InputKind::Photo || kind == InputKind::Hole) {
            opened.photo = toQImage(ldm::load_image(file));
            return opened;
        }
        if (kind != InputKind::Map) {
            opened.problem =
                QCoreApplication::translate(
                    "FileStore", "%1 is no picture made with Sfumato; this mode opens no others.")
                    .arg(path);
            return opened;
        }
        const auto map = ldm::load_label_map(file, labels);
        opened.map = toQImage(map.map);
        opened.unknownColours = qsizetype(map.unknown_colours.size());
        opened.unknownPixels = qsizetype(map.unknown_pixels);
    } catch (const std::exception& e) {
        opened.problem = sentenceOf(e);
    }
    return opened;
}

QString writePicture(const ldm::Picture& picture, const QString& path)
{
    try {
        ldm::save_picture(picture, path.toStdString());
        return {};
    } catch (const std::exception& e) {
        return sentenceOf(e);
    }
}

QString writeRecipe(const ldm::Recipe& recipe, const QString& path)
{
    const auto json = ldm::to_json(recipe);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(json.data(), qint64(json.size())) >= 0 &&
        file.commit())
        return {};
    return QCoreApplication::translate("FileStore", "The recipe was not saved as %1: %2.")
        .arg(path, file.errorString());
}

QString writeMap(const QImage& map, const QString& path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && map.save(&file, "PNG") && file.commit())
        return {};
    return QCoreApplication::translate("FileStore", "The map was not saved as %1: %2.")
        .arg(path, file.errorString());
}

}  // namespace sfumato
