// SPDX-License-Identifier: MIT
#include "data/world/passes.h"

#include <cmath>

namespace ldm::world {

namespace {

struct Spot {
    float x, z, height, slope, foot;  ///< foot: metres that a pixel covers
    LabelId label;
};

// Textures and tones of one picture.
class Surface {
public:
    explicit Surface(const Stage& stage);

    /// Linear colour of the ground before light.
    Colour albedo(const Spot& p) const;

private:
    Colour textured(const Texture& texture, const Spot& p, float keep) const;
    Colour meadow(const Spot& p, float patch) const;
    Colour blossom(const Spot& p, const Colour& ground) const;
    Colour rock(const Spot& p) const;
    Colour snow(const Spot& p) const;

    const Texture& get(Ground g) const { return materials_.texture(g, s_.look); }
    const Texture& other(Ground g) const { return materials_.texture(g, ~s_.look); }

    const Scene& s_;
    const Materials& materials_;
    const Terrain& t_;
    Colour green_, warm_, petals_, petals_two_;
    Waves blend_;
    Wave dots_, small_dots_, furrow_;
};

Colour petals_of(std::uint64_t pick)
{
    switch (pick % 6) {
    case 0: return linear(.86f, .25f, .38f);
    case 1: return linear(.96f, .80f, .25f);
    case 2: return linear(.62f, .42f, .86f);
    case 3: return linear(.95f, .92f, .95f);
    case 4: return linear(.88f, .20f, .14f);
    default: return linear(.93f, .52f, .72f);
    }
}

Surface::Surface(const Stage& stage)
    : s_(stage.scene),
      materials_(stage.materials),
      t_(stage.terrain),
      blend_(s_.noise + 60, 19.0f, 3),
      dots_(s_.noise + 61, .26f),
      small_dots_(s_.noise + 62, .6f),
      furrow_(s_.noise + 63, 60.0f)
{
    static const Colour greens[3] = {linear(.33f, .44f, .17f), linear(.28f, .42f, .18f),
                                     linear(.38f, .45f, .19f)};
    green_ = greens[s_.look % 3];
    warm_ = linear(.50f, .49f, .25f);
    if (s_.land.cover == Cover::Autumn) {
        green_ = linear(.40f, .36f, .17f);
        warm_ = linear(.47f, .35f, .16f);
    } else if (s_.land.cover == Cover::Dry) {
        green_ = s_.kind == Kind::Tuscany ? linear(.45f, .46f, .23f) : linear(.48f, .43f, .24f);
        warm_ = linear(.55f, .49f, .28f);
    }
    petals_ = petals_of(s_.look >> 8);
    petals_two_ = petals_of(s_.look >> 12);
}

// Three sizes of one texture upon each other; `keep` is the share of its own colour that stays, the
// rest is its light and shade alone.
Colour Surface::textured(const Texture& texture, const Spot& p, float keep) const
{
    const float v = p.slope > .22f ? p.height * .9f + p.z * .15f : p.z;
    const Colour& mean = texture.mean();
    const float level = brightness(mean);
    Colour c = texture.sample(p.x / 61.0f + .3f, v / 61.0f + .7f, p.foot / 61.0f);
    float shade = std::pow(std::clamp(brightness(c) / level, .5f, 1.8f), .6f);
    if (p.z > 120.0f) {
        const auto wide = texture.sample(p.x / 700.0f + .1f, v / 700.0f, p.foot / 700.0f);
        shade *= std::pow(std::clamp(brightness(wide) / level, .5f, 1.8f), .7f);
    }
    if (p.z < 400.0f)
        c = texture.sample(p.x / 7.0f, v / 7.0f, p.foot / 7.0f * 1.1f);
    else
        c = mean;
    const float grain = brightness(c) / level;
    return {(keep * c.r + (1 - keep) * mean.r * grain) * shade,
            (keep * c.g + (1 - keep) * mean.g * grain) * shade,
            (keep * c.b + (1 - keep) * mean.b * grain) * shade};
}

Colour relative(const Colour& c, const Colour& mean)
{
    return {c.r / mean.r, c.g / mean.g, c.b / mean.b};
}

// Two lawns that pass into each other, drier on rises, with leaves under trees in autumn woods.
Colour Surface::meadow(const Spot& p, float patch) const
{
    const Ground kind = s_.land.cover == Cover::Dry      ? Ground::Dry
                        : s_.land.cover == Cover::Autumn ? Ground::Autumn
                                                         : Ground::Grass;
    const Texture& a = get(kind);
    Colour c = relative(textured(a, p, .45f), a.mean());
    if (p.z < 500.0f) {
        const float w = smoothstep(-.12f, .22f, blend_.at(p.x, p.z, p.z * .012f));
        const Texture& b = other(kind);
        if (w > .02f)
            c = mix(c, relative(textured(b, p, .45f), b.mean()), w);
        c = c * (1.0f + .16f * (w - .5f));
    }
    const Colour target = mix(green_, warm_, std::clamp(.35f + .9f * patch, 0.0f, 1.0f));
    c = c * mix(a.mean(), target, .72f);
    const float copse = t_.copse(p.x, p.z);
    if (copse > .05f && p.z < 250.0f && s_.kind != Kind::Savanna) {
        const Texture& litter = get(Ground::Litter);
        c = mix(c, textured(litter, p, .8f) * .8f, .6f * smoothstep(.05f, .4f, copse));
    }
    return c;
}

Colour Surface::blossom(const Spot& p, const Colour& ground) const
{
    const float dots = dots_.at(p.x, p.z) + .7f * small_dots_.at(p.x, p.z);
    const float near = smoothstep(.25f, .65f, dots) * smoothstep(90.0f, 20.0f, p.z);
    const float far = (.34f + .2f * blend_.at(p.z, p.x)) * smoothstep(15.0f, 90.0f, p.z);
    const bool second = blend_.at(p.x * 1.7f + 90.0f, p.z * 1.7f) > .12f;
    return mix(ground, second ? petals_two_ : petals_, near + std::max(far, 0.0f));
}

Colour Surface::rock(const Spot& p) const
{
    const bool red = s_.kind == Kind::Desert || (s_.kind == Kind::Savanna && p.z < 1100.0f);
    const Texture& texture = get(red ? Ground::RedRock : Ground::Rock);
    const Colour c = textured(texture, p, 1.0f);
    if (p.label != LabelId::Mountain)
        return p.slope < .1f && !red ? mix(c, textured(get(Ground::Shingle), p, .7f), .5f) * .8f
                                     : c;
    Colour far = red ? c : relative(c, texture.mean()) * linear(.44f, .42f, .43f);
    const bool wooded = p.height < s_.snowline * .75f && p.slope < .36f &&
                        s_.kind != Kind::Desert && s_.kind != Kind::Savanna &&
                        s_.kind != Kind::Winter;
    if (wooded)
        far = far * .35f + linear(.16f, .26f, .14f) * (.65f + .32f * t_.patch(p.x, p.z));
    return far;
}

Colour Surface::snow(const Spot& p) const
{
    const Texture& texture = get(Ground::Snow);
    const float light = brightness(textured(texture, p, 0.0f)) / brightness(texture.mean());
    return linear(.93f, .95f, .99f) * (std::clamp(.4f + .6f * light, .62f, 1.2f) * .80f);
}

Colour Surface::albedo(const Spot& p) const
{
    const float patch = t_.patch(p.x, p.z);
    switch (p.label) {
    case LabelId::Snow: return snow(p);
    case LabelId::Rock:
    case LabelId::Mountain: return rock(p);
    case LabelId::Sand: {
        const Texture& t = get(s_.kind == Kind::Desert ? Ground::Dunes : Ground::Sand);
        const float wet = s_.water == Water::None ? 1.0f : smoothstep(-.1f, .5f, p.height);
        const Colour tone =
            s_.kind == Kind::Tropic ? linear(.80f, .73f, .58f) : linear(.70f, .61f, .46f);
        return relative(textured(t, p, .5f), t.mean()) * mix(t.mean(), tone, .55f) *
               ((.62f + .26f * wet) * (1.0f + .12f * patch));
    }
    case LabelId::Dirt: {
        const bool plough = s_.field && p.z > 35.0f && t_.copse(p.z, p.x) > .16f + s_.forest;
        const Texture& t = get(plough ? Ground::Field : Ground::Dirt);
        Colour c =
            relative(textured(t, p, .7f), t.mean()) * mix(t.mean(), linear(.47f, .37f, .26f), .6f);
        if (plough) {
            const float row = p.x * .93f + p.z * .36f + 2.0f * furrow_.at(p.x, p.z);
            c = c * (1.0f + .22f * std::sin(row * 2.2f) * smoothstep(160.0f, 60.0f, p.z));
        }
        return c;
    }
    case LabelId::Road: {
        const Texture& t = get(Ground::Road);
        const float middle = smoothstep(.5f, .15f, t_.path(p.x, p.z));
        const Colour grain = relative(textured(t, p, .4f), t.mean());
        const Colour c =
            mix(grain, Colour{1, 1, 1}, .35f) * mix(t.mean(), linear(.55f, .47f, .36f), .7f);
        return mix(c, meadow(p, patch), s_.land.cover == Cover::Sand ? 0.0f : .45f * middle);
    }
    case LabelId::Flowers: return blossom(p, meadow(p, patch));
    default: return meadow(p, patch);
    }
}

}  // namespace

void paint_ground(Stage& stage)
{
    const Scene& s = stage.scene;
    Canvas& canvas = stage.canvas;
    const Surface surface(stage);
    const Wave rough(s.noise + 70, 1.7f), crag(s.noise + 71, .6f);
    const Waves face(s.noise + 72, 420.0f, 5, .6f);
    const float shift = float((s.look >> 20) % 100) / 285.0f - .05f;
    const bool flat_light =
        s.light == Light::Overcast || s.light == Light::Mist || s.light == Light::Night;
    const LabelId wet = s.water == Water::Sea     ? LabelId::Sea
                        : s.water == Water::River ? LabelId::River
                                                  : LabelId::Lake;
    for (int y = 0; y < canvas.size; ++y)
        for (int x = 0; x < canvas.size; ++x) {
            const auto i = canvas.index(x, y);
            if (!canvas.is_land(i))
                continue;
            const float slant = stage.camera.slant(float(x) + .5f), z = canvas.depth[i];
            Spot p{slant * z, z, canvas.height[i], canvas.slope[i], z / stage.camera.focal, wet};
            canvas.label[i] = wet;
            if (p.height < 0.0f)
                continue;
            p.label = ground_label(stage.terrain, p.x, z, p.height, p.slope);
            canvas.label[i] = p.label;
            const Colour relief = canvas.colour[i];
            float direct = relief.r, occlusion = relief.b;
            if (z < 140.0f)
                direct *= 1.0f + (.5f * rough.at(p.x, z) + .3f * crag.at(p.x, z)) *
                                     smoothstep(140.0f, 10.0f, z);
            if (p.label == LabelId::Mountain || p.label == LabelId::Rock)
                occlusion *= std::clamp(1.0f + .55f * face.at(p.x, z + p.height * .8f, z * .008f),
                                        .5f, 1.5f);
            if (!flat_light)
                direct *=
                    .25f + .75f * smoothstep(-.25f, .25f, stage.terrain.sunlit(p.x, z) + shift);
            const Colour light = s.hour.sun * direct + s.hour.ambient * (.45f + .55f * relief.g);
            const bool misty =
                s.light == Light::Mist || s.light == Light::Dawn || s.light == Light::Golden;
            const float valley = std::exp(-p.height / 90.0f) * smoothstep(500.0f, 2500.0f, z) *
                                 (misty ? .55f : .18f);
            canvas.colour[i] = mix(surface.albedo(p) * light * occlusion, haze_colour(s, slant),
                                   std::min(fog(s, z) + valley, .97f));
        }
}

}  // namespace ldm::world
