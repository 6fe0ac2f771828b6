// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/canvas.h"
#include "data/world/materials.h"
#include "data/world/terrain.h"

#include <vector>

namespace ldm::world {

/// A thing that was put into the picture.
struct Placed {
    int species;             ///< index in species(), or -1 for a tree
    std::uint16_t instance;  ///< its number on the canvas
    int pixels;              ///< that it would cover if nothing hid it
};

/// What every pass of one picture needs.
struct Stage {
    const Scene& scene;
    const Terrain& terrain;
    const Materials& materials;
    Canvas& canvas;
    Camera camera;
    Random& random;
    std::vector<Placed> placed;
};

/// Solves which land every pixel shows: depth, height and slope, and the shade of its relief into
/// the colour (r: lambert of the sun, g: light of the open sky, b: occlusion).
Camera see_land(Canvas& canvas, const Terrain& terrain);

/// Sky, sun or moon, stars, clouds, wherever there is no land.
void paint_sky(Stage& stage);

/// Labels and lit colours of the land. Water is left for paint_water.
void paint_ground(Stage& stage);

/// Label of a place of dry land.
LabelId ground_label(const Terrain& terrain, float x, float z, float height, float slope);

/// Woods, bushes, stones, tufts and houses: those that water mirrors, or those before it.
void plant(Stage& stage, bool behind_water);

/// Mirror, depth colour, ripples, foam.
void paint_water(Stage& stage);

/// Hamlets on level ground.
void settle(Stage& stage);

/// Animals, boats, balloons and birds.
void populate(Stage& stage);

/// How much of a thing the air hides at a distance, and the air's colour in a direction.
float fog(const Scene& scene, float distance);
Colour haze_colour(const Scene& scene, float slant);

}  // namespace ldm::world
