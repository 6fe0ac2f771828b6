// SPDX-License-Identifier: MIT
#include "file_store.h"

#include "job/image_conversion.h"
#include "settings/sentences.h"

#include <ldm/error.h>

#include <QColorSpace>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImageReader>
#include <QSaveFile>
#include <QTemporaryDir>

namespace sfumato {

namespace {

constexpr qint64 kMostPixels = 512'000'000;

QString translated(const char* text)
{
    return QCoreApplication::translate("FileStore", text);
}

QString sentenceOf(const std::exception& e)
{
    return QString::fromUtf8(e.what());
}

// A project of ours, or the picture of another program's as what the mode works on.
OpenedFile readOpenRaster(const QString& path, InputKind kind,
                          const std::vector<ldm::LabelInfo>& labels, const QString& palettes)
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
    return readFile(picture, kind, labels, palettes);
}

// What was done to a photo so that it could be worked on, as sentences.
QString noteOf(const ldm::Photo& photo)
{
    QStringList parts;
    if (photo.frames > 1)
        parts.append(translated(QT_TRANSLATE_NOOP("FileStore", "Opened the first of %1 frames."))
                         .arg(photo.frames));
    if (photo.cmyk)
        parts.append(translated(QT_TRANSLATE_NOOP(
            "FileStore", "Converted from print colours (CMYK); exports have sRGB colours.")));
    if (photo.bits > 8 && photo.origin->deep.empty())
        parts.append(
            translated(QT_TRANSLATE_NOOP("FileStore",
                                         "The photo has %1 bits a colour; it was opened with 8."))
                .arg(photo.bits));
    else if (photo.bits > 8)
        parts.append(
            translated(QT_TRANSLATE_NOOP(
                           "FileStore",
                           "The photo has %1 bits a colour. Models work on 8; exported as PNG or "
                           "TIFF, what stays as it is keeps its own."))
                .arg(photo.bits));
    if (photo.damaged_profile)
        parts.append(translated(QT_TRANSLATE_NOOP(
            "FileStore", "Its colour profile cannot be used; it was taken as sRGB.")));
    return joinedSentences(parts);
}

// A kind that core does not read: GIF, BMP …
bool readOther(const QString& path, OpenedFile& opened)
{
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!reader.canRead() || qint64(size.width()) * size.height() > kMostPixels)
        return false;
    const int frames = reader.imageCount();
    const QImage image = reader.read();
    if (image.isNull())
        return false;
    opened.photo = image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_RGBA8888
                                                                 : QImage::Format_RGB888);
    opened.photo.setColorSpace({});
    if (frames > 1)
        opened.note = translated(QT_TRANSLATE_NOOP("FileStore", "Opened the first of %1 frames."))
                          .arg(frames);
    return true;
}

// What there is of a file that breaks off; the artist says whether it is taken.
bool readBroken(const QString& path, OpenedFile& opened)
{
    try {
        double share = 0.0;
        opened.photo = toQImage(ldm::load_broken_image(path.toStdString(), share));
        const int percent = int(100 * share);
        if (percent < 1) {
            opened.photo = {};
            return false;
        }
        opened.problem =
            translated(QT_TRANSLATE_NOOP("FileStore", "Read %1 % of %2; the rest is missing."))
                .arg(QString::number(percent), QFileInfo(path).fileName());
        return true;
    } catch (const ldm::Error&) {
        return false;
    }
}

void readPhoto(const QString& path, OpenedFile& opened)
{
    try {
        const auto photo = ldm::load_photo(path.toStdString());
        opened.photo = toQImage(photo.image);
        opened.origin = photo.origin;
        opened.note = noteOf(photo);
    } catch (const ldm::Error& e) {
        const auto magic = QImageReader::imageFormat(path);
        const bool known = QByteArrayList{"png", "jpeg", "tiff", "webp"}.contains(magic);
        if (e.code() != ldm::ErrorCode::File)
            throw;
        if (known ? !readBroken(path, opened) : !readOther(path, opened))
            throw;
    }
}

}  // namespace

OpenedFile readFile(const QString& path, InputKind kind, const std::vector<ldm::LabelInfo>& labels,
                    const QString& palettes)
{
    OpenedFile opened;
    try {
        const std::filesystem::path file(path.toStdString());
        if (isProject(path))
            return readOpenRaster(path, kind, labels, palettes);
        if (path.endsWith(QStringLiteral(".json"))) {
            opened.recipe = std::make_shared<const ldm::Recipe>(ldm::load_recipe(file));
            return opened;
        }
        if (auto recipe = ldm::find_recipe(file)) {
            opened.recipe = std::make_shared<const ldm::Recipe>(std::move(*recipe));
            const auto photo = ldm::load_photo(file);
            opened.picture = toQImage(photo.image);
            opened.origin = photo.origin;
            if (opened.recipe->map)
                opened.map = toQImage(*opened.recipe->map);
            return opened;
        }
        if (kind == InputKind::Photo || kind == InputKind::Hole) {
            readPhoto(path, opened);
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
        if (map.unknown_pixels > 0)
            opened.colours = std::make_shared<const ldm::ColourMap>(
                ldm::read_colour_map(file, labels, {palettes.toStdString(), {}}));
        else
            opened.map = toQImage(map.map);
    } catch (const std::exception& e) {
        opened.problem = sentenceOf(e);
    }
    return opened;
}

QString writePicture(const ldm::Picture& picture, const QString& path,
                     const ldm::SaveOptions& options)
{
    try {
        ldm::save_picture(picture, path.toStdString(), options);
        return {};
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
