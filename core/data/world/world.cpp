// SPDX-License-Identifier: MIT
#include "data/world/world.h"

#include "data/world/caption.h"
#include "data/world/develop.h"
#include "data/world/map_ops.h"
#include "data/world/passes.h"
#include "data/world/species.h"
#include "ldm/error.h"

#include <algorithm>

namespace ldm::world {

namespace {

void check(const WorldOptions& o)
{
    if (o.size < 32 || o.size > 4096 || o.supersample < 1 || o.supersample > 4)
        throw Error(ErrorCode::BadArgument,
                    "A picture of the world is 32 to 4096 pixels large with 1 to 4 rays a pixel.",
                    "size");
    if (o.kind >= kKinds || o.light >= kLights)
        throw Error(ErrorCode::BadArgument, "There is no such kind or hour of landscape.", "kind");
}

struct Extent {
    int pixels = 0, left = 1 << 20, top = 1 << 20, right = -1, bottom = -1;
};

// Boxes of what is really seen, and the picture's map of their numbers.
void find_objects(const Stage& stage, int rays, WorldPicture& picture)
{
    const Canvas& canvas = stage.canvas;
    std::vector<Extent> extents(stage.placed.size() + 1);
    for (int y = 0; y < canvas.size; ++y)
        for (int x = 0; x < canvas.size; ++x)
            if (const auto n = canvas.instance[canvas.index(x, y)]; n > 0) {
                Extent& e = extents[n];
                ++e.pixels;
                e.left = std::min(e.left, x / rays);
                e.top = std::min(e.top, y / rays);
                e.right = std::max(e.right, x / rays);
                e.bottom = std::max(e.bottom, y / rays);
            }
    const float size = float(picture.width);
    std::vector<std::uint16_t> number_of(extents.size(), 0);
    for (const auto& placed : stage.placed) {
        const Extent& e = extents[placed.instance];
        if (e.pixels < 12 * rays * rays || e.pixels < placed.pixels * 2 / 5)
            continue;
        picture.objects.push_back(
            {placed.species < 0 ? "tree" : species()[size_t(placed.species)].name,
             float(e.left) / size, float(e.top) / size, float(e.right - e.left + 1) / size,
             float(e.bottom - e.top + 1) / size});
        number_of[placed.instance] = std::uint16_t(picture.objects.size());
    }
    picture.numbers.assign(picture.labels.size(), 0);
    for (int y = 0; y < canvas.size; ++y)
        for (int x = 0; x < canvas.size; ++x)
            if (const auto n = number_of[canvas.instance[canvas.index(x, y)]]; n > 0)
                picture.numbers[size_t(y / rays) * size_t(picture.width) + size_t(x / rays)] = n;
}

}  // namespace

WorldPicture render(std::uint64_t seed, const WorldOptions& options)
{
    check(options);
    Random random(seed * 0x9E3779B97F4A7C15ull + 1);
    const Scene scene = make_scene(random, options.kind, options.light);
    const Terrain terrain(scene);
    const Materials& materials =
        options.materials != nullptr ? *options.materials : procedural_materials();
    Canvas canvas(options.size * options.supersample);
    Stage stage{scene, terrain, materials, canvas, see_land(canvas, terrain), random, {}};
    paint_sky(stage);
    paint_ground(stage);
    settle(stage);
    plant(stage, true);
    paint_water(stage);
    plant(stage, false);
    populate(stage);

    WorldPicture picture;
    picture.width = picture.height = options.size;
    picture.rgb = develop(canvas, options.supersample, scene);
    picture.labels = vote_labels(canvas, options.supersample);
    drop_islands(picture.labels, picture.width, picture.height, 8);
    find_objects(stage, options.supersample, picture);
    picture.kind = name_of(scene.kind);
    picture.light = name_of(scene.light);
    picture.class_id = int(scene.kind) * kLights + int(scene.light);
    picture.caption = make_caption(scene, picture, random);
    return picture;
}

}  // namespace ldm::world
