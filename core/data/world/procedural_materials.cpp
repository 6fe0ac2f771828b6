// SPDX-License-Identifier: MIT
#include "data/world/materials.h"
#include "data/world/noise.h"
#include "data/world/species.h"
#include "data/world/stamps.h"

#include <cmath>

namespace ldm::world {

namespace {

constexpr int kSide = 256;

// A ground drawn of noise: how strong grain, patches and ripples are, how far colours part.
struct Recipe {
    Colour base, other;
    float grain, patches, strata, ripples;
};

Recipe recipe(Ground g)
{
    switch (g) {
    case Ground::Grass: return {rgb(92, 122, 56), rgb(128, 134, 66), .16f, .12f, 0, 0};
    case Ground::Dry: return {rgb(168, 148, 88), rgb(142, 134, 76), .15f, .13f, 0, 0};
    case Ground::Autumn: return {rgb(146, 112, 50), rgb(122, 122, 60), .2f, .14f, 0, 0};
    case Ground::Rock: return {rgb(128, 122, 114), rgb(96, 92, 90), .12f, .22f, .12f, 0};
    case Ground::RedRock: return {rgb(172, 112, 80), rgb(140, 86, 64), .1f, .18f, .2f, 0};
    case Ground::Sand: return {rgb(214, 192, 146), rgb(196, 174, 132), .06f, .06f, 0, .03f};
    case Ground::Dunes: return {rgb(216, 176, 120), rgb(198, 156, 106), .05f, .05f, 0, .09f};
    case Ground::Dirt: return {rgb(136, 106, 76), rgb(110, 86, 64), .16f, .14f, 0, 0};
    case Ground::Litter: return {rgb(104, 84, 56), rgb(80, 78, 48), .22f, .14f, 0, 0};
    case Ground::Shingle: return {rgb(140, 134, 126), rgb(102, 98, 96), .3f, .1f, 0, 0};
    case Ground::Field: return {rgb(138, 116, 78), rgb(118, 124, 66), .1f, .05f, 0, .16f};
    case Ground::Snow: return {rgb(234, 239, 247), rgb(220, 229, 242), .03f, .05f, 0, .01f};
    case Ground::Road: break;
    }
    return {rgb(176, 156, 124), rgb(150, 132, 106), .13f, .1f, 0, 0};
}

// Tables repeat after 512 units, so a tile of a whole number of them has no seam.
Texture draw_ground(Ground g, int variant)
{
    const Recipe r = recipe(g);
    const auto& n = NoiseTables::get();
    const float start = float(variant * 97 + int(g) * 31);
    std::vector<std::uint8_t> rgb_bytes(size_t(kSide) * kSide * 3);
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) {
            const float px = float(x) * 512.0f / kSide, py = float(y) * 512.0f / kSide;
            const float fine = n.crown.at(px + start, py);
            const float mid = n.mid.at(px, py + start), wide = n.wave[1].at(px + start, py + 40.0f);
            const float warp = n.mid.at(px + 70.0f, py + start);
            const float turn = 6.2831853f / kSide;
            const float layers = std::sin(turn * 9.0f * float(y) + 1.2f * warp);
            const float wind = std::sin(turn * 15.0f * float(x) + .8f * warp);
            const float light =
                1.0f + r.grain * fine + r.patches * mid + r.strata * layers + r.ripples * wind;
            const Colour c = mix(r.base, r.other, smoothstep(-1.0f, 1.2f, .8f * mid + .5f * wide));
            const float channels[3] = {c.r, c.g, c.b};
            auto* out = rgb_bytes.data() + (size_t(y) * kSide + size_t(x)) * 3;
            for (int i = 0; i < 3; ++i)
                out[i] = std::uint8_t(
                    std::clamp(channels[i] * std::max(.2f, light), 0.0f, 1.0f) * 255.0f + .5f);
        }
    return Texture(kSide, rgb_bytes);
}

StampKind stamp_of(Plant plant)
{
    switch (plant) {
    case Plant::Conifer: return StampKind::Conifer;
    case Plant::Palm: return StampKind::Palm;
    case Plant::Acacia:
    case Plant::Pine: return StampKind::Umbrella;
    case Plant::Cypress: return StampKind::Cypress;
    case Plant::Desert: return StampKind::Cactus;
    case Plant::Bush:
    case Plant::DryBush: return StampKind::Bush;
    case Plant::Tuft: return StampKind::Blades;
    case Plant::Boulder: return StampKind::Boulder;
    default: return StampKind::Broadleaf;
    }
}

std::vector<Cutout> stamps(StampKind kind, int count)
{
    std::vector<Cutout> list;
    for (int i = 0; i < count; ++i)
        list.push_back(draw_stamp(kind, std::uint64_t(int(kind) * 100 + i)));
    return list;
}

// Things that code can draw; the others come only with a pack.
std::vector<Cutout> draw_thing(const std::string& name)
{
    if (name == "cottage")
        return stamps(StampKind::Cottage, 6);
    if (name == "hut")
        return stamps(StampKind::Hut, 3);
    if (name == "mud house")
        return stamps(StampKind::MudHouse, 3);
    if (name == "sailing boat")
        return stamps(StampKind::Boat, 5);
    if (name == "balloon")
        return stamps(StampKind::Balloon, 6);
    if (name == "seagull")
        return stamps(StampKind::Bird, 2);
    if (name == "cow" || name == "goat" || name == "gnu")
        return stamps(StampKind::Grazer, 4);
    return {};
}

}  // namespace

const Materials& procedural_materials()
{
    static const Materials materials = [] {
        Materials m;
        for (int g = 0; g < kGrounds; ++g)
            for (int variant = 0; variant < 2; ++variant)
                m.ground[size_t(g)].push_back(draw_ground(Ground(g), variant));
        for (int p = 0; p < kPlants; ++p)
            m.plants[size_t(p)] = stamps(stamp_of(Plant(p)), 4);
        for (const auto& s : species())
            m.things.push_back(draw_thing(s.name));
        return m;
    }();
    return materials;
}

}  // namespace ldm::world
