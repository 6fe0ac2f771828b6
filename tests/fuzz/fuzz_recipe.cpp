// SPDX-License-Identifier: MIT
// Recipes, as they come out of other people's pictures. What is read must survive being written.
#include "allocation_guard.h"

#include "ldm/error.h"
#include "ldm/recipe.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Inputs are deflated inside a recipe: up to a thousandfold.
    const sfumato::fuzz::AllocationGuard guard(600 * size);
    try {
        const auto recipe = ldm::recipe_from_json({reinterpret_cast<const char*>(data), size});
        if (!(ldm::recipe_from_json(ldm::to_json(recipe)) == recipe))
            std::abort();
    } catch (const ldm::Error&) {
    }
    return 0;
}
