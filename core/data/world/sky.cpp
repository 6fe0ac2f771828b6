// SPDX-License-Identifier: MIT
#include "data/world/clouds.h"
#include "data/world/passes.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

namespace {

struct Sun {
    float angle, glow;  ///< from the sun, radians; its halo
};

Sun sun_at(const Scene& s, float right, float up)
{
    const float angle = std::hypot(std::atan(right) - s.sun_azimuth, std::atan(up) - s.sun_height);
    const float front = std::abs(s.sun_azimuth) < 1.7f ? 1.0f : .15f;
    const float wide = std::exp(-angle * 3.2f), narrow = angle / .14f;
    return {angle, front * (.20f * wide + .16f * std::exp(-narrow * narrow))};
}

Colour clear_sky(const Scene& s, const Sun& sun, float up)
{
    const float t = std::pow(std::clamp(up / .62f, 0.0f, 1.0f), .62f);
    Colour c = mix(s.hour.horizon, s.hour.zenith, t) + s.hour.sun * sun.glow;
    const bool disc =
        s.light != Light::Noon && s.light != Light::Overcast && s.light != Light::Mist;
    if (disc)
        c = c + s.hour.sun * (3.0f * smoothstep(.034f, .028f, sun.angle));
    return c;
}

void paint_stars(Stage& stage)
{
    Canvas& canvas = stage.canvas;
    const int scale = std::max(1, canvas.size / 256);
    for (int k = 0; k < 130; ++k) {
        const int x = pick(stage.random, canvas.size - scale);
        const int y = pick(stage.random, std::max(8, int(stage.camera.horizon)));
        const float light = uniform(stage.random, .05f, .5f);
        for (int d = 0; d < scale * scale; ++d) {
            const auto i = canvas.index(x + d % scale, std::min(y + d / scale, canvas.size - 1));
            if (canvas.label[i] == LabelId::Sky)
                canvas.colour[i] = canvas.colour[i] + Colour{light, light, light};
        }
    }
}

}  // namespace

void paint_sky(Stage& stage)
{
    const Scene& s = stage.scene;
    Canvas& canvas = stage.canvas;
    const Clouds clouds(stage);
    const bool low = s.light == Light::Sunset || s.light == Light::Dusk || s.light == Light::Dawn;
    const Colour bright = s.hour.sun * .38f + s.hour.ambient * .85f;
    const Colour dark = low ? s.hour.zenith * .55f + s.hour.sun * .05f
                            : s.hour.ambient * .62f + s.hour.horizon * .16f;
    for (int y = 0; y < canvas.size; ++y) {
        const float up = (stage.camera.horizon - float(y) - .5f) / stage.camera.focal;
        for (int x = 0; x < canvas.size; ++x) {
            const auto i = canvas.index(x, y);
            if (canvas.is_land(i))
                continue;
            const float right = stage.camera.slant(float(x) + .5f);
            const Sun sun = sun_at(s, right, up);
            Colour c = clear_sky(s, sun, up);
            const auto cloud = clouds.at(float(x) + .5f, float(y) + .5f);
            const float cover = cloud.cover * smoothstep(-.01f, .05f, up);
            if (cover > .003f) {
                Colour lit = mix(dark, bright, cloud.light);
                // Edges before the sun shine through.
                lit = lit * (1.0f + 2.6f * sun.glow * (1.6f - cloud.cover));
                lit = mix(lit, s.hour.horizon, std::exp(-std::max(up, 0.0f) * 9.0f) * .6f);
                c = mix(c, lit, cover);
            }
            canvas.colour[i] = c;
            canvas.label[i] = cover > .45f ? LabelId::Cloud : LabelId::Sky;
        }
    }
    if (s.light == Light::Night)
        paint_stars(stage);
}

}  // namespace ldm::world
