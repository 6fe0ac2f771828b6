// SPDX-License-Identifier: MIT
#include "live/live_mode.h"

#include "explore/renewal.h"

#include <algorithm>
#include <utility>

namespace sfumato {

namespace {

constexpr QRect kEverywhere(0, 0, 1 << 24, 1 << 24);

}  // namespace

LiveMode::LiveMode(JobQueue& queue, QObject* parent)
    : QObject(parent), m_queue(queue), m_reach(queue)
{
    m_pen.setInterval(kPauseOfPen);
    m_gather.setInterval(kSlowDelay);
    m_off.setInterval(kOffAfter);
    for (auto* timer : {&m_pen, &m_gather, &m_settle, &m_off})
        timer->setSingleShot(true);
    connect(&m_pen, &QTimer::timeout, this, &LiveMode::arrive);
    connect(&m_gather, &QTimer::timeout, this, &LiveMode::wish);
    connect(&m_settle, &QTimer::timeout, this, [this] { run(true); });
    connect(&m_off, &QTimer::timeout, this, [this] {
        if (m_job || m_settle.isActive()) {
            m_off.start();  // what was painted last is still to be settled
            return;
        }
        stop();
        Q_EMIT fellAsleep();
    });
}

void LiveMode::start(RecipeSource recipe)
{
    m_recipe = std::move(recipe);
    m_refresh.reset();
    m_behind.invalidate();
    Q_EMIT stateChanged();
    change();
}

void LiveMode::stop()
{
    if (!isOn())
        return;
    m_recipe = nullptr;
    stopTimers();
    m_off.stop();
    m_reach.stop();
    m_wished = m_missed = false;
    if (m_job)
        m_queue.cancel(m_job);
    Q_EMIT stateChanged();
}

void LiveMode::stopTimers()
{
    for (auto* timer : {&m_pen, &m_gather, &m_settle})
        timer->stop();
}

void LiveMode::setResting(bool resting)
{
    if (resting == m_resting)
        return;
    m_resting = resting;
    if (resting) {
        m_missed =
            isOn() && (m_job || m_pen.isActive() || m_gather.isActive() || m_settle.isActive());
        stopTimers();
        m_reach.stop();
        if (m_job)
            m_queue.cancel(m_job);
    } else if (m_missed) {
        arrive();
    }
    Q_EMIT stateChanged();
}

void LiveMode::touch(const QRect& where)
{
    if (!isOn())
        return;
    m_dirty |= where;
    m_settle.stop();
    m_off.start();
    m_pen.start();
}

void LiveMode::release()
{
    if (m_pen.isActive())
        arrive();
}

void LiveMode::change()
{
    m_dirty = kEverywhere;
    arrive();
}

// Input is there that counts.
void LiveMode::arrive()
{
    if (!isOn())
        return;
    m_pen.stop();
    m_settle.stop();
    m_off.start();
    m_missed = m_resting;
    if (m_resting)
        return;
    if (!m_behind.isValid())
        m_behind.start();
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
    if (m_shown || isOvertaken())
        m_queue.cancel(m_job);
}

// Is all that the running job is about changed again? Who paints on and on in one place gets to
// see something nevertheless.
bool LiveMode::isOvertaken() const
{
    return m_dirty.contains(m_jobDirty) && m_behind.elapsed() < kMostBehind;
}

int LiveMode::quickSteps(int steps)
{
    for (const int few : {kQuickSteps, kQuickSteps + 1, kQuickSteps - 1})
        if (steps % few == 0)
            return few;
    return std::min(steps, kQuickSteps);
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
    m_sharpens = m_shown = settle;
    const int few = quickSteps(recipe->steps);
    m_settling = settle || recipe->steps <= few;
    if (!m_settling)
        recipe->steps = few;
    stepOriginsAlike(*recipe);
    m_part = m_refresh.apply(*recipe).value_or(QRect());
    m_asked = *recipe;
    m_jobDirty = std::exchange(m_dirty, {});
    m_reach.stop();
    m_clock.start();
    m_job = m_queue.enqueue(*recipe);
    Q_EMIT progressed(0.0);
}

// A whole picture is there, from which others can go on.
void LiveMode::settled(const ldm::Picture& picture)
{
    m_baseHash = picture.recipe.model_hash;
    const int reach = m_reach.reachOf(m_baseHash);
    m_refresh.settle(m_asked);
    m_refresh.setReach(reach);
    if (!reach && picture.recipe.map && isOn() && !m_wished && !m_resting)
        m_reach.begin(picture.recipe);
}

bool LiveMode::take(int job, const StepUpdate& update)
{
    if (m_reach.owns(job))
        return true;
    if (job != m_job)
        return false;
    if (!isOn())
        return true;
    Q_EMIT progressed(double(update.step) / std::max(1, update.total));
    if (update.preview.isNull() || m_sharpens)
        return true;
    m_shown = true;
    m_behind.invalidate();
    Q_EMIT previewed(m_part.isEmpty() ? update.preview : renewedOnly(update.preview, m_asked),
                     m_part);
    if (m_wished) {
        m_behind.start();
        m_queue.cancel(job);
    }
    return true;
}

bool LiveMode::take(int job, const Outcome& outcome)
{
    if (m_reach.take(job, outcome)) {
        m_refresh.setReach(m_reach.reachOf(m_baseHash));
        return true;
    }
    if (job != m_job)
        return false;
    m_job = 0;
    if (!isOn())
        return true;
    const auto* picture = std::get_if<std::shared_ptr<const ldm::Picture>>(&outcome);
    if (picture) {
        if (!m_settling)
            m_quickTime = m_clock.elapsed();
        if (!m_wished) {
            m_behind.invalidate();
            Q_EMIT made(*picture, m_settling, m_part);
        }
        if (m_settling && m_part.isEmpty() && !m_asked.origin)
            settled(**picture);
    } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
        stop();
        Q_EMIT failed(failure->sentence);
        return true;
    }
    if (m_resting)
        m_missed = m_missed || !picture || m_wished || !m_settling;
    else if (m_wished)
        run(false);
    else if (picture && !m_settling)
        m_settle.start(int(std::max<qint64>(0, kSettleAfter - m_clock.elapsed())));
    return true;
}

}  // namespace sfumato
