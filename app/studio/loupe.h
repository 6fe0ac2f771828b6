// SPDX-License-Identifier: MIT
#pragma once

#include "canvas/canvas_view.h"
#include "canvas/loupe_view.h"
#include "job/job_queue.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>

namespace sfumato {

/// Enlarges the part of the photo that was clicked on before anything else, in up to four ways; the
/// way that is chosen becomes the mode's settings.
class Loupe : public QObject {
    Q_OBJECT

public:
    Loupe(JobQueue& queue, CanvasView& canvas, QObject* parent = nullptr);

    /// Shows a place of the photo. @param settings  of the mode: model, steps, scale, seed
    void show(QPointF place, const QImage& photo, const ldm::Recipe& settings);

    /// The part of a photo of that size that a click shows.
    static QRect partAt(QPointF place, QSize photo);

    /// The ways that are offered: as set, in fewer steps, in more, at the other scale; in many more
    /// where it cannot be done in fewer.
    static std::vector<ldm::Recipe> waysOf(const ldm::Recipe& settings);

    /// What enlarging the whole photo the chosen way comes to. @param seconds  0 = unknown
    static QString promise(QSize picture, double seconds);

    /// A job's report. @return true if the job was the loupe's
    bool take(int job, const StepUpdate& update);
    bool take(int job, const Outcome& outcome);

    LoupeView& view() { return *m_view; }

Q_SIGNALS:
    void chosen(const ldm::Recipe& settings);
    void failed(const QString& sentence);

private:
    struct Way {
        ldm::Recipe recipe;
        int job = 0;
        QElapsedTimer begun;
    };

    int wayOf(int job) const;
    void cancelRest();

    JobQueue& m_queue;
    CanvasView& m_canvas;
    LoupeView* m_view;
    std::vector<Way> m_ways;
    QRect m_shown;  ///< of the part that was enlarged: without its margin, in its own pixels
};

}  // namespace sfumato
