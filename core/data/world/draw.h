// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/passes.h"

namespace ldm::world {

/// A cut-out in its place.
struct Standing {
    const Cutout* cutout;
    float column, row;  ///< its foot on the canvas
    float pixels;       ///< its height there
    float z;            ///< metres ahead
    LabelId label;
    Colour tint = {1, 1, 1};
    Colour tone = {1, 1, 1};  ///< what its colours are drawn towards, brightness 1
    float mute = 0.0f;        ///< by this share
    bool flipped = false;
    float sink = .01f;   ///< share of its height that is under the ground
    bool boxed = false;  ///< gets a number on the canvas
    int species = -1;
};

/// Draws it lit and hazed like the land, where nothing nearer hides it.
void draw(Stage& stage, const Standing& thing);

/// Darkens the ground at its foot, away from the sun.
void cast_shadow(Stage& stage, const Standing& thing, float strength);

/// A tuft of grass in the colour of the ground that it grows from.
void draw_tuft(Stage& stage, const Standing& thing);

/// Its image upside down in the water below it.
void draw_reflection(Stage& stage, const Standing& thing);

}  // namespace ldm::world
