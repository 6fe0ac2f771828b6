// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"
#include "ldm/recipe.h"

#include <string>
#include <vector>

namespace ldm {

/// Where the time of one run went, in seconds of wall time.
struct Timings {
    double load = 0.0;     ///< reading and preparing the model; 0 when it was in memory
    double prepare = 0.0;  ///< conditioning and start noise
    double sample = 0.0;   ///< all steps, previews included
    double decode = 0.0;   ///< latent to picture
    double total = 0.0;
};

/// A finished picture and how it was made.
struct Picture {
    Image image;
    Recipe recipe;  ///< as run: sizes, model hash and compute type filled in
    Timings timings;
    /// What the artist should know although all went well, a sentence each: a prompt that did not
    /// fit, boxes left out.
    std::vector<std::string> notes;
};

}  // namespace ldm
