// SPDX-License-Identifier: MIT
#include "data/world/draw.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

namespace {

// Pixels of the canvas under a rectangle.
struct Window {
    int x0, y0, x1, y1;  ///< ends are exclusive
    bool empty() const { return x0 >= x1 || y0 >= y1; }
};

Window window(const Canvas& canvas, float left, float top, float right, float bottom)
{
    return {std::max(0, int(left)), std::max(0, int(top)),
            std::min(canvas.size, int(std::ceil(right))),
            std::min(canvas.size, int(std::ceil(bottom)))};
}

struct Frame {
    float left, top, width;
    Window window;
};

Frame frame_of(const Canvas& canvas, const Standing& t)
{
    const float width = std::max(1.0f, t.pixels * t.cutout->aspect());
    const float bottom = t.row + t.pixels * t.sink, top = bottom - t.pixels;
    const float left = t.column - width / 2.0f;
    return {left, top, width, window(canvas, left, top, left + width, bottom)};
}

}  // namespace

void draw(Stage& stage, const Standing& t)
{
    const Scene& s = stage.scene;
    Canvas& canvas = stage.canvas;
    const Frame f = frame_of(canvas, t);
    if (f.window.empty())
        return;
    const int level = t.cutout->level_for(t.pixels);
    const float aside = s.sun_right < 0.0f ? -1.0f : 1.0f;
    // From all sides: less blue than the open sky.
    const float grey = brightness(s.hour.ambient);
    const Colour sky = mix(s.hour.ambient, Colour{grey, grey, grey}, .65f);
    const Colour light = (s.hour.sun * (.34f + .30f * s.sun_up) + sky * .85f) * t.tint;
    const float mist = std::min(fog(s, t.z), .96f);
    const Colour haze = haze_colour(s, stage.camera.slant(t.column)) * mist;
    const float hidden = t.z - std::max(1.0f, t.z * .03f);
    const auto number = t.boxed && stage.placed.size() < 60000
                            ? std::uint16_t(stage.placed.size() + 1)
                            : std::uint16_t(0);
    int covered = 0;
    for (int y = f.window.y0; y < f.window.y1; ++y) {
        const float v = (float(y) + .5f - f.top) / t.pixels;
        for (int x = f.window.x0; x < f.window.x1; ++x) {
            const float u = (float(x) + .5f - f.left) / f.width;
            if (u < 0.0f || u > 1.0f || v < 0.0f || v > 1.0f)
                continue;
            const auto p = t.cutout->sample(level, t.flipped ? 1.0f - u : u, v);
            if (p.cover <= .01f)
                continue;
            covered += p.cover > .5f;
            const auto i = canvas.index(x, y);
            if (canvas.front[i] < hidden)
                continue;
            const float form = t.pixels > 6.0f
                                   ? 1.0f + .30f * aside * (u * 2.0f - 1.0f) + .35f * (.55f - v)
                                   : 1.0f;
            const Colour own = mix(p.colour, t.tone * brightness(p.colour), t.mute);
            const Colour c = own * light * (form * (1.0f - mist)) + haze * p.cover;
            canvas.colour[i] = canvas.colour[i] * (1.0f - p.cover) + c;
            if (p.cover > .5f) {
                canvas.label[i] = t.label;
                canvas.instance[i] = number;
                canvas.front[i] = t.z;
            }
        }
    }
    if (number > 0)
        stage.placed.push_back({t.species, number, covered});
}

void cast_shadow(Stage& stage, const Standing& t, float strength)
{
    Canvas& canvas = stage.canvas;
    const float wide = std::max(2.0f, t.pixels * t.cutout->aspect() * 1.1f);
    const float rx = wide * .55f, ry = std::max(1.0f, wide * .15f);
    const float cx = t.column - (stage.scene.sun_right < 0.0f ? -1.0f : 1.0f) * wide * .22f;
    const bool soft = stage.scene.light == Light::Overcast || stage.scene.light == Light::Mist ||
                      stage.scene.light == Light::Night;
    strength *= (soft ? .6f : 1.0f) * (1.0f - fog(stage.scene, t.z));
    const Window w = window(canvas, cx - 2 * rx, t.row - 2 * ry, cx + 2 * rx, t.row + 2 * ry);
    for (int y = w.y0; y < w.y1; ++y)
        for (int x = w.x0; x < w.x1; ++x) {
            const auto i = canvas.index(x, y);
            if (is_sky(canvas.label[i]) || is_water(canvas.label[i]) ||
                std::abs(canvas.depth[i] - t.z) > t.z * .25f + 2.0f)
                continue;
            const float dx = (float(x) - cx) / rx, dy = (float(y) - t.row) / ry;
            const float d = dx * dx + dy * dy;
            if (d < 4.0f)
                canvas.colour[i] = canvas.colour[i] * (1.0f - strength * std::exp(-d));
        }
}

void draw_tuft(Stage& stage, const Standing& t)
{
    Canvas& canvas = stage.canvas;
    const Frame f = frame_of(canvas, t);
    if (f.window.empty())
        return;
    const int level = t.cutout->level_for(t.pixels);
    const int row = std::clamp(int(t.row), 0, canvas.size - 1);
    const Colour base =
        canvas.colour[canvas.index(std::clamp(int(t.column), 0, canvas.size - 1), row)];
    const float scale = 1.0f / t.cutout->mean();
    for (int y = f.window.y0; y < f.window.y1; ++y) {
        const float v = (float(y) + .5f - f.top) / t.pixels;
        for (int x = f.window.x0; x < f.window.x1; ++x) {
            const float u = (float(x) + .5f - f.left) / f.width;
            if (u < 0.0f || u > 1.0f || v < 0.0f || v > 1.0f)
                continue;
            const auto p = t.cutout->sample(level, t.flipped ? 1.0f - u : u, v);
            const auto i = canvas.index(x, y);
            if (p.cover <= .02f || is_water(canvas.label[i]))
                continue;
            const float own = brightness(p.colour) / p.cover * scale;
            const Colour c = base * t.tint * (std::clamp(own, .45f, 2.0f) * (1.25f - .55f * v));
            canvas.colour[i] = mix(canvas.colour[i], c, p.cover);
        }
    }
}

void draw_reflection(Stage& stage, const Standing& t)
{
    Canvas& canvas = stage.canvas;
    const Frame f = frame_of(canvas, t);
    const int level = t.cutout->level_for(t.pixels);
    const float high = t.pixels * .8f;
    const Colour light = (stage.scene.hour.sun * .3f + stage.scene.hour.ambient * .6f) * t.tint;
    const Window w = window(canvas, f.left, t.row, f.left + f.width, t.row + high);
    for (int y = w.y0; y < w.y1; ++y)
        for (int x = w.x0; x < w.x1; ++x) {
            const auto i = canvas.index(x, y);
            if (!is_water(canvas.label[i]))
                continue;
            const float down = (float(y) + .5f - t.row) / high;
            const float shake = .02f * std::sin(float(y) * 1.7f) * (1.0f + 2.0f * down);
            const float u = (float(x) + .5f - f.left) / f.width + shake;
            if (u < 0.0f || u > 1.0f || down < 0.0f || down > 1.0f)
                continue;
            const auto p = t.cutout->sample(level, t.flipped ? 1.0f - u : u, 1.0f - down);
            const float share = .5f * (1.0f - down);
            canvas.colour[i] =
                canvas.colour[i] * (1.0f - p.cover * share) + p.colour * light * (.7f * share);
        }
}

}  // namespace ldm::world
