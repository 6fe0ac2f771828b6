// SPDX-License-Identifier: MIT
#include "loupe.h"

#include "job/image_conversion.h"
#include "settings/sentences.h"

#include <algorithm>

namespace sfumato {

namespace {

constexpr int kPart = 64;    // pixels of the photo a side
constexpr int kMargin = 16;  // around it, so that its edges are made as within the whole

QString captionOf(const ldm::Recipe& way, double seconds = -1.0)
{
    const QString text = Loupe::tr("×%1, %n step(s)", nullptr, way.steps).arg(way.scale);
    return seconds < 0.0 ? text : Loupe::tr("%1 · %2 s").arg(text).arg(seconds, 0, 'f', 1);
}

}  // namespace

Loupe::Loupe(JobQueue& queue, CanvasView& canvas, QObject* parent)
    : QObject(parent), m_queue(queue), m_canvas(canvas), m_view(new LoupeView(&canvas))
{
    connect(m_view, &LoupeView::chosen, this, [this](int quarter) {
        if (size_t(quarter) >= m_ways.size())
            return;
        const auto recipe = m_ways[size_t(quarter)].recipe;
        m_view->hide();
        Q_EMIT chosen(recipe);
    });
    connect(m_view, &LoupeView::closed, this, &Loupe::cancelRest);
}

QRect Loupe::partAt(QPointF place, QSize photo)
{
    const int width = std::min(kPart, photo.width()), height = std::min(kPart, photo.height());
    const int x = std::clamp(int(place.x()) - width / 2, 0, photo.width() - width);
    const int y = std::clamp(int(place.y()) - height / 2, 0, photo.height() - height);
    return {x, y, width, height};
}

std::vector<ldm::Recipe> Loupe::waysOf(const ldm::Recipe& settings)
{
    std::vector<ldm::Recipe> ways{settings};
    const auto add = [&](int steps, int scale) {
        auto way = settings;
        way.steps = steps;
        way.scale = scale;
        if (std::none_of(ways.begin(), ways.end(), [&](const auto& other) {
                return other.steps == way.steps && other.scale == way.scale;
            }))
            ways.push_back(way);
    };
    add(std::max(1, settings.steps / 3), settings.scale);
    add(std::min(200, settings.steps * 2), settings.scale);
    if (ways.size() < 3)
        add(std::min(200, settings.steps * 4), settings.scale);
    add(settings.steps, settings.scale == 2 ? 4 : 2);
    return ways;
}

QString Loupe::promise(QSize picture, double seconds)
{
    const QString size =
        tr("The whole photo this way: %1×%2 pixels.").arg(picture.width()).arg(picture.height());
    if (seconds <= 0.0)
        return size;
    const QString time = seconds < 90 ? tr("It takes about %1 s.").arg(qMax(1, qRound(seconds)))
                                      : tr("It takes about %1 min.").arg(qRound(seconds / 60.0));
    return joinedSentences({size, time});
}

void Loupe::show(QPointF place, const QImage& photo, const ldm::Recipe& settings)
{
    if (photo.isNull() || !QRectF(photo.rect()).contains(place))
        return;
    m_view->hide();
    const QRect part = partAt(place, photo.size());
    const QRect with =
        part.adjusted(-kMargin, -kMargin, kMargin, kMargin).intersected(photo.rect());
    m_shown = part.translated(-with.topLeft());
    const auto image = std::make_shared<const ldm::Image>(toImage(photo.copy(with)));
    m_ways.clear();
    QStringList captions;
    for (auto& recipe : waysOf(settings)) {
        recipe.task = ldm::TaskKind::Upscale;
        recipe.image = image;
        recipe.width = image->width;
        recipe.height = image->height;
        captions.append(captionOf(recipe));
        m_ways.push_back({recipe, 0, {}});
    }
    m_view->open(m_canvas.mapFromDocument(place).toPoint(), photo.copy(part), captions);
    // Before all that wait; the first way first.
    for (auto way = m_ways.rbegin(); way != m_ways.rend(); ++way)
        way->job = m_queue.enqueue(way->recipe, true);
}

int Loupe::wayOf(int job) const
{
    for (size_t i = 0; i < m_ways.size(); ++i)
        if (m_ways[i].job == job && job != 0)
            return int(i);
    return -1;
}

bool Loupe::take(int job, const StepUpdate& update)
{
    const int i = wayOf(job);
    if (i < 0)
        return false;
    auto& way = m_ways[size_t(i)];
    if (!way.begun.isValid())
        way.begun.start();
    m_view->setProgress(i, update.progress());
    return true;
}

bool Loupe::take(int job, const Outcome& outcome)
{
    const int i = wayOf(job);
    if (i < 0)
        return false;
    auto& way = m_ways[size_t(i)];
    way.job = 0;
    if (const auto* done = std::get_if<std::shared_ptr<const ldm::Picture>>(&outcome)) {
        const int scale = way.recipe.scale;
        const QRect shown(m_shown.topLeft() * scale, m_shown.size() * scale);
        m_view->setResult(i, toQImage((*done)->image).copy(shown),
                          captionOf(way.recipe, (*done)->timings.total));
    } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
        m_view->hide();
        Q_EMIT failed(failure->sentence);
    }
    return true;
}

// Those that are not made yet: nobody looks any more.
void Loupe::cancelRest()
{
    for (auto& way : m_ways)
        if (way.job)
            m_queue.cancel(way.job);
}

}  // namespace sfumato
