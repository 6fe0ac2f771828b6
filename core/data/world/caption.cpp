// SPDX-License-Identifier: MIT
#include "data/world/caption.h"

#include "data/world/labels.h"
#include "data/world/species.h"

#include <algorithm>
#include <array>

namespace ldm::world {

namespace {

const char* any(Random& random, std::initializer_list<const char*> words)
{
    return *(words.begin() + std::ptrdiff_t(random() % words.size()));
}

const char* place(Kind kind, Random& random)
{
    switch (kind) {
    case Kind::Alpine:
        return any(random, {"an alpine valley", "an alpine landscape", "a mountain meadow",
                            "a high valley in the mountains"});
    case Kind::Autumn:
        return any(random, {"an autumn landscape", "autumn woods", "hills in autumn",
                            "an autumn valley with golden trees"});
    case Kind::Coast: return any(random, {"a coast", "a seashore", "the edge of the sea"});
    case Kind::Desert: return any(random, {"a desert", "a sandy desert", "dry dunes"});
    case Kind::Meadow:
        return any(random, {"a meadow", "green fields", "green hills", "a grassy landscape"});
    case Kind::River:
        return any(random, {"a river valley", "a river landscape", "the bank of a river"});
    case Kind::Savanna: return any(random, {"a savanna", "a dry grassland", "the savanna"});
    case Kind::Tropic:
        return any(random, {"a tropical shore", "a palm beach", "a tropical island"});
    case Kind::Tuscany:
        return any(random, {"rolling hills", "a Tuscan landscape", "hills with cypresses"});
    case Kind::Winter: break;
    }
    return any(random, {"a winter landscape", "a snowy land", "snow-covered hills"});
}

const char* hour(Light light, Random& random)
{
    switch (light) {
    case Light::Noon: return any(random, {"at noon", "in bright daylight", "on a clear day"});
    case Light::Golden:
        return any(random, {"in golden light", "in the late afternoon", "in warm light"});
    case Light::Sunset: return any(random, {"at sunset", "under an orange sky", "as the sun sets"});
    case Light::Dawn: return any(random, {"at dawn", "early in the morning", "at sunrise"});
    case Light::Dusk: return any(random, {"at dusk", "in the blue hour", "after sunset"});
    case Light::Overcast:
        return any(random, {"under a grey sky", "on an overcast day", "on a cloudy day"});
    case Light::Mist: return any(random, {"in mist", "in the fog", "on a misty morning"});
    case Light::Night: break;
    }
    return any(random, {"at night", "under the stars", "by moonlight"});
}

// "a cow", "two cows", "several cows"
std::string counted(const Species& s, int count, Random& random)
{
    const std::string name = s.name;
    if (count == 1)
        return (std::string("aeiou").find(name[0]) == std::string::npos ? "a " : "an ") + name;
    if (count == 2)
        return std::string(any(random, {"two ", "a pair of "})) + s.plural;
    if (count == 3 && chance(random, .5f))
        return std::string("three ") + s.plural;
    return std::string(any(random, {"several ", "some ", "a group of "})) + s.plural;
}

std::vector<std::string> things_of(const WorldPicture& picture, Random& random)
{
    std::vector<std::string> phrases;
    for (const auto& s : species()) {
        const auto count = std::count_if(picture.objects.begin(), picture.objects.end(),
                                         [&](const WorldObject& o) { return o.label == s.name; });
        if (count > 0)
            phrases.push_back(counted(s, int(count), random));
    }
    return phrases;
}

// What takes up a fair share of the map.
std::vector<std::string> land_of(const WorldPicture& picture, Random& random)
{
    struct Entry {
        LabelId label;
        double share;
        std::array<const char*, 3> phrases;
    };
    static constexpr std::array kEntries{
        Entry{LabelId::Road, .006, {"a path", "a winding path", "a dirt road"}},
        Entry{LabelId::River, .02, {"a river", "a winding river", "a stream"}},
        Entry{LabelId::Lake, .03, {"a lake", "a calm lake", "still water"}},
        Entry{LabelId::Sea, .03, {"the sea", "the ocean", "blue water"}},
        Entry{LabelId::Mountain, .03, {"mountains", "mountains far off", "distant peaks"}},
        Entry{LabelId::Flowers, .03, {"flowers", "wild flowers", "blossoms"}},
        Entry{LabelId::Tree, .05, {"trees", "woods", "a forest"}},
        Entry{LabelId::Rock, .05, {"rocks", "rocky ground", "stones"}},
        Entry{LabelId::Bush, .02, {"bushes", "shrubs", "low bushes"}},
        Entry{LabelId::Cloud, .10, {"clouds", "a cloudy sky", "drifting clouds"}}};
    std::array<double, kLabelCount> share{};
    for (const auto label : picture.labels)
        share[label] += 1.0 / double(picture.labels.size());
    std::vector<std::string> phrases;
    for (const auto& entry : kEntries)
        if (share[size_t(entry.label)] >= entry.share && chance(random, .75f))
            phrases.push_back(entry.phrases[random() % entry.phrases.size()]);
    return phrases;
}

// At most four, the things first; "a, b and c".
std::string contents(const WorldPicture& picture, Random& random)
{
    auto phrases = things_of(picture, random);
    auto land = land_of(picture, random);
    while (phrases.size() > 2)
        phrases.erase(phrases.begin() + pick(random, int(phrases.size())));
    while (!land.empty() && phrases.size() + land.size() > 4)
        land.erase(land.begin() + pick(random, int(land.size())));
    phrases.insert(phrases.end(), land.begin(), land.end());
    if (phrases.size() > 1 && chance(random, .3f))
        std::swap(phrases.front(), phrases.back());
    std::string text;
    for (size_t i = 0; i < phrases.size(); ++i)
        text += (i == 0 ? "" : i + 1 == phrases.size() ? " and " : ", ") + phrases[i];
    return text;
}

}  // namespace

std::string make_caption(const Scene& scene, const WorldPicture& picture, Random& random)
{
    const std::string where = place(scene.kind, random), when = hour(scene.light, random);
    const std::string what = chance(random, .12f) ? "" : contents(picture, random);
    const std::string with = what.empty() ? "" : " with " + what;
    switch (pick(random, 6)) {
    case 0: return where + " " + when + with;
    case 1: return when + ", " + where + (what.empty() ? "" : ", " + what);
    case 2: return "a picture of " + where + with + ", " + when;
    case 3: return "a landscape: " + where + with + " " + when;
    case 4: return what.empty() ? where + ", " + when : what + " in " + where + " " + when;
    default: return where + with;
    }
}

}  // namespace ldm::world
