// SPDX-License-Identifier: MIT
#include "job/batch_forecast.h"

namespace sfumato {

void BatchForecast::setSettings(const ldm::Recipe& settings)
{
    const bool same = settings.model == m_settings.model && settings.steps == m_settings.steps &&
                      settings.scale == m_settings.scale;
    m_settings = settings;
    m_settings.task = ldm::TaskKind::Upscale;
    m_settings.image.reset();
    if (!same)
        m_seconds = m_pixels = m_foreseen = 0.0;
}

void BatchForecast::learn(double seconds, double pixels)
{
    m_seconds += seconds;
    m_pixels += pixels;
}

void BatchForecast::foresee(double seconds, double pixels)
{
    m_foreseen = pixels > 0.0 ? seconds / pixels : 0.0;
}

double BatchForecast::secondsOf(double pixels) const
{
    if (m_pixels > 0.0)
        return m_seconds / m_pixels * pixels;
    if (m_foreseen > 0.0)
        return m_foreseen * pixels;
    return m_speeds ? m_speeds->speedOf(m_settings, pixels).seconds(m_settings.steps) : 0.0;
}

}  // namespace sfumato
