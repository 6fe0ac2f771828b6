// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/picture.h>

#include <QByteArray>
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

/// How fast pictures were made here, by model, size and guidance, learnt from each run. A model is
/// known by what its weights hash to: another file of its name is another model.
class SpeedTable {
public:
    /// Learns from a run. Its part that was kept from an earlier one tells nothing: not taken.
    void learn(const ldm::Picture& picture);

    /// For a recipe's model and guidance; of another size the nearest that is known, by the number
    /// of pixels.
    Speed speedOf(const ldm::Recipe& recipe) const;

    /// The same for a recipe whose photo is not at hand. @param pixels  of the photo
    Speed speedOf(const ldm::Recipe& recipe, double pixels) const;

    /// Which weights a recipe's model stands for. Runs say it, too.
    void setModel(const std::string& id, const std::string& hash);

    /// What was learnt, for the next start.
    QByteArray saved() const;

    /// What an earlier start learnt on the same machine, in the place of all that is known; the
    /// first run of its kind replaces it. What cannot be read is left out.
    void restore(const QByteArray& saved);

private:
    struct Entry {
        double pixels = 0.0;
        Speed speed;
        bool old = false;  ///< of an earlier start
    };

    QString keyOf(const ldm::Recipe& recipe) const;

    QHash<QString, QList<Entry>> m_entries;
    QHash<QString, QString> m_hashes;  ///< of models by their ids
};

}  // namespace sfumato
