// SPDX-License-Identifier: MIT
#include "data/world/labels.h"

namespace ldm::world {

std::span<const Label, kLabelCount> labels()
{
    static constexpr std::array<Label, kLabelCount> kLabels{{{"sky", {112, 176, 232}},
                                                             {"cloud", {222, 232, 242}},
                                                             {"mountain", {110, 104, 128}},
                                                             {"hill", {124, 152, 88}},
                                                             {"snow", {244, 248, 255}},
                                                             {"rock", {130, 122, 112}},
                                                             {"grass", {104, 176, 60}},
                                                             {"flowers", {232, 110, 160}},
                                                             {"bush", {66, 128, 72}},
                                                             {"tree", {26, 92, 48}},
                                                             {"sand", {232, 208, 140}},
                                                             {"dirt", {150, 110, 70}},
                                                             {"road", {168, 160, 152}},
                                                             {"sea", {24, 84, 150}},
                                                             {"lake", {60, 140, 190}},
                                                             {"river", {92, 178, 206}},
                                                             {"building", {190, 70, 56}},
                                                             {"object", {255, 150, 0}}}};
    return kLabels;
}

}  // namespace ldm::world
