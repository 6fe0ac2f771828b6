// SPDX-License-Identifier: MIT
#include "data/world/passes.h"

#include <cmath>

namespace ldm::world {

namespace {

bool is_water(LabelId label)
{
    return label == LabelId::Sea || label == LabelId::Lake || label == LabelId::River;
}

struct WaterContext {
    const Canvas& canvas;
    const Camera& camera;
    const Terrain& t;
    SunVector sun;
};

// What a water pixel mirrors: the row as far above the shore as the pixel is below it.
Colour mirrored(const WaterContext& c, int x, int y, int shore, float ripple)
{
    const int size = c.canvas.size;
    const float scale = float(size) / 256.0f;
    const float z = c.canvas.depth[c.canvas.index(x, y)];
    const float shake = ripple * (1.2f + 4.0f * std::exp(-z / 50.0f)) * scale;
    const int row = std::clamp(int(2.0f * float(shore) - float(y) + shake), 0, size - 1);
    const int column = std::clamp(x + int(ripple * scale), 0, size - 1);
    const auto i = c.canvas.index(column, row);
    const Scene& s = c.t.scene();
    if (is_water(c.canvas.label[i]))
        return s.hour.horizon * .6f + s.hour.zenith * .4f;
    return c.canvas.colour[i];
}

Colour water_colour(const WaterContext& c, int x, int y, int shore)
{
    const Scene& s = c.t.scene();
    const auto& n = c.t.noise();
    const float half = float(c.canvas.size) / 2.0f;
    const float z = c.canvas.depth[c.canvas.index(x, y)];
    const float px = c.camera.x + c.camera.dx(float(x) + .5f, half) * z;
    const float py = c.camera.y + c.camera.dy(float(x) + .5f, half) * z;
    const float fade = std::exp(-z / 130.0f);
    const float ripple =
        (.6f * n.mid.at(px * 2.4f, py * 2.4f) + .4f * n.mid.at(px * .8f, py * .8f)) * fade;
    const float steep = (float(y) - c.camera.horizon) / c.camera.focal;
    const float mirror = std::clamp(1.0f - steep / .55f, .25f, .9f);
    const float depth = s.sea - c.t.height(px, py);
    Colour deep = s.deep_water * (s.hour.ambient + .28f);
    const Colour shallow = mix(rgb(112, 172, 164), s.sand, .25f) * (s.hour.ambient + .28f);
    deep = mix(deep, shallow, .7f * std::clamp(1.0f - depth / 4.5f, 0.0f, 1.0f));
    if (s.kind == Kind::Winter)
        deep = mix(deep, rgb(170, 196, 212) * s.hour.exposure, .3f);
    Colour colour = mix(deep, mirrored(c, x, y, shore, ripple), mirror);
    colour = colour * (1.0f + .07f * ripple);
    if (s.light != Light::Overcast && s.light != Light::Mist) {
        const float right = (float(x) + .5f - half) / c.camera.focal;
        const float off = (right - c.sun.right / std::max(c.sun.ahead, .2f)) / .12f;
        colour = colour + s.hour.sun * (std::exp(-off * off) * std::max(ripple, 0.0f) * .28f);
    }
    const float waves = n.mid.at(px * .5f + 90.0f, py * .5f);
    const float foam = smoothstep(1.0f, .1f, depth) * smoothstep(-.4f, .8f, waves) * fade;
    colour = mix(colour, rgb(232, 238, 238) * s.hour.exposure, .5f * foam);
    return mix(colour, haze(s, colour, z), .6f);
}

}  // namespace

void paint_water(Canvas& canvas, const Camera& camera, const Terrain& terrain)
{
    // Reads the land's colours only, so the canvas may be written to while it is read.
    const WaterContext context{canvas, camera, terrain, sun_vector(terrain.scene())};
    for (int x = 0; x < canvas.size; ++x) {
        int shore = int(camera.horizon);
        bool wet = false;
        for (int y = 0; y < canvas.size; ++y) {
            const auto i = canvas.index(x, y);
            const bool water = is_water(canvas.label[i]);
            if (water && !wet)
                shore = y;
            wet = water;
            if (water)
                canvas.colour[i] = water_colour(context, x, y, shore);
        }
    }
}

}  // namespace ldm::world
