// SPDX-License-Identifier: MIT
#include "explore/step_film.h"

#include <algorithm>

namespace sfumato {

void StepFilm::begin(const ldm::Recipe& recipe)
{
    m_frames.clear();
    m_picture = nullptr;
    m_recipe = std::make_shared<const ldm::Recipe>(recipe);
    m_total = recipe.steps;
    m_reached = 0;
    Q_EMIT changed();
}

void StepFilm::add(const StepUpdate& update)
{
    if (update.loading || update.decoding || update.step < 1)
        return;
    if (update.step <= m_reached)
        m_frames.clear();  // the run has begun anew
    m_total = update.total;
    m_reached = update.step;
    if (!update.preview.isNull()) {
        m_frames.append({update.step, update.preview});
        keepWithinBudget();
    }
    Q_EMIT changed();
}

void StepFilm::finish(std::shared_ptr<const ldm::Picture> picture)
{
    m_recipe = {picture, &picture->recipe};
    m_picture = std::move(picture);
    Q_EMIT changed();
}

void StepFilm::clear()
{
    m_frames.clear();
    m_picture = nullptr;
    m_recipe = nullptr;
    m_total = m_reached = 0;
    Q_EMIT changed();
}

QImage StepFilm::frame(int step) const
{
    const auto after = std::find_if(m_frames.begin(), m_frames.end(),
                                    [step](const Frame& frame) { return frame.step > step; });
    return after == m_frames.begin() ? QImage() : std::prev(after)->image;
}

QList<QImage> StepFilm::frames() const
{
    QList<QImage> frames;
    for (const auto& frame : m_frames)
        frames.append(frame.image);
    return frames;
}

qsizetype StepFilm::bytes() const
{
    qsizetype total = 0;
    for (const auto& frame : m_frames)
        total += frame.image.sizeInBytes();
    return total;
}

void StepFilm::keepWithinBudget()
{
    while (bytes() > m_budget && m_frames.size() > 2)
        for (qsizetype i = m_frames.size() - 2; i > 0; i -= 2)
            m_frames.removeAt(i);
}

}  // namespace sfumato
