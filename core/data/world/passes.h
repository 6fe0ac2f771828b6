// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/canvas.h"
#include "data/world/terrain.h"

namespace ldm::world {

/// The passes of one picture, in the order they run. Each draws into the canvas.

/// Tries a few places and takes the one with most to see.
Camera choose_camera(const Terrain& terrain, Random& random, int size);

/// Sky, sun or moon, stars, clouds and the far ridges.
void paint_sky(Canvas& canvas, const Camera& camera, const Terrain& terrain, Random& random);

/// Visibility and shading of the land. Water is left for paint_water.
void paint_ground(Canvas& canvas, const Camera& camera, const Terrain& terrain);

/// Trees, rocks, bushes and houses on the land, far to near.
void plant_land(Canvas& canvas, const Camera& camera, const Terrain& terrain, Random& random);

/// Mirror, depth colour, ripples, foam.
void paint_water(Canvas& canvas, const Camera& camera, const Terrain& terrain);

/// Boats on the water, balloons and birds in the sky.
void place_objects(Canvas& canvas, const Camera& camera, const Terrain& terrain, Random& random);

/// Unit vector to the sun in camera axes (right, ahead, up).
struct SunVector {
    float right, ahead, up;
};
SunVector sun_vector(const Scene& scene);

/// A lit colour as it looks from a distance.
Colour haze(const Scene& scene, const Colour& colour, float distance);

}  // namespace ldm::world
