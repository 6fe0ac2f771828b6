// SPDX-License-Identifier: MIT
#include "data/world/terrain.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

Terrain::Terrain(const Scene& scene)
    : s_(scene),
      swell_(scene.noise + 1, 38.0f, 4),
      hills_(scene.noise + 2, 520.0f, 5, .45f),
      edge_(scene.noise + 3, 140.0f, 4),
      bank_(scene.noise + 4, 24.0f, 4, .6f),
      ridge_(scene.noise + 5, scene.peak, 7, .46f),
      patch_(scene.noise + 6, 70.0f, 4),
      copse_(scene.noise + 7, 190.0f, 4),
      bed_(scene.noise + 8, 34.0f, 3),
      cloud_shadow_(scene.noise + 9, 900.0f, 2),
      islands_(scene.noise + 10, 1800.0f, 1),
      broad_(scene.noise + 11, 1500.0f),
      bend_(scene.noise + 12, 900.0f),
      warp_(scene.noise + 13, 300.0f),
      ramp_(scene.noise + 14, 2600.0f),
      dune_warp_(scene.noise + 15, 120.0f),
      course_(scene.noise + 16, 420.0f),
      course_path_(scene.noise + 17, 300.0f),
      width_(scene.noise + 18, 110.0f),
      dune_(scene.noise + 19, 240.0f, 3, .38f),
      rag_(scene.noise + 20, 5.0f, 3, .6f)
{
}

// Sharp-crested, longer than they are deep, from the camera's feet on.
float Terrain::dunes(float x, float z) const
{
    const float bent = x + 46.0f * warp_.at(x, z) + 7.0f * dune_warp_.at(x, z);
    const float d = dune_.at(bent, z * 1.7f, z * .012f);
    const float crest = 1.0f - std::abs(d) * 1.9f;
    return s_.hills * (.55f * std::max(crest, 0.0f) * std::sqrt(std::max(crest, 0.0f))) *
           smoothstep(6.0f, 190.0f, z);
}

float Terrain::mountains(float x, float z, float height) const
{
    if (s_.mountains <= 0.0f || z < s_.land.mountains_from * .6f)
        return height;
    float ramp = smoothstep(s_.land.mountains_from, s_.land.mountains_from * 2.6f,
                            z + 900.0f * ramp_.at(x, z));
    if (s_.kind == Kind::River)  // a valley between them
        ramp *= smoothstep(.05f, .55f, std::abs(x / z));
    if (ramp <= 0.0f)
        return height;
    const float m = ridge_.ridged(x + 260.0f * bend_.at(x, z), z, z * .005f);
    height += s_.mountains * 1.55f * std::pow(std::max(m - .14f, 0.0f), 1.15f) * ramp;
    const bool mesa = s_.kind == Kind::Desert || s_.kind == Kind::Savanna;
    if (mesa && height > s_.hills * 2.0f) {  // table mountains
        const float step = s_.mountains * .33f, q = height / step, whole = std::floor(q);
        height = (whole + smoothstep(.25f, .75f, q - whole)) * step * .6f + height * .4f;
    }
    return height;
}

float Terrain::lake(float x, float z, float edge, float height) const
{
    const float near = smoothstep(s_.shore, s_.shore * 1.9f, z + edge * .6f);
    const float far = 1.0f - smoothstep(s_.far_shore * .75f, s_.far_shore * 1.25f, z + edge * 5.0f);
    const float sides =
        1.0f - smoothstep(.30f, .75f, std::abs(x / z - s_.side * .12f) + edge * .006f);
    const float basin = near * far * sides;
    return height * (1.0f - basin) - 7.0f * basin;
}

float Terrain::sea(float x, float z, float edge, float height) const
{
    const float shore = z + edge * 1.6f + s_.side * x * .8f;
    const float land = 1.0f - smoothstep(s_.shore, s_.shore * 2.0f, shore);
    const float head = smoothstep(.16f, .42f, -s_.side * x / z + edge * .004f) *
                       (1.0f - smoothstep(900.0f, 2600.0f, z)) * smoothstep(60.0f, 160.0f, z);
    const float isle = smoothstep(.45f, .75f, islands_.at(x, z)) * smoothstep(900.0f, 1700.0f, z) *
                       (1.0f - smoothstep(4500.0f, 7000.0f, z));
    const float cliff = s_.kind == Kind::Coast ? 1.5f : .8f;
    if (z > 60.0f)
        height *= 1.0f + .5f * head;
    const float keep = std::clamp(std::max({land, head, isle * .9f}), 0.0f, 1.0f);
    return (height + head * s_.hills * cliff) * keep - 8.0f * (1.0f - keep);
}

// Winds from side to side; its banks waver at three scales and its width changes along it.
float Terrain::river(float x, float z, float edge, float height) const
{
    const float course = course_.at(s_.side * 85.0f, z) * 95.0f * smoothstep(0.0f, 200.0f, z) *
                         std::pow(z / 260.0f, .45f);
    const float ragged = edge * .22f + bank_.at(x, z, z * .01f) * (4.0f + z * .006f);
    const float wide = (7.5f + z * .020f) * (1.0f + .45f * width_.at(x, z));
    const float d = std::abs(x - course - s_.side * 9.0f + ragged) / std::max(wide, 3.0f);
    // One bank shelves, the other is steeper.
    const float outer = x > course ? 7.5f : 4.5f;
    height *= smoothstep(1.0f, outer, d);
    height += 1.1f * smoothstep(.6f, 2.2f, d) * (1.0f - smoothstep(1.0f, outer, d));
    return height - 1.5f * (1.0f - smoothstep(.45f, 1.5f, d));
}

float Terrain::height(float x, float z) const
{
    const float fine = z * .010f;
    float h = 1.2f + s_.swell * swell_.at(x, z, fine) * smoothstep(3.0f, 30.0f, z);
    if (s_.kind == Kind::Desert)
        h += dunes(x, z);
    if (z > 40.0f) {
        h += s_.hills * (hills_.at(x, z, fine) + .22f) * smoothstep(40.0f, 420.0f, z);
        h += s_.hills * 1.4f * std::max(broad_.at(x, z), 0.0f) * smoothstep(300.0f, 1400.0f, z);
    }
    h = mountains(x, z, h);
    if (h < .6f)  // no ponds but the one that is meant
        h = .15f + .45f * std::exp((h - .6f) / .45f);
    if (s_.water == Water::None)
        return h;
    const float edge = 22.0f * edge_.at(x, z, fine);
    if (s_.water == Water::Lake)
        return lake(x, z, edge, h);
    return s_.water == Water::Sea ? sea(x, z, edge, h) : river(x, z, edge, h);
}

float Terrain::path(float x, float z) const
{
    const float course =
        course_path_.at(0.0f, z) * 55.0f * smoothstep(0.0f, 200.0f, z) * std::pow(z / 260.0f, .45f);
    return std::abs(x - course + s_.path_side - s_.side * z * .06f);
}

}  // namespace ldm::world
