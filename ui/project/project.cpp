// SPDX-License-Identifier: MIT
#include "project/project.h"

#include "job/image_conversion.h"
#include "project/open_raster.h"
#include "project/zip_archive.h"

#include <ldm/error.h>
#include <ldm/picture_bytes.h>

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kVersion = 1;
constexpr qint64 kMostPicture = qint64(1) << 30, kMostText = qint64(1) << 26;
constexpr qint64 kMostPixels = qint64(1) << 28;  // of a document
const QString kIndex = QStringLiteral("sfumato/project.json");

QString translated(const char* text)
{
    return QCoreApplication::translate("Project", text);
}

QByteArray png(const QImage& image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

// A mask as other programs see it: nothing where the photo stays, a veil where it is to be filled.
QImage veil(const QImage& mask)
{
    QImage image = mask;
    image.setColorTable({qRgba(0, 0, 0, 0), qRgba(220, 40, 60, 255)});
    return image;
}

QImage drawn(const BoxList& boxes, const QSize& size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    for (const auto& b : boxes) {
        painter.setPen(QPen(QColor::fromHsv(b.label * 47 % 360, 200, 220), 2));
        painter.drawRect(QRectF(b.x * image.width(), b.y * image.height(), b.width * image.width(),
                                b.height * image.height()));
    }
    return image;
}

// What the file shows where layers are not understood: the picture, else what it is made from.
QImage face(const ModeState& mode)
{
    QImage image;
    for (const auto& layer : mode.layers) {
        const bool place = layer.base && layer.kind == LayerKind::Result;
        if (!layer.pixels.isNull() && layer.visible &&
            (image.isNull() || place || layer.kind == LayerKind::Paint))
            image = layer.pixels;
    }
    if (image.isNull()) {
        image = QImage(mode.size.expandedTo({1, 1}), QImage::Format_RGB32);
        image.fill(Qt::white);
    }
    return image.convertToFormat(QImage::Format_RGB32);
}

const std::pair<LayerKind, const char*> kKinds[]{{LayerKind::Paint, "paint"},
                                                 {LayerKind::Map, "map"},
                                                 {LayerKind::Boxes, "boxes"},
                                                 {LayerKind::Mask, "mask"},
                                                 {LayerKind::Result, "result"}};

QString nameOfKind(LayerKind kind)
{
    for (const auto& [value, name] : kKinds)
        if (value == kind)
            return QLatin1String(name);
    return {};
}

LayerKind kindOf(const QString& name)
{
    for (const auto& [kind, known] : kKinds)
        if (name == QLatin1String(known))
            return kind;
    return LayerKind::Paint;
}

QJsonArray toJson(const BoxList& boxes)
{
    QJsonArray list;
    for (const auto& b : boxes)
        list.append(QJsonArray{b.label, b.x, b.y, b.width, b.height, b.group, b.occluded,
                               b.depiction, b.inside});
    return list;
}

BoxList boxesOf(const QJsonArray& list)
{
    BoxList boxes;
    for (const auto& entry : list) {
        const auto b = entry.toArray();
        boxes.push_back({b[0].toInt(), b[1].toDouble(), b[2].toDouble(), b[3].toDouble(),
                         b[4].toDouble(), b[5].toBool(), b[6].toBool(), b[7].toBool(),
                         b[8].toBool()});
    }
    return boxes;
}

// A mode's parts on their way into the archive.
struct ModeWriter {
    const ModeState& mode;
    ZipWriter& archive;
    RasterGroup& group;
    PictureCache &cache, &used;
    QString folder = QStringLiteral("data/%1/").arg(mode.id);
    QJsonArray pictures = {};
    QList<KeptPtr> written = {};

    // @return its place among the pictures
    int add(const KeptPtr& picture)
    {
        const QString name = folder + QStringLiteral("picture-%1.png").arg(written.size() + 1);
        archive.add(name, picture->pack(), [picture] { return picture->packed(); });
        pictures.append(name);
        written.append(picture);
        return int(written.size()) - 1;
    }

    // A layer's picture: seldom one that is in no history.
    int add(const PicturePtr& picture)
    {
        for (int place = 0; place < written.size(); ++place)
            if (written[place]->is(picture))
                return place;
        auto kept = cache.value(picture);
        if (!kept)
            kept = std::make_shared<KeptPicture>(picture);
        used.insert(picture, kept);
        return add(kept);
    }

    QJsonObject add(const Layer& layer, qsizetype number)
    {
        QJsonObject entry{{QStringLiteral("kind"), nameOfKind(layer.kind)},
                          {QStringLiteral("name"), layer.name},
                          {QStringLiteral("visible"), layer.visible},
                          {QStringLiteral("opacity"), layer.opacity},
                          {QStringLiteral("locked"), layer.locked},
                          {QStringLiteral("base"), layer.base}};
        QString source = folder + QStringLiteral("layer-%1.png").arg(number);
        if (layer.picture) {
            const int place = add(layer.picture);
            entry.insert(QStringLiteral("picture"), place);
            source = pictures[place].toString();
        } else if (layer.kind == LayerKind::Boxes) {
            entry.insert(QStringLiteral("boxes"), toJson(layer.boxes));
            archive.add(source, png(drawn(layer.boxes, mode.size)));
        } else if (!layer.pixels.isNull()) {
            archive.add(source,
                        png(layer.kind == LayerKind::Mask ? veil(layer.pixels) : layer.pixels));
        } else {
            return entry;
        }
        entry.insert(QStringLiteral("source"), source);
        const double veiled = layer.kind == LayerKind::Mask ? 0.5 : 1.0;
        group.layers.insert(group.layers.begin(),
                            {layer.name, source, {}, layer.opacity * veiled, layer.visible});
        return entry;
    }

    // @return the mode's entry in the index
    QJsonObject write(bool current)
    {
        group.name = mode.title.isEmpty() ? mode.id : mode.title;
        group.visible = current;
        for (const auto& picture : mode.history)
            add(picture);
        QJsonArray layers;
        for (const auto& layer : mode.layers)
            layers.append(add(layer, layers.size() + 1));
        auto recipe = mode.recipe;
        recipe.map = nullptr;
        recipe.image = recipe.mask = nullptr;
        archive.addText(folder + QStringLiteral("recipe.json"),
                        QByteArray::fromStdString(ldm::to_json(recipe)));
        QJsonObject entry{{QStringLiteral("id"), mode.id},
                          {QStringLiteral("file"), mode.filePath},
                          {QStringLiteral("width"), mode.size.width()},
                          {QStringLiteral("height"), mode.size.height()},
                          {QStringLiteral("layers"), layers},
                          {QStringLiteral("history"), int(mode.history.size())},
                          {QStringLiteral("pictures"), pictures}};
        if (!mode.pins.isNull()) {
            const QString name = folder + QStringLiteral("pins.png");
            archive.add(name, png(veil(mode.pins)));
            entry.insert(QStringLiteral("pins"), name);
        }
        return entry;
    }
};

// Null if it cannot be read, or its recipe cannot.
KeptPtr readPicture(const ZipReader& archive, const QString& name)
{
    const QByteArray bytes = archive.read(name, kMostPicture);
    try {
        const auto picture = std::make_shared<const ldm::Picture>(ldm::read_picture(
            {reinterpret_cast<const std::uint8_t*>(bytes.constData()), size_t(bytes.size())}));
        return std::make_shared<KeptPicture>(picture, bytes);
    } catch (const ldm::Error&) {
        return nullptr;
    }
}

Layer readLayer(const ZipReader& archive, const QJsonObject& entry, const QList<KeptPtr>& pictures)
{
    Layer layer;
    layer.kind = kindOf(entry.value(QStringLiteral("kind")).toString());
    layer.name = entry.value(QStringLiteral("name")).toString();
    layer.visible = entry.value(QStringLiteral("visible")).toBool(true);
    layer.opacity = std::clamp(entry.value(QStringLiteral("opacity")).toDouble(1.0), 0.0, 1.0);
    layer.locked = entry.value(QStringLiteral("locked")).toBool();
    layer.base = entry.value(QStringLiteral("base")).toBool();
    layer.boxes = boxesOf(entry.value(QStringLiteral("boxes")).toArray());
    const int place = entry.value(QStringLiteral("picture")).toInt(-1);
    if (place >= 0 && place < pictures.size() && pictures[place]) {
        layer.picture = pictures[place]->whole();
        layer.pixels = pixelsOf(layer.picture);
    } else if (layer.kind != LayerKind::Boxes) {
        layer.pixels = QImage::fromData(
            archive.read(entry.value(QStringLiteral("source")).toString(), kMostPicture), "PNG");
    }
    if (layer.holdsLabels() && !layer.pixels.isNull() &&
        layer.pixels.format() != QImage::Format_Indexed8)
        layer.pixels = layer.pixels.convertToFormat(QImage::Format_Indexed8);
    return layer;
}

// @return false if nothing of it could be read
bool readMode(const ZipReader& archive, const QJsonObject& entry, ModeState& mode)
{
    mode.id = entry.value(QStringLiteral("id")).toString();
    mode.filePath = entry.value(QStringLiteral("file")).toString();
    mode.size = {entry.value(QStringLiteral("width")).toInt(),
                 entry.value(QStringLiteral("height")).toInt()};
    const auto text = archive.read(QStringLiteral("data/%1/recipe.json").arg(mode.id), kMostText);
    if (text.isEmpty() || mode.size.isEmpty() ||
        qint64(mode.size.width()) * mode.size.height() > kMostPixels)
        return false;
    mode.recipe = ldm::recipe_from_json(text.toStdString());
    QList<KeptPtr> pictures;
    for (const auto& name : entry.value(QStringLiteral("pictures")).toArray())
        pictures.append(readPicture(archive, name.toString()));
    mode.history = pictures.mid(0, entry.value(QStringLiteral("history")).toInt());
    mode.history.removeAll(nullptr);
    for (const auto& layer : entry.value(QStringLiteral("layers")).toArray())
        mode.layers.push_back(readLayer(archive, layer.toObject(), pictures));
    if (const auto pins = entry.value(QStringLiteral("pins")).toString(); !pins.isEmpty())
        mode.pins = QImage::fromData(archive.read(pins, kMostPicture), "PNG")
                        .convertToFormat(QImage::Format_Indexed8);
    return true;
}

}  // namespace

QString writeProject(const ProjectState& state, const QString& path, PictureCache* cache)
{
    const QString name = QFileInfo(path).fileName();
    try {
        ZipWriter archive;
        addRasterType(archive);
        PictureCache none, used;
        std::vector<RasterGroup> groups;
        QJsonArray modes;
        QImage merged(1, 1, QImage::Format_RGB32);
        merged.fill(Qt::white);
        for (const auto& mode : state.modes) {
            const bool current = mode.id == state.mode;
            RasterGroup group;
            ModeWriter writer{mode, archive, group, cache ? *cache : none, used};
            modes.append(writer.write(current));
            groups.insert(current ? groups.begin() : groups.end(), std::move(group));
            if (current || &mode == &state.modes.front())
                merged = face(mode);
        }
        QJsonObject index{{QStringLiteral("version"), kVersion},
                          {QStringLiteral("mode"), state.mode},
                          {QStringLiteral("modes"), modes}};
        if (!state.path.isEmpty())
            index.insert(QStringLiteral("path"), state.path);
        archive.addText(kIndex, QJsonDocument(index).toJson(QJsonDocument::Compact));
        addRasterStack(archive, groups, merged);
        if (cache)
            *cache = used;
        const QString problem = archive.write(path);
        return problem.isEmpty() ? QString()
                                 : translated("%1 was not saved: %2.").arg(name, problem);
    } catch (const std::exception& e) {
        return translated("%1 was not saved: %2").arg(name, QString::fromUtf8(e.what()));
    }
}

OpenedProject readProject(const QString& path)
{
    OpenedProject opened;
    const QString name = QFileInfo(path).fileName();
    const ZipReader archive(path);
    QString why = archive.problem();
    if (why.isEmpty()) {
        const auto index = QJsonDocument::fromJson(archive.read(kIndex, kMostText)).object();
        if (index.value(QStringLiteral("version")).toInt() > kVersion)
            why = translated("a newer version of Sfumato wrote it");
        opened.state.mode = index.value(QStringLiteral("mode")).toString();
        opened.state.path = index.value(QStringLiteral("path")).toString();
        for (const auto& entry : index.value(QStringLiteral("modes")).toArray()) {
            try {
                ModeState mode;
                if (why.isEmpty() && readMode(archive, entry.toObject(), mode))
                    opened.state.modes.push_back(std::move(mode));
            } catch (const std::exception& e) {
                why = QString::fromUtf8(e.what());
            }
        }
        if (why.isEmpty() && opened.state.modes.empty())
            std::tie(opened.raster, why) = readRaster(archive);
    }
    if (!why.isEmpty())
        opened.problem = translated("%1 cannot be opened: %2.").arg(name, why);
    return opened;
}

bool isProject(const QString& path)
{
    return path.endsWith(QStringLiteral(".ora"), Qt::CaseInsensitive);
}

}  // namespace sfumato
