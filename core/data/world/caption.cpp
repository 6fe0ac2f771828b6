// SPDX-License-Identifier: MIT
#include "data/world/caption.h"

#include "data/world/labels.h"

#include <array>

namespace ldm::world {

namespace {

const char* pick(Random& random, std::initializer_list<const char*> words)
{
    return *(words.begin() + std::ptrdiff_t(random() % words.size()));
}

const char* place(Kind kind, Random& random)
{
    switch (kind) {
    case Kind::Alpine:
        return pick(random, {"an alpine valley", "high mountains", "a mountain meadow"});
    case Kind::Autumn:
        return pick(random, {"an autumn landscape", "autumn woods", "hills in autumn"});
    case Kind::Coast: return pick(random, {"a coast", "a seashore", "the edge of the sea"});
    case Kind::Desert: return pick(random, {"a desert", "a sandy desert", "dry dunes"});
    case Kind::Meadow: return pick(random, {"a meadow", "green fields", "a flowering meadow"});
    case Kind::River:
        return pick(random, {"a river valley", "a river landscape", "the bank of a river"});
    case Kind::Savanna: return pick(random, {"a savanna", "a dry grassland", "the savanna"});
    case Kind::Tropic:
        return pick(random, {"a tropical shore", "a palm beach", "a tropical island"});
    case Kind::Tuscany:
        return pick(random, {"rolling hills", "a Tuscan landscape", "hills with cypresses"});
    case Kind::Winter: break;
    }
    return pick(random, {"a winter landscape", "a snowy land", "snow-covered hills"});
}

const char* hour(Light light, Random& random)
{
    switch (light) {
    case Light::Noon: return pick(random, {"at noon", "in bright daylight", "on a clear day"});
    case Light::Golden:
        return pick(random, {"in golden light", "in the late afternoon", "in warm light"});
    case Light::Sunset:
        return pick(random, {"at sunset", "under an orange sky", "as the sun sets"});
    case Light::Dawn: return pick(random, {"at dawn", "early in the morning", "at sunrise"});
    case Light::Dusk: return pick(random, {"at dusk", "in the blue hour", "after sunset"});
    case Light::Overcast:
        return pick(random, {"under a grey sky", "on an overcast day", "on a cloudy day"});
    case Light::Mist: return pick(random, {"in mist", "in the fog", "on a misty morning"});
    case Light::Night: break;
    }
    return pick(random, {"at night", "under the stars", "by moonlight"});
}

// Names of what takes up a fair share, most telling first.
std::string contents(const Labels& labels, Random& random)
{
    struct Entry {
        LabelId label;
        double share;
        const char* phrase;
    };
    static constexpr std::array kEntries{
        Entry{LabelId::Object, .001, "a boat or a balloon"},
        Entry{LabelId::Building, .002, "a house"},
        Entry{LabelId::Road, .01, "a path"},
        Entry{LabelId::River, .02, "a river"},
        Entry{LabelId::Lake, .03, "a lake"},
        Entry{LabelId::Sea, .03, "the sea"},
        Entry{LabelId::Mountain, .02, "mountains far off"},
        Entry{LabelId::Flowers, .03, "flowers"},
        Entry{LabelId::Tree, .03, "trees"},
        Entry{LabelId::Rock, .03, "rocks"},
    };
    std::array<double, 256> share{};
    for (const auto label : labels)
        share[label] += 1.0 / double(labels.size());
    std::string text;
    int named = 0;
    for (const auto& entry : kEntries) {
        if (named == 3 || share[size_t(entry.label)] < entry.share || chance(random, .2f))
            continue;
        text += (named == 0 ? "" : named == 1 ? " and " : ", and ") + std::string(entry.phrase);
        ++named;
    }
    return text;
}

}  // namespace

std::string make_caption(const Scene& scene, const Labels& labels, Random& random)
{
    const std::string where = place(scene.kind, random), when = hour(scene.light, random);
    const std::string what = contents(labels, random);
    std::string text;
    switch (random() % 3) {
    case 0: text = where + " " + when + (what.empty() ? "" : " with " + what); break;
    case 1: text = when + ", " + where + (what.empty() ? "" : ", " + what); break;
    default: text = "a picture of " + where + (what.empty() ? "" : " with " + what) + ", " + when;
    }
    return text;
}

}  // namespace ldm::world
