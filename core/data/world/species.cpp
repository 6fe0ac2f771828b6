// SPDX-License-Identifier: MIT
#include "data/world/species.h"

#include <array>

namespace ldm::world {

namespace {

template <typename... Kinds>
constexpr unsigned in(Kinds... kinds)
{
    return ((1u << unsigned(kinds)) | ...);
}

constexpr auto kAlpine = Kind::Alpine, kAutumn = Kind::Autumn, kCoast = Kind::Coast,
               kDesert = Kind::Desert, kMeadow = Kind::Meadow, kRiver = Kind::River,
               kSavanna = Kind::Savanna, kTropic = Kind::Tropic, kTuscany = Kind::Tuscany,
               kWinter = Kind::Winter;
constexpr unsigned kAnywhere = (1u << kKinds) - 1u;
constexpr unsigned kTemperate = in(kAlpine, kAutumn, kCoast, kMeadow, kRiver, kTuscany, kWinter);

// Tables are read by columns.
// clang-format off
constexpr std::array kSpecies{
    Species{"cottage", "cottages", 8.0f, Habitat::Village, kTemperate, 4},
    Species{"hut", "huts", 4.5f, Habitat::Village, in(kTropic, kSavanna), 4},
    Species{"mud house", "mud houses", 5.0f, Habitat::Village, in(kDesert, kSavanna), 4},
    Species{"deer", "deer", 1.7f, Habitat::Land, in(kAutumn, kMeadow, kRiver, kAlpine), 2},
    Species{"doe", "does", 1.5f, Habitat::Land, in(kAutumn, kMeadow, kRiver), 3},
    Species{"elk", "elk", 2.3f, Habitat::Land, in(kAutumn, kRiver, kWinter, kAlpine), 3},
    Species{"caribou", "caribou", 1.9f, Habitat::Land, in(kWinter), 4},
    Species{"horse", "horses", 2.1f, Habitat::Land, in(kMeadow, kTuscany, kRiver, kCoast), 3},
    Species{"donkey", "donkeys", 1.6f, Habitat::Land, in(kTuscany, kMeadow), 2},
    Species{"cow", "cows", 1.9f, Habitat::Land, in(kMeadow, kAlpine, kRiver, kCoast), 4},
    Species{"sheep", "sheep", 1.2f, Habitat::Land, in(kMeadow, kCoast, kTuscany, kAlpine), 5},
    Species{"ram", "rams", 1.2f, Habitat::Land, in(kMeadow, kCoast, kAlpine), 2},
    Species{"goat", "goats", 1.2f, Habitat::Land, in(kTuscany, kAlpine, kDesert), 3},
    Species{"mountain goat", "mountain goats", 1.3f, Habitat::Land, in(kAlpine, kWinter), 2},
    Species{"bison", "bison", 2.2f, Habitat::Land, in(kAutumn, kWinter), 4},
    Species{"fox", "foxes", 0.9f, Habitat::Land, in(kWinter, kAutumn, kMeadow), 1},
    Species{"bear", "bears", 1.8f, Habitat::Land, in(kAlpine, kRiver, kAutumn), 2},
    Species{"zebra", "zebras", 1.9f, Habitat::Land, in(kSavanna), 5},
    Species{"elephant", "elephants", 3.6f, Habitat::Land, in(kSavanna), 3},
    Species{"giraffe", "giraffes", 5.2f, Habitat::Land, in(kSavanna), 3},
    Species{"lion", "lions", 1.5f, Habitat::Land, in(kSavanna), 2},
    Species{"rhino", "rhinos", 1.8f, Habitat::Land, in(kSavanna), 2},
    Species{"gnu", "gnus", 1.7f, Habitat::Land, in(kSavanna), 5},
    Species{"ostrich", "ostriches", 2.4f, Habitat::Land, in(kSavanna, kDesert), 3},
    Species{"camel", "camels", 2.6f, Habitat::Land, in(kDesert), 4},
    Species{"flamingo", "flamingos", 1.6f, Habitat::Shore, in(kTropic, kSavanna), 4},
    Species{"balloon", "balloons", 22.0f, Habitat::Sky, kAnywhere & ~in(kTropic), 3},
    Species{"seagull", "seagulls", 1.5f, Habitat::Sky, in(kCoast, kTropic), 4},
    Species{"sailing boat", "sailing boats", 9.0f, Habitat::Water, kTemperate | in(kTropic), 2},
    Species{"junk", "junks", 12.0f, Habitat::Water, in(kTropic, kCoast), 1}};
// clang-format on

}  // namespace

std::span<const Species> species()
{
    return kSpecies;
}

}  // namespace ldm::world
