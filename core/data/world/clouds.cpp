// SPDX-License-Identifier: MIT
#include "data/world/clouds.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

namespace {

// One heap of cloud: place and half sizes, as tangents of angles.
struct Heap {
    float x, base, wide, high;
};

}  // namespace

Clouds::Style Clouds::draw_style(Stage& stage) const
{
    const float r = uniform(stage.random, 0.0f, 1.0f);
    if (stage.scene.light == Light::Overcast)
        return Style::Stratus;
    if (r < .14f)
        return Style::Clear;
    return r < .60f ? Style::Cumulus : r < .80f ? Style::Cirrus : Style::Stratus;
}

Clouds::Clouds(Stage& stage)
{
    const int rows = std::clamp(int(stage.camera.horizon) + 8, 1, stage.canvas.size);
    step_ = std::max(1.0f, float(stage.canvas.size) / 256.0f);
    width_ = int(std::ceil(float(stage.canvas.size) / step_)) + 1;
    height_ = int(std::ceil(float(rows) / step_)) + 1;
    grid_.resize(size_t(width_) * size_t(height_));
    const Style style = draw_style(stage);
    if (style == Style::Cumulus)
        heap(stage);
    else if (style != Style::Clear)
        sheet(stage, style);
}

// Fair-weather clouds in rows: all bases lie on one level, so they shrink and crowd towards the
// horizon; flat below, billows above, lit from the sun's side.
void Clouds::heap(Stage& stage)
{
    const Scene& s = stage.scene;
    std::vector<Heap> heaps;
    const float base = uniform(stage.random, .13f, .26f), size = uniform(stage.random, .6f, 1.25f);
    for (int i = 6 + pick(stage.random, 12); i > 0; --i) {
        const float away = uniform(stage.random, 1.0f, 7.0f);
        const float wide = size * uniform(stage.random, .14f, .34f) / std::sqrt(away);
        heaps.push_back({uniform(stage.random, -.85f, .85f),
                         base * 2.2f / away + uniform(stage.random, -.012f, .012f), wide,
                         wide * uniform(stage.random, .45f, .85f)});
    }
    const Waves ragged(s.noise + 80, .17f, 6, .55f), billow(s.noise + 81, .05f, 4, .58f);
    std::vector<float> bulge(grid_.size());
    for (int y = 0; y < height_; ++y)
        for (int x = 0; x < width_; ++x) {
            const float u = stage.camera.slant(float(x) * step_);
            const float v = (stage.camera.horizon - float(y) * step_) / stage.camera.focal;
            float density = -.75f;
            for (const auto& h : heaps) {
                const float dx = (u - h.x) / h.wide, dv = v - h.base;
                const float dy = dv > 0.0f ? dv / h.high : dv / (h.high * .16f);
                const float d = dx * dx + dy * dy;
                if (d < 4.0f)
                    density = std::max(density, 1.35f * std::exp(-d) - .75f);
            }
            if (density <= -.7f)
                continue;
            density += .62f * ragged.at(u, v * 1.2f);
            auto* c = cell(x, y);
            c->cover = smoothstep(.0f, .30f, density);
            bulge[size_t(y) * size_t(width_) + size_t(x)] =
                std::sqrt(std::max(density + .06f, 0.0f)) + .09f * billow.at(u, v);
            // Shade gathers in the thick of the cloud and at its base.
            c->light = .66f - .22f * smoothstep(.15f, .9f, density);
        }
    const float slope = 256.0f * .035f;
    const float aside =
        (s.sun_right < 0.0f ? -1.0f : 1.0f) * std::min(1.0f, std::abs(s.sun_right) + .25f);
    const auto at = [&](int x, int y) {
        return bulge[size_t(std::clamp(y, 0, height_ - 1)) * size_t(width_) +
                     size_t(std::clamp(x, 0, width_ - 1))];
    };
    for (int y = 0; y < height_; ++y)
        for (int x = 0; x < width_; ++x) {
            if (cell(x, y)->cover <= 0.0f)
                continue;
            const float gx = (at(x + 2, y) - at(x - 2, y)) / 4.0f * slope;
            const float gy = (at(x, y + 2) - at(x, y - 2)) / 4.0f * slope;
            float& light = cell(x, y)->light;
            light = std::clamp(light - gx * aside * .8f + gy * .75f * (.5f + s.sun_up), .1f, 1.2f);
        }
}

// Streaks or layers on a level high above.
void Clouds::sheet(Stage& stage, Style style)
{
    const Scene& s = stage.scene;
    const bool cirrus = style == Style::Cirrus;
    const float closed = s.light == Light::Overcast ? uniform(stage.random, .25f, .45f)
                                                    : uniform(stage.random, -.12f, .14f);
    const Waves layer(s.noise + 82, cirrus ? 2.6f : 1.5f, 6, .53f);
    const Wave drift(s.noise + 83, 5.0f);
    const float aside = s.sun_right < 0.0f ? -.14f : .14f;
    for (int y = 0; y < height_; ++y) {
        const float v = (stage.camera.horizon - float(y) * step_) / stage.camera.focal;
        const float deep = 1.0f / std::max(v + .06f, .03f);
        for (int x = 0; x < width_; ++x) {
            const float u = stage.camera.slant(float(x) * step_) * deep;
            auto* c = cell(x, y);
            if (cirrus) {
                const float d =
                    layer.at(u * .9f + .6f * deep, deep * 3.2f) + .25f * drift.at(u, deep);
                *c = {smoothstep(-.02f, .55f, d) * .78f * smoothstep(0.0f, .1f, v), .95f};
                continue;
            }
            const float d = layer.at(u * 1.1f, deep * 1.7f);
            const float sunward = layer.at(u * 1.1f + aside, deep * 1.7f + .14f);
            c->cover = smoothstep(-closed, .32f - closed, d) * .93f;
            c->light = std::clamp(.62f + (d - sunward) * 1.7f - .28f * smoothstep(0.0f, .6f, d),
                                  .2f, 1.15f);
        }
    }
}

CloudPoint Clouds::at(float column, float row) const
{
    const float x = std::clamp(column / step_, 0.0f, float(width_) - 1.001f);
    const float y = std::clamp(row / step_, 0.0f, float(height_) - 1.001f);
    const int ix = std::min(int(x), width_ - 2), iy = std::min(int(y), height_ - 2);
    const float fx = x - float(ix), fy = y - float(iy);
    const auto *a = cell(ix, iy), *b = cell(ix, iy + 1);
    return {mix(mix(a[0].cover, a[1].cover, fx), mix(b[0].cover, b[1].cover, fx), fy),
            mix(mix(a[0].light, a[1].light, fx), mix(b[0].light, b[1].light, fx), fy)};
}

}  // namespace ldm::world
