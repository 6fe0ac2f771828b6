// SPDX-License-Identifier: MIT
#pragma once

#include "data/world/labels.h"
#include "data/world/scene.h"

#include <span>

namespace ldm::world {

enum class Habitat { Village, Land, Shore, Water, Sky };

/// A kind of thing that gets a box and a word in the caption.
struct Species {
    const char* name;  ///< also its name in a pack
    const char* plural;
    float metres;  ///< height
    Habitat habitat;
    unsigned kinds;  ///< bit set of the worlds that it lives in
    int group;       ///< at most so many together
};

/// Every species, in the order of Materials::things.
std::span<const Species> species();

inline bool lives_in(const Species& s, Kind kind)
{
    return (s.kinds >> unsigned(kind)) & 1u;
}

inline LabelId label_of(const Species& s)
{
    return s.habitat == Habitat::Village ? LabelId::Building : LabelId::Object;
}

}  // namespace ldm::world
