// SPDX-License-Identifier: MIT
#include "data/world/stamps.h"

#include "data/world/noise.h"
#include "data/world/scene.h"

#include <array>
#include <cmath>

namespace ldm::world {

namespace {

/// What a stamp shows at one of its points: nothing if `cover` is 0.
struct StampPoint {
    float cover = 0.0f;
    Colour colour;
};

struct Stamp {
    StampKind kind;
    float aspect;  ///< width / height
    float grain;   ///< where its noise begins
    Colour main, other;
    int parts;  ///< of a boat's sails, a balloon's gores …
};

using Tables = NoiseTables;

float soft(float edge, float width)
{
    return smoothstep(-width, width, edge);
}

// Round crown of leaves on a trunk; bushes are crowns without one.
StampPoint crown(const Stamp& s, const Tables& n, float u, float v, float foot)
{
    const float x = (u - .5f) * 2.0f, y = (v - foot) / (1.0f - foot) * 2.0f - 1.0f;
    const float leaf = n.mid.at(s.grain + u * 26.0f, s.grain + v * 26.0f / s.aspect);
    const float radius = std::sqrt(x * x + y * y * .95f) + .13f * leaf;
    const float inside = soft(.9f - radius, .07f);
    if (inside > 0.0f) {
        const float light = .8f + .22f * y * .7f + .1f * leaf;
        return {inside, s.main * light};
    }
    if (v < foot + .1f && std::abs(u - .5f) < .045f / s.aspect)
        return {1.0f, s.other};
    return {};
}

StampPoint conifer(const Stamp& s, const Tables& n, float u, float v)
{
    const float x = u - .5f;
    if (v < .08f)
        return std::abs(x) < .05f ? StampPoint{1.0f, s.other} : StampPoint{};
    const float tier = v * 6.0f - std::floor(v * 6.0f);
    const float leaf = n.mid.at(s.grain + u * 14.0f, s.grain + v * 22.0f);
    const float width = .46f * (1.02f - v) * (1.08f - .38f * tier) + .02f * leaf;
    const float light = .78f - .18f * tier + .08f * leaf;
    return {soft(width - std::abs(x), .03f), s.main * light};
}

StampPoint cypress(const Stamp& s, const Tables& n, float u, float v)
{
    const float x = u - .5f;
    const float leaf = n.mid.at(s.grain + u * 10.0f, s.grain + v * 24.0f);
    const float width =
        .44f * std::pow(std::max(0.0f, std::sin(3.14159f * std::min(v + .06f, 1.0f))), .55f) +
        .03f * leaf;
    return {soft(width - std::abs(x), .06f), s.main * (.82f + .1f * leaf)};
}

StampPoint palm(const Stamp& s, const Tables&, float u, float v)
{
    const float bend = .08f * std::sin(v * 2.0f + s.grain);
    const float x = u - .5f - bend;
    float cover = 0.0f, light = .8f;
    for (int i = 0; i < 7; ++i) {
        const float a = -.5f + 4.1f * float(i) / 6.0f;
        const float reach = .46f + .03f * std::sin(s.grain + float(i) * 2.0f);
        const float px = x * std::cos(a) + (v - .76f) * std::sin(a);
        const float py = -x * std::sin(a) + (v - .76f) * std::cos(a) + .5f * px * px;
        if (px > 0.0f && px < reach) {
            const float leaf = soft(.055f * (1.0f - px / reach) + .012f - std::abs(py), .012f);
            if (leaf > cover) {
                cover = leaf;
                light = .72f + .28f * std::sin(a) + .3f * px;
            }
        }
    }
    if (cover > .3f)
        return {cover, s.main * light};
    if (v < .77f)
        return {soft(.032f - std::abs(x), .012f), s.other * .85f};
    return {cover, s.main * light};
}

// Height of a boulder's face towards the eye, its planes broken off at odd angles.
float boulder_face(const Stamp& s, const Tables& n, float x, float v)
{
    float face = 1.0f - .9f * x * x - .75f * v * v;
    for (int i = 0; i < 7; ++i) {
        const float angle = s.grain + float(i) * 2.39996f;
        const float cut = .62f + .22f * std::sin(s.grain * 3.0f + float(i) * 5.1f);
        face = std::min(face, (cut - x * std::cos(angle) - (v - .4f) * std::sin(angle)) * 1.3f);
    }
    return face + .035f * n.mid.at(s.grain + x * 14.0f, v * 14.0f);
}

StampPoint boulder(const Stamp& s, const Tables& n, float u, float v)
{
    const float x = (u - .5f) * 2.0f, here = boulder_face(s, n, x, v);
    constexpr float kStep = .02f;
    const float dx = (boulder_face(s, n, x + kStep, v) - here) / kStep;
    const float dv = (boulder_face(s, n, x, v + kStep) - here) / kStep;
    const float up = (.8f - dv * .8f) / std::sqrt(1.0f + dx * dx + dv * dv);
    const float grain = n.fine.at(s.grain + u * 60.0f, v * 40.0f);
    return {soft(here - .03f, .03f), s.main * (.35f + .55f * up + .09f * grain)};
}

// An umbrella of leaves on a few branches.
StampPoint umbrella(const Stamp& s, const Tables& n, float u, float v)
{
    const float x = (u - .5f) * 2.0f, y = (v - .74f) / .26f;
    const float leaf = n.mid.at(s.grain + u * 30.0f, s.grain + v * 22.0f);
    const float flat = y > 0.0f ? y : y * 1.7f;
    const float inside = soft(.9f - std::sqrt(x * x + flat * flat) - .14f * leaf, .08f);
    if (inside > .1f)
        return {inside, s.main * (.75f + .3f * y + .12f * leaf)};
    const float fork = std::abs(std::abs(x) - .42f * std::max(0.0f, v - .25f) / .5f);
    return v < .76f && fork < .045f ? StampPoint{1.0f, s.other} : StampPoint{};
}

StampPoint cactus(const Stamp& s, const Tables&, float u, float v)
{
    const auto limb = [&](float x, float low, float high) {
        return v > low && v < high && std::abs(u - x) < .085f * (v > high - .05f ? .7f : 1.0f);
    };
    const bool elbow = (std::abs(v - .36f) < .04f && u > .12f && u < .5f) ||
                       (std::abs(v - .48f) < .04f && u > .5f && u < .88f);
    if (!limb(.5f, 0.0f, 1.0f) && !limb(.16f, .34f, .7f) && !limb(.84f, .46f, .84f) && !elbow)
        return {};
    return {1.0f, s.main * (.8f + .25f * std::sin(u * 90.0f))};
}

// Grass: a few bent blades from one foot.
StampPoint blades(const Stamp& s, const Tables&, float u, float v)
{
    for (int i = 0; i < 11; ++i) {
        const float k = std::sin(s.grain + float(i) * 12.9898f), lean = std::sin(k * 78.2f);
        const float x = .5f + .3f * k + .3f * lean * v * v, high = .55f + .45f * std::abs(lean);
        if (v < high && std::abs(u - x) < .024f * (1.0f - v / high) + .004f)
            return {1.0f, s.main * (.6f + .6f * v + .15f * k)};
    }
    return {};
}

struct Corner {
    float x, y;
};

// Is a place inside a convex polygon, given in either turn?
bool inside(std::initializer_list<Corner> shape, float x, float y)
{
    int left = 0, right = 0;
    const auto* p = shape.begin();
    for (size_t i = 0; i < shape.size(); ++i) {
        const Corner a = p[i], b = p[(i + 1) % shape.size()];
        ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0.0f ? left : right) += 1;
    }
    return left == 0 || right == 0;
}

// A gabled cottage seen from a corner. Lengths in parts of its width, y up.
StampPoint cottage(const Stamp& s, const Tables& n, float u, float v)
{
    const float y = v / s.aspect;
    const float rough = 1.0f + .03f * n.fine.at(u * 90.0f, v * 90.0f);
    const Colour roof = s.other * rough, wall = s.main * rough;
    if (inside({{.72f, .5f}, {.72f, .69f}, {.79f, .69f}, {.79f, .5f}}, u, y) && y > .52f)
        return {1.0f, wall * .66f};
    if (inside({{.2f, .62f}, {.38f, .33f}, {1.0f, .33f}, {.83f, .62f}}, u, y)) {
        const bool row = std::fmod(y * 34.0f, 1.0f) < .22f;
        return {1.0f, roof * (row ? .84f : 1.0f)};
    }
    if (inside({{.2f, .62f}, {.0f, .33f}, {.035f, .33f}, {.2f, .56f}}, u, y) ||
        inside({{.2f, .62f}, {.38f, .33f}, {.345f, .33f}, {.2f, .56f}}, u, y))
        return {1.0f, roof * .7f};
    const auto window = [&](float x, float low, float wide, float high) {
        return std::abs(u - x) < wide && y > low && y < low + high;
    };
    if (inside({{.06f, .0f}, {.06f, .37f}, {.2f, .58f}, {.35f, .37f}, {.35f, .0f}}, u, y))
        return {1.0f, window(.2f, .25f, .04f, .11f) ? rgb(60, 66, 80) : wall * .8f};
    if (u < .35f || u > .96f || y > .36f)
        return {};
    if (window(.64f, .0f, .05f, .22f))
        return {1.0f, rgb(96, 62, 42)};
    if (window(.47f, .13f, .055f, .13f) || window(.81f, .13f, .055f, .13f))
        return {1.0f, std::abs(u - .47f) < .008f || std::abs(u - .81f) < .008f ? rgb(230, 226, 216)
                                                                               : rgb(60, 66, 80)};
    return {1.0f, wall};
}

// A round hut under a roof of straw.
StampPoint hut(const Stamp& s, const Tables& n, float u, float v)
{
    const float x = u - .5f, straw = n.fine.at(u * 200.0f, v * 40.0f + s.grain);
    if (v > .38f - .05f * std::cos(x * 6.0f)) {
        const float half = .5f * (1.0f - (v - .36f) / .64f) + .012f * straw;
        return {soft(half - std::abs(x), .01f), s.other * (.9f + .12f * straw + .2f * (v - .6f))};
    }
    if (std::abs(x) > .37f)
        return {};
    const bool door = std::abs(x + .03f) < .08f && v < .27f;
    return {1.0f, door ? s.main * .25f : s.main * (.85f - x * x)};
}

// A flat-roofed house of clay, two blocks.
StampPoint mud_house(const Stamp& s, const Tables& n, float u, float v)
{
    const float rough = 1.0f + .05f * n.mid.at(u * 30.0f + s.grain, v * 30.0f);
    const bool tower = u > .55f && u < .93f && v<1.0f, low = u> .04f && u < .97f && v < .6f;
    if (!tower && !low)
        return {};
    const auto hole = [&](float x, float y, float wide, float high) {
        return std::abs(u - x) < wide && v > y && v < y + high;
    };
    if (hole(.3f, .0f, .06f, .34f) || hole(.5f, .26f, .035f, .14f) ||
        hole(.12f, .26f, .03f, .14f) || hole(.74f, .68f, .04f, .14f))
        return {1.0f, s.main * .22f};
    const bool side = u > (tower && v > .6f ? .84f : .88f);
    return {1.0f, s.main * (rough * (side ? .72f : 1.0f))};
}

StampPoint boat(const Stamp& s, const Tables&, float u, float v)
{
    const float x = u - .5f;
    if (v < .16f)
        return {soft(.3f + .8f * v - std::abs(x), .02f), s.other * (.7f + 1.2f * v)};
    if (std::abs(x) < .012f)
        return {1.0f, s.other * .6f};
    const float belly = 1.0f + .18f * std::sin(v * 3.1f);
    const float reach = (1.0f - v) * .44f * belly;
    if (v < .2f)
        return {};
    if (x > 0.0f && x < reach)
        return {1.0f, s.main * (.9f + .3f * x)};
    if (x < 0.0f && -x < reach * .7f && v < .88f)
        return {1.0f, s.main * (.82f - .2f * x)};
    return {};
}

StampPoint balloon(const Stamp& s, const Tables&, float u, float v)
{
    const float x = (u - .5f) * 2.0f;
    if (v < .1f)
        return std::abs(x) < .12f ? StampPoint{1.0f, rgb(110, 78, 48)} : StampPoint{};
    const float y = (v - .62f) / .38f;
    if (y < -.62f)
        return v < .2f && std::abs(std::abs(x) - .1f) < .015f ? StampPoint{.8f, rgb(90, 70, 50)}
                                                              : StampPoint{};
    const float narrow = y < 0.0f ? 1.0f + .6f * y * y : 1.0f;
    const float radius = std::sqrt(x * x * narrow * narrow + y * y);
    const float bend = x * narrow / std::sqrt(std::max(.05f, 1.0f - y * y));
    const int gore = int(std::floor((bend + 1.0f) * float(s.parts) / 2.0f));
    const bool belt = std::abs(y - .05f) < .14f && s.parts > 6;
    return {soft(1.0f - radius, .015f), (gore % 2 == 0) != belt ? s.main : s.other};
}

// A grazing animal from the side: body, neck, head, legs.
StampPoint grazer(const Stamp& s, const Tables& n, float u, float v)
{
    const auto oval = [&](float cx, float cy, float rx, float ry) {
        const float dx = (u - cx) / rx, dy = (v - cy) / ry;
        return dx * dx + dy * dy < 1.0f;
    };
    const float fur = n.mid.at(s.grain + u * 16.0f, v * 16.0f);
    const Colour coat = (fur > .9f - .2f * float(s.parts) ? s.other : s.main) * (.8f + .3f * v);
    if (oval(.47f, .6f, .36f, .2f) || oval(.84f, .72f, .1f, .12f) || oval(.94f, .68f, .06f, .07f))
        return {1.0f, coat};
    if (oval(.79f, .86f, .03f, .07f) || inside({{.66f, .7f}, {.84f, .78f}, {.8f, .6f}}, u, v))
        return {1.0f, coat * .9f};
    for (const float x : {.17f, .27f, .66f, .75f})
        if (std::abs(u - x) < .032f && v < .55f)
            return {1.0f, coat * .75f};
    return {};
}

StampPoint bird(const Stamp& s, const Tables&, float u, float v)
{
    const float x = std::abs(u - .5f) * 2.0f;
    const float wing = .35f + .5f * std::sin(x * 2.4f), thick = .13f * (1.0f - x) + .03f;
    return {soft(thick - std::abs(v - wing), .03f), x > .85f ? s.other : s.main};
}

StampPoint point(const Stamp& s, const Tables& n, float u, float v)
{
    switch (s.kind) {
    case StampKind::Broadleaf: return crown(s, n, u, v, .18f);
    case StampKind::Bush: return crown(s, n, u, v, -.25f);
    case StampKind::Conifer: return conifer(s, n, u, v);
    case StampKind::Cypress: return cypress(s, n, u, v);
    case StampKind::Palm: return palm(s, n, u, v);
    case StampKind::Umbrella: return umbrella(s, n, u, v);
    case StampKind::Cactus: return cactus(s, n, u, v);
    case StampKind::Blades: return blades(s, n, u, v);
    case StampKind::Boulder: return boulder(s, n, u, v);
    case StampKind::Cottage: return cottage(s, n, u, v);
    case StampKind::Hut: return hut(s, n, u, v);
    case StampKind::MudHouse: return mud_house(s, n, u, v);
    case StampKind::Boat: return boat(s, n, u, v);
    case StampKind::Balloon: return balloon(s, n, u, v);
    case StampKind::Bird: return bird(s, n, u, v);
    case StampKind::Grazer: break;
    }
    return grazer(s, n, u, v);
}

Stamp make_stamp(StampKind kind, Random& random)
{
    static const std::array kWalls{rgb(232, 222, 202), rgb(214, 190, 158), rgb(206, 140, 112),
                                   rgb(240, 238, 232)};
    static const std::array kRoofs{rgb(150, 72, 52), rgb(110, 60, 48), rgb(92, 88, 92),
                                   rgb(128, 96, 64)};
    static const std::array kBright{rgb(214, 58, 48), rgb(240, 178, 40), rgb(52, 96, 190),
                                    rgb(240, 236, 226)};
    static const std::array kCoats{rgb(120, 78, 48), rgb(226, 218, 204), rgb(60, 48, 42)};
    const auto any = [&](const auto& list) { return list[random() % list.size()]; };
    Stamp s{kind, .8f, uniform(random, 0.0f, 400.0f), rgb(52, 92, 40), rgb(92, 70, 52), 0};
    s.main = s.main * uniform(random, .85f, 1.2f);
    s.parts = 2 + int(random() % 8);
    switch (kind) {
    case StampKind::Conifer: s.aspect = .5f; break;
    case StampKind::Cypress: s.aspect = .22f; break;
    case StampKind::Palm: s.aspect = .75f; break;
    case StampKind::Umbrella: s.aspect = 1.3f; break;
    case StampKind::Cactus: s.aspect = .6f; break;
    case StampKind::Blades: s.aspect = 1.1f; break;
    case StampKind::Bush: s.aspect = 1.5f; break;
    case StampKind::Boulder:
        s.aspect = 1.6f;
        s.main = rgb(128, 120, 112);
        break;
    case StampKind::Cottage:
        s.aspect = 1.45f;
        s.main = any(kWalls);
        s.other = any(kRoofs);
        break;
    case StampKind::Hut:
        s.main = rgb(150, 112, 80);
        s.other = rgb(178, 146, 92);
        s.aspect = 1.0f;
        break;
    case StampKind::MudHouse:
        s.main = rgb(198, 152, 106);
        s.aspect = 1.6f;
        break;
    case StampKind::Boat:
    case StampKind::Balloon:
    case StampKind::Bird:
        s.main = kind == StampKind::Balloon ? any(kBright) : rgb(244, 240, 230);
        s.other = kind == StampKind::Bird ? rgb(70, 70, 76) : any(kBright);
        s.aspect = kind == StampKind::Bird ? 1.8f : kind == StampKind::Boat ? .9f : .8f;
        break;
    case StampKind::Grazer:
        s.main = any(kCoats);
        s.other = any(kCoats);
        s.aspect = 1.25f;
        break;
    case StampKind::Broadleaf: break;
    }
    return s;
}

}  // namespace

Cutout draw_stamp(StampKind kind, std::uint64_t seed)
{
    constexpr int kHigh = 128, kRays = 2;
    Random random(seed * 2 + 1);
    const auto stamp = make_stamp(kind, random);
    const auto& noise = NoiseTables::get();
    const int width = int(kHigh * stamp.aspect);
    std::vector<std::uint8_t> rgba(size_t(width) * kHigh * 4);
    for (int y = 0; y < kHigh; ++y)
        for (int x = 0; x < width; ++x) {
            Colour sum;
            float cover = 0.0f;
            for (int k = 0; k < kRays * kRays; ++k) {
                const float u = (float(x) + (float(k % kRays) + .5f) / kRays) / float(width);
                const float v = 1.0f - (float(y) + (float(k / kRays) + .5f) / kRays) / kHigh;
                const auto p = point(stamp, noise, u, v);
                sum = sum + p.colour * std::min(p.cover, 1.0f);
                cover += std::min(p.cover, 1.0f);
            }
            auto* out = rgba.data() + (size_t(y) * size_t(width) + size_t(x)) * 4;
            const auto byte = [](float c) {
                return std::uint8_t(std::clamp(c, 0.0f, 1.0f) * 255.0f + .5f);
            };
            if (cover > 0.0f)
                sum = sum * (1.0f / cover);
            out[0] = byte(sum.r);
            out[1] = byte(sum.g);
            out[2] = byte(sum.b);
            out[3] = byte(cover / float(kRays * kRays));
        }
    return Cutout(width, kHigh, rgba);
}

}  // namespace ldm::world
