// SPDX-License-Identifier: MIT
#include "data/world/passes.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

namespace {

struct WaterLook {
    Colour deep, bright;
    float rough;
};

WaterLook look_of(const Scene& s)
{
    const bool tropic = s.kind == Kind::Tropic;
    const Colour bright = tropic ? linear(.22f, .62f, .64f) : linear(.26f, .42f, .38f);
    switch (s.water) {
    case Water::Sea: return {linear(.05f, .25f, .38f), bright, 1.0f};
    case Water::River: return {linear(.12f, .26f, .27f), bright, .6f};
    default: return {linear(.08f, .22f, .27f), bright, .30f};
    }
}

class WaterPainter {
public:
    explicit WaterPainter(Stage& stage)
        : stage_(stage),
          s_(stage.scene),
          look_(look_of(stage.scene)),
          ripple_(s_.noise + 90, 2.6f),
          small_(s_.noise + 91, .9f),
          swell_(s_.noise + 92, 14.0f, 3),
          foam_(s_.noise + 93, 6.0f, 4),
          shore_(size_t(stage.canvas.size))
    {
    }

    void run()
    {
        before_ = stage_.canvas.colour;
        Canvas& canvas = stage_.canvas;
        std::fill(shore_.begin(), shore_.end(), stage_.camera.horizon);
        std::vector<char> wet(size_t(canvas.size), 0);
        for (int y = 0; y < canvas.size; ++y) {
            for (int x = 0; x < canvas.size; ++x) {
                const char here = is_water(canvas.label[canvas.index(x, y)]);
                if (here && !wet[size_t(x)])
                    shore_[size_t(x)] = float(y);
                wet[size_t(x)] = here;
            }
            for (int x = 0; x < canvas.size; ++x)
                if (wet[size_t(x)])
                    paint(x, y);
        }
    }

private:
    // The row where this water begins, evened out along its shore.
    float shore(int x) const
    {
        const int size = stage_.canvas.size, reach = std::max(1, size / 170);
        const float own = shore_[size_t(x)];
        float sum = 0.0f;
        int count = 0;
        for (int d = -reach; d <= reach; ++d) {
            const float other = shore_[size_t(std::clamp(x + d, 0, size - 1))];
            if (std::abs(other - own) < float(size) * .03f) {
                sum += other;
                ++count;
            }
        }
        return sum / float(count);
    }

    Colour mirrored(int x, int y, float ripple, float swell, float below) const
    {
        const int size = stage_.canvas.size;
        const float scale = float(size) / 512.0f;
        const float reach =
            look_.rough * float(size) * .019f * smoothstep(0.0f, float(size) * .25f, below) +
            .5f * scale;
        const float row = float(y) - 2.0f * below + (ripple + swell) * reach * 2.0f;
        const float column = float(x) + ripple * reach * .6f;
        // Waves smear what they mirror, mostly upright.
        const int spread = std::max(1, int((.8f + look_.rough) * scale));
        Colour sum;
        for (int d = -1; d <= 1; ++d) {
            const int yy = std::clamp(int(row) + d * spread, 0, size - 1);
            const int xx = std::clamp(int(column) + d, 0, size - 1);
            const auto i = stage_.canvas.index(xx, yy);
            sum =
                sum + (is_water(stage_.canvas.label[i]) ? mix(s_.hour.horizon, s_.hour.zenith, .45f)
                                                        : before_[i]);
        }
        return sum * (1.0f / 3.0f);
    }

    void paint(int x, int y)
    {
        Canvas& canvas = stage_.canvas;
        const auto i = canvas.index(x, y);
        const float slant = stage_.camera.slant(float(x) + .5f), z = canvas.depth[i],
                    px = slant * z;
        const float ripple =
            ripple_.at(px * .6f, z) + .6f * small_.at(px * .8f, z) * smoothstep(200.0f, 20.0f, z);
        const float swell = swell_.at(px * .35f, z, z * .02f);
        const float below = float(y) - shore(x);
        const float steep =
            std::clamp((float(y) - stage_.camera.horizon) / stage_.camera.focal, .002f, 1.0f);
        const float graze = 1.0f - steep / std::sqrt(1.0f + steep * steep);
        float fresnel = .02f + .98f * graze * graze * graze * graze * graze;
        fresnel *= 1.0f - .25f * look_.rough * std::clamp(ripple + swell, -1.0f, 1.0f);
        fresnel = std::clamp(fresnel, .10f, .94f);
        const float depth = -canvas.height[i];
        const float shallow = std::exp(-depth / (s_.kind == Kind::Tropic ? 1.6f : 1.0f));
        const Colour lit = s_.hour.ambient * .9f + s_.hour.sun * (.28f * std::max(.15f, s_.sun_up));
        Colour c = mix(mix(look_.deep, look_.bright, shallow) * lit,
                       mirrored(x, y, ripple, swell, below), fresnel);
        if (std::abs(s_.sun_azimuth) < .9f && s_.light != Light::Overcast) {
            const float off = (std::atan(slant) - s_.sun_azimuth) / .09f;
            const float glint =
                std::exp(-off * off) * smoothstep(.35f, .95f, ripple + swell + .35f);
            c = c +
                s_.hour.sun * (.8f * glint * smoothstep(0.0f, float(canvas.size) * .06f, below));
        }
        if (s_.water != Water::Lake)
            c = foamed(c, px, z, depth, ripple, swell);
        canvas.colour[i] = mix(c, haze_colour(s_, slant), std::min(fog(s_, z) * .8f, .9f));
    }

    Colour foamed(const Colour& c, float px, float z, float depth, float ripple, float swell) const
    {
        const bool sea = s_.water == Water::Sea;
        float foam = smoothstep(-.45f, -.05f, -depth + .35f * swell) *
                     smoothstep(0.0f, .5f, foam_.at(px, z) + .30f) * smoothstep(900.0f, 100.0f, z);
        foam *= sea ? 1.0f : .45f;
        if (sea)
            foam +=
                .5f * smoothstep(.62f, .85f, swell + .3f * ripple) * smoothstep(600.0f, 60.0f, z);
        return mix(c, (s_.hour.ambient + s_.hour.sun * .3f) * .85f, std::clamp(foam, 0.0f, .85f));
    }

    Stage& stage_;
    const Scene& s_;
    WaterLook look_;
    Wave ripple_, small_;
    Waves swell_, foam_;
    std::vector<float> shore_;  ///< row where the water of each column begins, so far
    std::vector<Colour> before_;
};

}  // namespace

void paint_water(Stage& stage)
{
    if (stage.scene.water != Water::None)
        WaterPainter(stage).run();
}

}  // namespace ldm::world
