// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/picture.h>

#include <QImage>
#include <QString>

#include <memory>
#include <vector>

namespace sfumato {

/// What a layer holds.
enum class LayerKind {
    Paint,   ///< colours: a photo, or what is painted over it or over the picture
    Map,     ///< labels
    Boxes,   ///< labelled boxes
    Mask,    ///< what of a photo is to be filled
    Result,  ///< a picture that was generated, with its recipe
};

using PicturePtr = std::shared_ptr<const ldm::Picture>;
using BoxList = std::vector<ldm::LabelledBox>;

/// How a layer takes part.
struct LayerProperties {
    QString name;
    bool visible = true;
    double opacity = 1.0;  ///< 0 … 1
    bool locked = false;   ///< its contents stay as they are

    bool operator==(const LayerProperties&) const = default;
};

/// One layer of a document. Copies share their pixels until one of them is painted on.
struct Layer : LayerProperties {
    int id = 0;  ///< never given twice in a document
    LayerKind kind = LayerKind::Paint;

    /// One that the document cannot be without: a photo's place, the place of the next picture.
    bool base = false;

    /// Map and Mask: Format_Indexed8 of the document's size. Paint: colours of the document's size.
    /// Result: the picture, of its own size. Null where there is nothing yet.
    QImage pixels;
    PicturePtr picture;  ///< of a Result: what it was made from
    BoxList boxes;

    bool holdsColours() const { return kind == LayerKind::Paint || kind == LayerKind::Result; }
    bool holdsLabels() const { return kind == LayerKind::Map || kind == LayerKind::Mask; }

    /// Is there something to draw?
    bool isShown() const { return visible && opacity > 0.0; }
};

/// Bytes of a layer's contents.
inline qsizetype bytesOf(const Layer& layer)
{
    return layer.pixels.sizeInBytes() + qsizetype(layer.boxes.size() * sizeof(ldm::LabelledBox)) +
           (layer.picture ? qsizetype(layer.picture->image.pixels.size()) : 0);
}

}  // namespace sfumato
