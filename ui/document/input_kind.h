// SPDX-License-Identifier: MIT
#pragma once

namespace sfumato {

/// What a picture is made of, beside what the panels say.
enum class InputKind {
    Nothing,  ///< words, a class, chance
    Map,      ///< labels, painted
    Boxes,    ///< labelled boxes
    Photo,    ///< a picture
    Hole,     ///< a picture with a hole brushed into it
};

}  // namespace sfumato
