// SPDX-License-Identifier: MIT
#include "data/world/world.h"

#include "data/world/caption.h"
#include "data/world/passes.h"
#include "ldm/error.h"

#include <array>

namespace ldm::world {

namespace {

// A soft shoulder, so that lights do not clip.
std::uint8_t tone(float v)
{
    v = std::max(0.0f, v);
    v = v / (1.0f + .12f * v) * 1.1f;
    return std::uint8_t(std::clamp(v, 0.0f, 1.0f) * 255.0f + .5f);
}

// The most frequent label of a block; of equals the first.
std::uint8_t block_label(const Canvas& canvas, int x, int y, int rays)
{
    std::array<std::uint8_t, kLabelCount> votes{};
    for (int dy = 0; dy < rays; ++dy)
        for (int dx = 0; dx < rays; ++dx)
            ++votes[size_t(canvas.label[canvas.index(x * rays + dx, y * rays + dy)])];
    return std::uint8_t(std::max_element(votes.begin(), votes.end()) - votes.begin());
}

void develop(const Canvas& canvas, int rays, WorldPicture& picture)
{
    const float share = 1.0f / float(rays * rays);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            Colour sum;
            for (int dy = 0; dy < rays; ++dy)
                for (int dx = 0; dx < rays; ++dx)
                    sum = sum + canvas.colour[canvas.index(x * rays + dx, y * rays + dy)];
            sum = sum * share;
            const auto i = size_t(y) * size_t(picture.width) + size_t(x);
            picture.rgb[i * 3] = tone(sum.r);
            picture.rgb[i * 3 + 1] = tone(sum.g);
            picture.rgb[i * 3 + 2] = tone(sum.b);
            picture.labels[i] = block_label(canvas, x, y, rays);
        }
}

}  // namespace

WorldPicture render(std::uint64_t seed, const WorldOptions& options)
{
    if (options.size < 32 || options.size > 4096 || options.supersample < 1 ||
        options.supersample > 4)
        throw Error(ErrorCode::BadArgument,
                    "A picture of the world is 32 to 4096 pixels large with 1 to 4 rays a pixel.",
                    "size");
    Random random(seed * 0x9E3779B97F4A7C15ull + 1);
    const Scene scene = make_scene(random);
    const Terrain terrain(scene);
    Canvas canvas(options.size * options.supersample);
    const Camera camera = choose_camera(terrain, random, canvas.size);
    paint_sky(canvas, camera, terrain, random);
    paint_ground(canvas, camera, terrain);
    plant_land(canvas, camera, terrain, random);
    paint_water(canvas, camera, terrain);
    place_objects(canvas, camera, terrain, random);

    WorldPicture picture;
    picture.width = picture.height = options.size;
    picture.rgb.resize(size_t(options.size) * size_t(options.size) * 3);
    picture.labels.resize(picture.rgb.size() / 3);
    develop(canvas, options.supersample, picture);
    drop_islands(picture.labels, picture.width, picture.height, 8);
    picture.kind = name_of(scene.kind);
    picture.light = name_of(scene.light);
    picture.class_id = int(scene.kind) * kLights + int(scene.light);
    picture.caption = make_caption(scene, picture.labels, random);
    return picture;
}

}  // namespace ldm::world
