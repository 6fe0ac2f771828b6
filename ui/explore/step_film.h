// SPDX-License-Identifier: MIT
#pragma once

#include "job/outcome.h"

#include <ldm/recipe.h>

#include <QImage>
#include <QList>
#include <QObject>

#include <memory>

namespace sfumato {

/// The previews of one run's steps, kept to be looked at again. Their memory is bounded: when it is
/// used up every other one goes, the first and the last stay.
class StepFilm : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Another run begins: what was kept goes.
    void begin(const ldm::Recipe& recipe);

    /// A step is done. Steps without a preview leave a gap.
    void add(const StepUpdate& update);

    /// The run has its picture; its recipe is as it was run.
    void finish(std::shared_ptr<const ldm::Picture> picture);

    void clear();

    /// Steps that the run takes, 0 before it is known.
    int total() const { return m_total; }

    /// The last step that was reached.
    int reached() const { return m_reached; }
    bool isEmpty() const { return m_frames.isEmpty(); }

    /// The picture forming after a step, or the nearest before it that is kept; null if there is
    /// none.
    QImage frame(int step) const;

    /// All frames that are kept, in their order.
    QList<QImage> frames() const;

    /// What the run came to; null until it has, or if it was stopped.
    std::shared_ptr<const ldm::Picture> picture() const { return m_picture; }

    /// What was run; null before the first.
    std::shared_ptr<const ldm::Recipe> recipe() const { return m_recipe; }

    /// Bytes of all previews together.
    qsizetype bytes() const;
    void setBudget(qsizetype bytes) { m_budget = bytes; }

Q_SIGNALS:
    void changed();

private:
    struct Frame {
        int step;
        QImage image;
    };

    void keepWithinBudget();

    QList<Frame> m_frames;
    std::shared_ptr<const ldm::Recipe> m_recipe;
    std::shared_ptr<const ldm::Picture> m_picture;
    int m_total = 0;
    int m_reached = 0;
    qsizetype m_budget = qsizetype(64) * 1024 * 1024;
};

}  // namespace sfumato
