// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QList>
#include <QString>

namespace sfumato {

/// One label of a map: what it is called and how it is drawn.
struct PaletteEntry {
    QString name;
    QColor colour;
    QString english{};  ///< the model's own name for it; empty = the same

    bool operator==(const PaletteEntry&) const = default;
};

/// The labels of a model, by index.
using LabelPalette = QList<PaletteEntry>;

}  // namespace sfumato
