// SPDX-License-Identifier: MIT
#include "data/world/sprites.h"

#include <array>
#include <cmath>

namespace ldm::world {

namespace {

float soft(float edge, float width)
{
    return smoothstep(-width, width, edge);
}

// Round crown of leaves on a trunk; bushes are crowns without one.
StampPoint crown(const Stamp& s, const NoiseTables& n, float u, float v, float foot)
{
    const float x = (u - .5f) * 2.0f, y = (v - foot) / (1.0f - foot) * 2.0f - 1.0f;
    const float leaf = n.mid.at(s.grain + u * 26.0f, s.grain + v * 26.0f / s.aspect);
    const float radius = std::sqrt(x * x + y * y * .95f) + .13f * leaf;
    const float inside = soft(.9f - radius, .07f);
    if (inside > 0.0f) {
        const float light = .8f + .22f * (y * .7f + x * s.light_side * .6f) + .1f * leaf;
        return {inside, s.main * light};
    }
    if (v < foot + .1f && std::abs(u - .5f) < .045f / s.aspect)
        return {1.0f, s.other};
    return {};
}

StampPoint conifer(const Stamp& s, const NoiseTables& n, float u, float v)
{
    const float x = u - .5f;
    if (v < .08f)
        return std::abs(x) < .05f ? StampPoint{1.0f, s.other} : StampPoint{};
    const float tier = v * 6.0f - std::floor(v * 6.0f);
    const float leaf = n.mid.at(s.grain + u * 14.0f, s.grain + v * 22.0f);
    const float width = .46f * (1.02f - v) * (1.08f - .38f * tier) + .02f * leaf;
    const float light = .78f + .3f * x * s.light_side * 2.0f - .18f * tier + .08f * leaf;
    return {soft(width - std::abs(x), .03f), s.main * light};
}

StampPoint cypress(const Stamp& s, const NoiseTables& n, float u, float v)
{
    const float x = u - .5f;
    const float leaf = n.mid.at(s.grain + u * 10.0f, s.grain + v * 24.0f);
    const float width =
        .44f * std::pow(std::max(0.0f, std::sin(3.14159f * std::min(v + .06f, 1.0f))), .55f) +
        .03f * leaf;
    return {soft(width - std::abs(x), .06f), s.main * (.82f + .4f * x * s.light_side + .1f * leaf)};
}

StampPoint palm(const Stamp& s, const NoiseTables&, float u, float v)
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
        return {soft(.032f - std::abs(x), .012f), s.other * (.85f + .6f * x * s.light_side)};
    return {cover, s.main * light};
}

StampPoint boulder(const Stamp& s, const NoiseTables& n, float u, float v)
{
    const float x = (u - .5f) * 2.0f;
    const float rough = n.mid.at(s.grain + u * 9.0f, s.grain + v * 7.0f);
    const float top = .92f * std::sqrt(std::max(0.0f, 1.0f - x * x * 1.1f)) * (.86f + .12f * rough);
    const float light = .62f + .34f * v + .2f * x * s.light_side + .1f * rough;
    return {soft(top - v, .06f), s.main * light};
}

StampPoint house(const Stamp& s, float u, float v)
{
    const float x = std::abs(u - .5f);
    if (v < .5f) {
        if (x > .4f)
            return {};
        const bool window = v > .17f && v < .36f && (std::abs(x - .2f) < .065f);
        const bool door = v < .3f && x < .07f;
        const float light = .82f + .26f * (u - .5f) * s.light_side * 2.0f;
        return {1.0f, window || door ? s.main * .3f : s.main * light};
    }
    const float roof = .5f * (1.0f - (v - .5f) * 1.15f);
    if (v > .92f || x > roof)
        return {};
    return {1.0f, s.other * (.85f + .2f * (u - .5f) * s.light_side)};
}

StampPoint boat(const Stamp& s, float u, float v)
{
    const float x = u - .5f;
    if (v < .2f)
        return {soft(.3f + .7f * v - std::abs(x), .03f), s.other * (.7f + 1.2f * v)};
    if (std::abs(x) < .014f)
        return {1.0f, s.other * .6f};
    const float reach = (1.0f - v) * .46f;
    if (x > 0.0f && x < reach)
        return {1.0f, s.main * (.85f + .12f * s.light_side)};
    if (x < 0.0f && -x < reach * .7f && v < .86f)
        return {1.0f, s.main * (.92f - .12f * s.light_side)};
    return {};
}

StampPoint balloon(const Stamp& s, float u, float v)
{
    const float x = (u - .5f) * 2.0f;
    if (v < .12f)
        return std::abs(x) < .13f ? StampPoint{1.0f, rgb(110, 78, 48)} : StampPoint{};
    const float y = (v - .6f) / .4f;
    const float narrow = y < 0.0f ? 1.0f + .55f * y * y : 1.0f;
    const float radius = std::sqrt(x * x * narrow * narrow + y * y);
    if (radius > 1.03f || v < .22f)
        return v < .26f && std::abs(x) < .12f ? StampPoint{.6f, rgb(90, 70, 50)} : StampPoint{};
    const float bend = x / std::sqrt(std::max(.05f, 1.0f - y * y));
    const bool stripe = int(std::floor((bend + 1.0f) * 3.0f)) % 2 == 0;
    const float light = .78f + .25f * x * s.light_side + .12f * y;
    return {soft(1.0f - radius, .04f), (stripe ? s.main : s.other) * light};
}

}  // namespace

StampPoint Stamp::point(const NoiseTables& n, float u, float v) const
{
    switch (kind) {
    case StampKind::Broadleaf: return crown(*this, n, u, v, .18f);
    case StampKind::Bush: return crown(*this, n, u, v, -.25f);
    case StampKind::Conifer: return conifer(*this, n, u, v);
    case StampKind::Cypress: return cypress(*this, n, u, v);
    case StampKind::Palm: return palm(*this, n, u, v);
    case StampKind::Rock: return boulder(*this, n, u, v);
    case StampKind::House: return house(*this, u, v);
    case StampKind::Boat: return boat(*this, u, v);
    case StampKind::Balloon: break;
    }
    return balloon(*this, u, v);
}

Stamp make_stamp(StampKind kind, const Scene& scene, Random& random)
{
    static const std::array kWalls{rgb(232, 222, 202), rgb(214, 184, 148), rgb(206, 120, 92)};
    static const std::array kBright{rgb(214, 58, 48), rgb(240, 178, 40), rgb(52, 96, 190),
                                    rgb(240, 236, 226)};
    Stamp s{kind,
            LabelId::Tree,
            .8f,
            uniform(random, 0.0f, 400.0f),
            scene.land.tree,
            rgb(92, 70, 52),
            scene.sun_azimuth >= 0.0f ? 1.0f : -1.0f};
    s.main = s.main * uniform(random, .85f, 1.25f);
    if (kind == StampKind::Conifer)
        s.aspect = .5f;
    if (kind == StampKind::Cypress)
        s.aspect = .22f;
    if (kind == StampKind::Palm)
        s.aspect = .75f;
    if (kind == StampKind::Bush) {
        s.label = LabelId::Bush;
        s.aspect = 1.5f;
        s.main = mix(scene.land.tree, scene.land.grass, .5f);
    } else if (kind == StampKind::Rock) {
        s.label = LabelId::Rock;
        s.aspect = 1.5f;
        s.main = scene.rock * 1.1f;
    } else if (kind == StampKind::House) {
        s.label = LabelId::Building;
        s.aspect = 1.25f;
        s.main = kWalls[random() % kWalls.size()];
        s.other = chance(random, .7f) ? rgb(166, 74, 52) : rgb(92, 88, 92);
    } else if (kind == StampKind::Boat || kind == StampKind::Balloon) {
        s.label = LabelId::Object;
        s.aspect = kind == StampKind::Boat ? .9f : .8f;
        s.main = kind == StampKind::Boat ? rgb(244, 240, 230) : kBright[random() % 3];
        s.other = kBright[random() % kBright.size()];
    }
    return s;
}

}  // namespace ldm::world
