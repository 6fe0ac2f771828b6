// SPDX-License-Identifier: MIT
#include "live/live_mode.h"

#include "explore/renewal.h"

#include <algorithm>

namespace sfumato {

LiveMode::LiveMode(JobQueue& queue, QObject* parent) : QObject(parent), m_queue(queue)
{
    m_pen.setInterval(kPauseOfPen);
    m_gather.setInterval(kSlowDelay);
    m_off.setInterval(kOffAfter);
    for (auto* timer : {&m_pen, &m_gather, &m_settle, &m_off})
        timer->setSingleShot(true);
    connect(&m_pen, &QTimer::timeout, this, &LiveMode::change);
    connect(&m_gather, &QTimer::timeout, this, &LiveMode::wish);
    connect(&m_settle, &QTimer::timeout, this, [this] { run(true); });
    connect(&m_off, &QTimer::timeout, this, [this] {
        stop();
        Q_EMIT fellAsleep();
    });
}

void LiveMode::start(RecipeSource recipe)
{
    m_recipe = std::move(recipe);
    m_refresh.reset();
    Q_EMIT stateChanged();
    change();
}

void LiveMode::stop()
{
    if (!isOn())
        return;
    m_recipe = nullptr;
    for (auto* timer : {&m_pen, &m_gather, &m_settle, &m_off})
        timer->stop();
    m_wished = false;
    if (m_job)
        m_queue.cancel(m_job);
    Q_EMIT stateChanged();
}

void LiveMode::touch()
{
    if (!isOn())
        return;
    m_settle.stop();
    m_off.start();
    m_pen.start();
}

void LiveMode::release()
{
    if (m_pen.isActive())
        change();
}

void LiveMode::change()
{
    if (!isOn())
        return;
    m_pen.stop();
    m_settle.stop();
    m_off.start();
    // A slow machine waits a moment for more to come.
    if (m_quickTime < kSlowRun)
        wish();
    else if (!m_gather.isActive())
        m_gather.start();
}

void LiveMode::wish()
{
    if (!m_job) {
        run(false);
        return;
    }
    m_wished = true;
    if (m_shown)
        m_queue.cancel(m_job);
}

void LiveMode::run(bool settle)
{
    auto recipe = isOn() ? m_recipe() : std::nullopt;
    m_wished = false;
    if (!recipe)
        return;
    recipe->eta = 0.0;
    if (recipe->sampler == ldm::SamplerKind::Ddim)
        recipe->spacing = ldm::SpacingKind::Trailing;
    // As many as are set, where that is few, settles it at once.
    m_settling = settle || recipe->steps <= kQuickSteps;
    if (!m_settling)
        recipe->steps = kQuickSteps;
    stepOriginsAlike(*recipe);
    m_part = m_refresh.apply(*recipe).value_or(QRect());
    m_asked = *recipe;
    m_shown = false;
    m_clock.start();
    m_job = m_queue.enqueue(*recipe);
}

bool LiveMode::take(int job, const StepUpdate& update)
{
    if (job != m_job)
        return false;
    if (update.preview.isNull() || !isOn())
        return true;
    m_shown = true;
    Q_EMIT previewed(update.preview, double(update.step) / std::max(1, update.total), m_part);
    if (m_wished)
        m_queue.cancel(job);
    return true;
}

bool LiveMode::take(int job, const Outcome& outcome)
{
    if (job != m_job)
        return false;
    m_job = 0;
    if (!isOn())
        return true;
    if (const auto* picture = std::get_if<std::shared_ptr<const ldm::Picture>>(&outcome)) {
        if (!m_settling)
            m_quickTime = m_clock.elapsed();
        if (m_settling && m_part.isEmpty() && !m_asked.origin)
            m_refresh.settle(m_asked);
        if (!m_wished)
            Q_EMIT made(*picture, m_settling, m_part);
    } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
        stop();
        Q_EMIT failed(failure->sentence);
        return true;
    }
    if (m_wished)
        run(false);
    else if (!m_settling && std::holds_alternative<std::shared_ptr<const ldm::Picture>>(outcome))
        m_settle.start(int(std::max<qint64>(0, kSettleAfter - m_clock.elapsed())));
    return true;
}

}  // namespace sfumato
