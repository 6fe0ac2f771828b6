// SPDX-License-Identifier: MIT
#include "file_store.h"

#include "job/image_conversion.h"

#include <QColorSpace>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImageWriter>
#include <QSaveFile>
#include <QTemporaryDir>

namespace sfumato {

namespace {

QString sentenceOf(const std::exception& e)
{
    return QString::fromUtf8(e.what());
}

// A project of ours, or the picture of another program's as what the mode works on.
OpenedFile readOpenRaster(const QString& path, InputKind kind,
                          const std::vector<ldm::LabelInfo>& labels)
{
    OpenedFile opened;
    auto project = readProject(path);
    opened.problem = project.problem;
    if (!opened.problem.isEmpty())
        return opened;
    if (!project.state.modes.empty()) {
        opened.project = std::make_shared<const ProjectState>(std::move(project.state));
        return opened;
    }
    const QTemporaryDir folder;
    const QString picture = folder.filePath(QFileInfo(path).completeBaseName() + ".png");
    project.raster.save(picture);
    return readFile(picture, kind, labels);
}

}  // namespace

OpenedFile readFile(const QString& path, InputKind kind, const std::vector<ldm::LabelInfo>& labels)
{
    OpenedFile opened;
    try {
        const std::filesystem::path file(path.toStdString());
        if (isProject(path))
            return readOpenRaster(path, kind, labels);
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

bool holdsRecipe(const QString& path)
{
    return path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive);
}

QString writePicture(const ldm::Picture& picture, const QString& path)
{
    constexpr int kQuality = 95;
    try {
        if (holdsRecipe(path)) {
            ldm::save_picture(picture, path.toStdString());
            return {};
        }
        QSaveFile file(path);
        QImage image = toQImage(picture.image);
        image.setColorSpace(QColorSpace::SRgb);
        QImageWriter writer(&file, QFileInfo(path).suffix().toLower().toLatin1());
        writer.setQuality(kQuality);
        if (file.open(QIODevice::WriteOnly) && writer.write(image) && file.commit())
            return {};
        return QCoreApplication::translate("FileStore", "The picture was not saved as %1: %2.")
            .arg(path,
                 file.error() == QFileDevice::NoError ? writer.errorString() : file.errorString());
    } catch (const std::exception& e) {
        return sentenceOf(e);
    }
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
