// SPDX-License-Identifier: MIT
#include "data/world/passes.h"

#include <cmath>
#include <vector>

namespace ldm::world {

namespace {

constexpr float kNear = 2.0f, kFar = 620.0f;

// Fills one column's depths: a ray walks out over the land and keeps its highest sight line.
void trace_column(Canvas& canvas, const Camera& camera, const Terrain& terrain, int x)
{
    const float half = float(canvas.size) / 2.0f;
    const float dx = camera.dx(float(x) + .5f, half), dy = camera.dy(float(x) + .5f, half);
    float top = float(canvas.size), previous_z = kNear, previous_y = top, previous_h = 0.0f;
    for (float z = kNear; z < kFar; z += std::max(.3f, z * .0105f)) {
        const float px = camera.x + dx * z, py = camera.y + dy * z;
        float h = terrain.surface(px, py);
        if (z < 14.0f)
            h = std::min(h, std::max(terrain.height(px, py), terrain.scene().sea) + .4f);
        const float y = camera.horizon - (h - camera.eye) * camera.focal / z;
        if (y < top) {
            const int first = std::max(0, int(std::ceil(y)));
            // A wall of trees is as far as its front, not as far as the ground before it.
            const bool continuous =
                previous_y <= top + .01f && std::abs(h - previous_h) < .6f * (z - previous_z) + .3f;
            for (int row = first; row < int(std::ceil(top)) && row < canvas.size; ++row) {
                const float t = continuous ? (top - float(row)) / std::max(top - y, 1e-3f) : 1.0f;
                canvas.depth[canvas.index(x, row)] = mix(previous_z, z, std::clamp(t, 0.0f, 1.0f));
            }
            top = y;
        }
        previous_y = y;
        previous_z = z;
        previous_h = h;
    }
}

float variation(LabelId label)
{
    switch (label) {
    case LabelId::Tree: return .16f;
    case LabelId::Rock:
    case LabelId::Bush: return .12f;
    case LabelId::Grass:
    case LabelId::Dirt: return .08f;
    case LabelId::Snow: return .03f;
    default: return .05f;
    }
}

Colour albedo(const Scene& s, LabelId label)
{
    switch (label) {
    case LabelId::Tree: return s.land.tree;
    case LabelId::Bush: return mix(s.land.tree, s.land.grass, .45f) * .92f;
    case LabelId::Snow: return rgb(236, 241, 248);
    case LabelId::Rock: return s.rock;
    case LabelId::Sand: return s.sand;
    case LabelId::Dirt: return s.soil;
    case LabelId::Road: return rgb(186, 172, 150);
    default: return s.land.grass;
    }
}

struct Spot {
    float x, y, z;
    GroundPoint g;
};

// Material of a spot, before light.
Colour material(const Terrain& t, const Spot& p)
{
    const Scene& s = t.scene();
    const auto& n = t.noise();
    Colour colour = albedo(s, p.g.label);
    const float near_fade = std::exp(-p.z / 60.0f), mid_fade = std::exp(-p.z / 160.0f);
    const float fine = n.fine.at(p.x * 1.9f, p.y * 1.9f) * near_fade;
    const float mid = n.mid.at(p.x * .9f, p.y * .9f) * mid_fade;
    const float wide = n.mid.at(p.x * .17f, p.y * .17f);
    colour = colour * (1.0f + variation(p.g.label) * (.55f * fine + .6f * mid + .5f * wide));
    if (p.g.label == LabelId::Flowers) {
        const float dots = n.fine.at(p.x * .9f + 31.0f, p.y * .9f) + .3f * wide;
        const Colour bloom =
            n.mid.at(p.x * .3f, p.y * .3f + 200.0f) > .4f ? s.flower_b : s.flower_a;
        colour = mix(colour, bloom, .22f + .6f * smoothstep(-.3f, .9f, dots));
    }
    if (p.g.label == LabelId::Rock)
        colour = colour * (1.0f + .13f * n.mid.at(p.g.height * 2.2f, p.x * .15f));
    if (p.g.label == LabelId::Grass && s.kind == Kind::Tuscany)
        colour = colour * (1.0f + .1f * mid_fade * std::sin((p.x * .83f + p.y * .56f) * 2.2f));
    if (p.g.label == LabelId::Grass || p.g.label == LabelId::Tree) {
        const float warm = n.cloud.at(p.x * .9f, p.y * .9f) * .05f;
        colour = colour * Colour{1.0f + warm, 1.0f + warm * .3f, 1.0f - warm * .6f};
    }
    return colour;
}

// Sun from its side plus light of the sky.
Colour shade(const Terrain& t, const Camera& camera, const Spot& p)
{
    const Scene& s = t.scene();
    const SunVector sun = sun_vector(s);
    // The light is brought somewhat to the side, so that relief shows also against the sun.
    const float side = s.sun_azimuth + 1.9f;
    const float right = sun.right * .6f + .6f * std::sin(side);
    const float ahead = sun.ahead * .6f + .6f * std::cos(side);
    const float up = sun.up * .6f + .6f * (std::sin(s.sun_height) + .3f);
    const float lx = right * camera.right_x + ahead * camera.ahead_x;
    const float ly = right * camera.right_y + ahead * camera.ahead_y;
    const float facing = (-p.g.slope_x * lx - p.g.slope_y * ly + up) /
                         std::sqrt(1.0f + p.g.slope_x * p.g.slope_x + p.g.slope_y * p.g.slope_y);
    const float lambert = std::clamp(facing, 0.0f, 1.2f);
    float occlusion = 1.0f;
    if (p.g.label == LabelId::Tree)
        occlusion = std::clamp(.62f + .2f * t.layer(t.noise().crown, 11, .8f, p.x, p.y), .3f, 1.0f);
    const Colour ambient = (s.hour.zenith * .35f + Colour{.65f, .65f, .65f}) * s.hour.ambient;
    const Colour direct = s.hour.sun * ((1.0f - s.hour.ambient * .55f) * lambert * 1.1f);
    return material(t, p) * (ambient + direct) * (occlusion * s.hour.exposure);
}

}  // namespace

void paint_ground(Canvas& canvas, const Camera& camera, const Terrain& terrain)
{
    const float half = float(canvas.size) / 2.0f;
    for (int x = 0; x < canvas.size; ++x) {
        trace_column(canvas, camera, terrain, x);
        const float dx = camera.dx(float(x) + .5f, half), dy = camera.dy(float(x) + .5f, half);
        for (int y = 0; y < canvas.size; ++y) {
            const auto i = canvas.index(x, y);
            const float z = canvas.depth[i];
            if (!std::isfinite(z))
                continue;
            const Spot p{camera.x + dx * z, camera.y + dy * z, z,
                         terrain.ground(camera.x + dx * z, camera.y + dy * z)};
            canvas.label[i] = p.g.label;
            if (p.g.label == LabelId::Sea || p.g.label == LabelId::Lake ||
                p.g.label == LabelId::River)
                continue;
            canvas.colour[i] = haze(terrain.scene(), shade(terrain, camera, p), z);
        }
    }
}

}  // namespace ldm::world
