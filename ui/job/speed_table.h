// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/picture.h>

#include <QHash>
#include <QString>

namespace sfumato {

/// What a run takes beside its steps, and what each step takes, in seconds.
struct Speed {
    double step = 0.0;   ///< 0 = unknown
    double fixed = 0.0;  ///< decoding and preparing

    double seconds(int steps) const { return step > 0.0 ? fixed + step * steps : 0.0; }

    /// As many steps as fit into some seconds, at least one.
    int stepsIn(double seconds) const;
};

/// How fast pictures were made here, by model, size and guidance, learnt from each run.
class SpeedTable {
public:
    /// Learns from a run. Its part that was kept from an earlier one tells nothing: not taken.
    void learn(const ldm::Picture& picture);

    /// For a recipe's model and guidance; of another size the nearest that is known, by the number
    /// of pixels.
    Speed speedOf(const ldm::Recipe& recipe) const;

    /// The same for a recipe whose photo is not at hand. @param pixels  of the photo
    Speed speedOf(const ldm::Recipe& recipe, double pixels) const;

private:
    struct Entry {
        double pixels = 0.0;
        Speed speed;
    };

    static QString keyOf(const ldm::Recipe& recipe);

    QHash<QString, QList<Entry>> m_entries;
};

}  // namespace sfumato
