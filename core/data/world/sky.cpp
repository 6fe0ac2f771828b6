// SPDX-License-Identifier: MIT
#include "data/world/passes.h"

#include <cmath>

namespace ldm::world {

namespace {

struct SkyContext {
    const Scene& s;
    const NoiseTables& n;
    SunVector sun;
    float drift_x, drift_y;
};

// Coverage of cloud at a place of the cloud plane.
float billow(const SkyContext& c, float u, float v)
{
    return c.n.cloud.at(u, v) + .45f * c.n.cloud.at(u * 2.1f + 77.0f, v * 2.1f) +
           .1f * c.n.mid.at(u * 1.7f, v * 1.7f);
}

Colour clear_sky(const SkyContext& c, float right, float up)
{
    const float elevation = std::clamp(std::atan(up), .002f, 1.5f);
    const float t = std::pow(std::clamp(elevation / .75f, 0.0f, 1.0f), .6f);
    Colour colour = mix(c.s.hour.horizon, c.s.hour.zenith, t);
    if (c.s.light == Light::Overcast)
        return colour;
    const float length = std::sqrt(1.0f + right * right + up * up);
    const float cosine = (c.sun.right * right + c.sun.ahead + c.sun.up * up) / length;
    const float angle = std::acos(std::clamp(cosine, -1.0f, 1.0f));
    const float glow = std::exp(-std::pow(angle / .35f, 1.2f)) * .34f +
                       std::exp(-std::pow(angle / .09f, 1.5f)) * .4f;
    colour = colour + c.s.hour.sun * glow;
    const float disc = smoothstep(.036f, .028f, angle);
    return mix(colour, c.s.hour.sun * 1.15f, c.s.light == Light::Mist ? disc * .3f : disc);
}

// Colour and coverage of the clouds seen in a direction.
float cloud(const SkyContext& c, float right, float up, Colour& colour)
{
    const float away = 1.0f / std::max(up, .03f);
    const float u = c.drift_x + right * away * 22.0f, v = c.drift_y + away * 22.0f;
    const float here = billow(c, u, v);
    const float cover = smoothstep(.55f - c.s.cloud_cover, 1.45f - c.s.cloud_cover, here) *
                        smoothstep(.015f, .1f, up);
    if (cover <= 0.0f)
        return 0.0f;
    const float toward = billow(c, u + c.sun.right * 9.0f, v + 9.0f);
    const float lit = std::clamp(.66f + .24f * (here - toward), .3f, 1.05f);
    colour = (c.s.hour.sun * .75f + c.s.hour.horizon * .3f) * lit + c.s.hour.zenith * .12f;
    return cover;
}

// Height of a far ridge above the horizon, as a tangent.
float ridge_height(const NoiseTables& n, float bearing, float row, float amplitude)
{
    const float wide = n.ridge.at(bearing * 120.0f, row);
    const float fine = n.mid.at(bearing * 260.0f, row + 50.0f);
    return amplitude * (.62f + .3f * (1.0f - std::abs(wide) * 1.2f) + .05f * fine);
}

struct Ridge {
    LabelId label;
    float amplitude, row, distance, tilt;
    Colour colour;
};

void paint_ridge(Canvas& canvas, const Camera& camera, const SkyContext& c, const Ridge& ridge)
{
    const float half = float(canvas.size) / 2.0f;
    for (int x = 0; x < canvas.size; ++x) {
        const float right = (float(x) + .5f - half) / camera.focal;
        const float bearing = camera.angle + std::atan(right);
        const float top = ridge_height(c.n, bearing, ridge.row, ridge.amplitude);
        const int first = std::max(0, int(std::ceil(camera.horizon - top * camera.focal)));
        for (int y = first; y < std::min(canvas.size, int(camera.horizon) + 2); ++y) {
            const float up = (camera.horizon - float(y)) / camera.focal;
            const float below = (top - up) / std::max(ridge.amplitude, .01f);
            const float face =
                c.n.ridge.at(bearing * 300.0f + below * 30.0f * ridge.tilt, below * 46.0f + 9.0f);
            const float light = c.s.hour.ambient + (1.0f - c.s.hour.ambient) *
                                                       std::clamp(.5f + .28f * face, 0.0f, 1.0f);
            Colour colour = ridge.colour * light * c.s.hour.sun;
            LabelId label = ridge.label;
            const float snow = ridge.label == LabelId::Mountain
                                   ? up - .1f - c.s.land.snowline * .0012f + .02f * face
                                   : -1.0f;
            if (snow > 0.0f && ridge.amplitude > .1f) {
                colour =
                    mix(colour,
                        Colour{.93f, .95f, 1.0f} * c.s.hour.sun * (c.s.hour.ambient + .45f * light),
                        smoothstep(0.0f, .012f, snow));
                label = LabelId::Snow;
            }
            const auto i = canvas.index(x, y);
            canvas.colour[i] = haze(c.s, colour, ridge.distance);
            canvas.label[i] = label;
        }
    }
}

}  // namespace

void paint_sky(Canvas& canvas, const Camera& camera, const Terrain& terrain, Random& random)
{
    const Scene& s = terrain.scene();
    SkyContext c{s, terrain.noise(), sun_vector(s), uniform(random, 0.0f, 512.0f),
                 uniform(random, 0.0f, 512.0f)};
    const float half = float(canvas.size) / 2.0f;
    const int last = std::min(canvas.size, int(camera.horizon) + 2);
    for (int y = 0; y < canvas.size; ++y)
        for (int x = 0; x < canvas.size; ++x) {
            const float right = (float(x) + .5f - half) / camera.focal;
            const float up = (camera.horizon - float(std::min(y, last))) / camera.focal;
            const auto i = canvas.index(x, y);
            Colour colour = clear_sky(c, right, up);
            Colour lit;
            const float cover = cloud(c, right, up, lit);
            canvas.colour[i] = mix(colour, lit, cover);
            canvas.label[i] = cover > .5f ? LabelId::Cloud : LabelId::Sky;
        }
    if (s.light == Light::Night)
        for (int k = 0; k < 90; ++k) {
            const int x = int(random() % unsigned(canvas.size - 2));
            const int y = int(random() % unsigned(std::max(8, last)));
            const float light = uniform(random, .15f, .5f);
            for (int d = 0; d < 4 && y + 1 < canvas.size; ++d)
                canvas.colour[canvas.index(x + d % 2, y + d / 2)] =
                    canvas.colour[canvas.index(x + d % 2, y + d / 2)] + Colour{light, light, light};
        }
    if (s.mountains > 0.0f)
        paint_ridge(canvas, camera, c,
                    {LabelId::Mountain, s.mountains, uniform(random, 0, 512),
                     s.haze_distance * .62f, 1.0f, rgb(104, 104, 124)});
    if (s.hills > 0.0f)
        paint_ridge(canvas, camera, c,
                    {LabelId::Hill, s.hills, uniform(random, 0, 512), s.haze_distance * .45f, .3f,
                     mix(s.land.grass, s.land.tree, .45f)});
}

}  // namespace ldm::world
