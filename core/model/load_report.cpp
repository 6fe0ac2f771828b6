// SPDX-License-Identifier: MIT
#include "model/load_report.h"

#include "ldm/error.h"

#include <algorithm>

namespace ldm::model {

namespace {

std::string first_few(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i)
        text += (i ? ", " : "") + names[i];
    if (names.size() > 3)
        text += " and " + std::to_string(names.size() - 3) + " more";
    return text;
}

}  // namespace

void LoadReport::require_complete(const std::string& file) const
{
    if (complete())
        return;
    std::string problem;
    if (!missing.empty())
        problem = "these tensors are missing: " + first_few(missing);
    if (!mismatched.empty())
        problem += (problem.empty() ? "" : "; ") + std::string("these have the wrong shape: ") +
                   first_few(mismatched);
    throw Error(ErrorCode::CheckpointKeys,
                "The weights in " + file + " do not fit their description: " + problem + ".", file);
}

}  // namespace ldm::model
