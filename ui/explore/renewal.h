// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/recipe.h>

#include <QImage>

namespace sfumato {

// Pictures of which only a part is made anew. Masks are as in region.h.

/// Pixels around a part that are made anew with it, so that it grows into what stays.
constexpr int kReach = 32;

/// Can it go on from the other's denoising: has it the same task, model and size?
bool canFollow(const ldm::Recipe& recipe, const ldm::Recipe& shown);

/// Makes a recipe keep to another picture's denoising but where `renewed` says so.
/// @param shown  the recipe of the picture that is to stay elsewhere
/// Steps and sampler become those of that picture. What lies between them only made parts anew that
/// are made anew again is left out, so that doing it often does not pile up.
void renew(ldm::Recipe& recipe, const ldm::Recipe& shown, const QImage& renewed);

/// Keeps what is pinned, all else is made anew. @param pinned  a mask
void keepPinned(ldm::Recipe& recipe, const ldm::Recipe& shown, const QImage& pinned);

/// The shown picture with noise of another seed in a part, from inputs as they are now.
ldm::Recipe diced(ldm::Recipe recipe, const ldm::Recipe& shown, const QImage& where,
                  std::uint64_t seed);

/// Makes what a recipe goes on from, from noise on, take as many steps as it takes itself, with the
/// same spacing: then one can keep to the other.
void stepOriginsAlike(ldm::Recipe& recipe);

/// The same recipe at a multiple of its size, and all that it goes on from.
ldm::Recipe enlarged(ldm::Recipe recipe, int factor);

}  // namespace sfumato
