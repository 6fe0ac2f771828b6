// SPDX-License-Identifier: MIT
#include "data/world/passes.h"

#include <algorithm>
#include <cmath>

namespace ldm::world {

namespace {

constexpr float kNear = 2.0f, kFar = 14000.0f;

// Heights of the land at fixed depths along fixed lines of sight.
struct Fan {
    int columns, depths;
    std::vector<float> z, slant;
    std::vector<float> height, lambert, up, occlusion;  ///< [depth][column]

    size_t index(int k, int c) const { return size_t(k) * size_t(columns) + size_t(c); }
};

Fan survey(const Terrain& terrain, int columns, int depths, float focal, float half, float step)
{
    Fan fan{columns, depths, {}, {}, {}, {}, {}, {}};
    for (int c = 0; c < columns; ++c)
        fan.slant.push_back((float(c) * step - half) / focal);
    fan.height.resize(size_t(columns) * size_t(depths));
    for (int k = 0; k < depths; ++k) {
        const float z = kNear * std::pow(kFar / kNear, float(k) / float(depths - 1));
        fan.z.push_back(z);
        for (int c = 0; c < columns; ++c)
            fan.height[fan.index(k, c)] = terrain.height(fan.slant[size_t(c)] * z, z);
    }
    return fan;
}

// Means over a window of (2r+1)², by running sums.
std::vector<float> box_mean(const Fan& fan, int radius)
{
    std::vector<float> rows(fan.height.size()), out(fan.height.size());
    const auto pass = [&](const std::vector<float>& in, std::vector<float>& to, int lines,
                          int count, size_t line_step, size_t step) {
        for (int l = 0; l < lines; ++l) {
            const size_t base = size_t(l) * line_step;
            const auto at = [&](int i) {
                return in[base + size_t(std::clamp(i, 0, count - 1)) * step];
            };
            double sum = 0.0;
            for (int i = -radius; i <= radius; ++i)
                sum += double(at(i));
            for (int i = 0; i < count; ++i) {
                to[base + size_t(i) * step] = float(sum / (2 * radius + 1));
                sum += double(at(i + radius + 1)) - double(at(i - radius));
            }
        }
    };
    const auto width = size_t(fan.columns);
    pass(fan.height, rows, fan.depths, fan.columns, width, 1);
    pass(rows, out, fan.columns, fan.depths, 1, width);
    return out;
}

void light_relief(Fan& fan, const Scene& s)
{
    const auto low = box_mean(fan, 6);
    for (auto* grid : {&fan.lambert, &fan.up, &fan.occlusion})
        grid->resize(fan.height.size());
    const float wide = fan.slant[1] - fan.slant[0];
    for (int k = 0; k < fan.depths; ++k) {
        const int k0 = std::max(0, k - 1), k1 = std::min(fan.depths - 1, k + 1);
        const float z = fan.z[size_t(k)], dz = fan.z[size_t(k1)] - fan.z[size_t(k0)];
        for (int c = 0; c < fan.columns; ++c) {
            const int c0 = std::max(0, c - 1), c1 = std::min(fan.columns - 1, c + 1);
            const auto i = fan.index(k, c);
            const float across = (fan.height[fan.index(k, c1)] - fan.height[fan.index(k, c0)]) /
                                 (z * wide * float(c1 - c0));
            const float ahead = (fan.height[fan.index(k1, c)] - fan.height[fan.index(k0, c)]) / dz -
                                fan.slant[size_t(c)] * across;
            const float up = 1.0f / std::sqrt(1.0f + across * across + ahead * ahead);
            fan.up[i] = up;
            fan.lambert[i] = std::clamp(
                (-across * s.sun_right - ahead * s.sun_ahead + s.sun_up) * up, 0.0f, 1.0f);
            fan.occlusion[i] =
                std::clamp(1.0f + (fan.height[i] - low[i]) / (z * .02f + .5f) * .45f, .55f, 1.15f);
        }
    }
}

// One column of the canvas: the nearest land that stands above everything before it.
void see_column(Canvas& canvas, const Camera& camera, const Fan& fan, int x, float place)
{
    const int c = std::clamp(int(place), 0, fan.columns - 2);
    const float f = std::clamp(place - float(c), 0.0f, 1.0f);
    const auto value = [&](const std::vector<float>& grid, int k) {
        const auto i = fan.index(k, c);
        return grid[i] + (grid[i + 1] - grid[i]) * f;
    };
    float top = float(canvas.size), previous = top;
    for (int k = 1; k < fan.depths && top > 0.0f; ++k) {
        const float z = fan.z[size_t(k)];
        const float row = camera.row(std::max(value(fan.height, k), 0.0f), z);
        if (k == 1)
            previous = std::max(row, camera.row(std::max(value(fan.height, 0), 0.0f), fan.z[0]));
        if (row < top - .001f) {
            const int first = std::max(0, int(std::ceil(row - .5f)));
            for (int y = first; y < std::min(canvas.size, int(std::ceil(top - .5f))); ++y) {
                const float t = std::clamp(
                    (previous - float(y) - .5f) / std::max(previous - row, 1e-4f), 0.0f, 1.0f);
                const auto pick = [&](const std::vector<float>& grid) {
                    return mix(value(grid, k - 1), value(grid, k), t);
                };
                const auto i = canvas.index(x, y);
                canvas.depth[i] = mix(fan.z[size_t(k - 1)], z, t);
                canvas.height[i] = pick(fan.height);
                const float up = pick(fan.up);
                canvas.slope[i] = 1.0f - up;
                canvas.colour[i] = {pick(fan.lambert), up, pick(fan.occlusion)};
            }
            top = row;
        }
        previous = row;
    }
}

// High enough over what lies before the camera.
float eye_height(const Fan& fan, float eye)
{
    std::vector<float> near;
    for (int k = 0; k < fan.depths && fan.z[size_t(k)] < 9.0f; ++k)
        for (int c = 0; c < fan.columns; ++c)
            near.push_back(fan.height[fan.index(k, c)]);
    const auto place = near.begin() + std::ptrdiff_t(near.size() * 4 / 5);
    std::nth_element(near.begin(), place, near.end());
    return std::max(*place, 0.0f) + eye;
}

}  // namespace

Camera see_land(Canvas& canvas, const Terrain& terrain)
{
    const Scene& s = terrain.scene();
    const float size = float(canvas.size);
    Camera camera{0.0f, s.focal * size, s.horizon * size, size / 2.0f};
    // Rays share columns of about the picture's own pixels; finer ones would show nothing more.
    const int columns = std::min(canvas.size, 256) + 1;
    const float step = size / float(columns - 1);
    const int depths = 400 + std::min(canvas.size, 512) / 2;
    auto fan = survey(terrain, columns, depths, camera.focal, camera.half, step);
    camera.eye = eye_height(fan, s.eye);
    light_relief(fan, s);
    for (int x = 0; x < canvas.size; ++x)
        see_column(canvas, camera, fan, x, (float(x) + .5f) / step);
    canvas.front = canvas.depth;
    return camera;
}

float fog(const Scene& s, float distance)
{
    return 1.0f - std::exp(-std::max(distance - 40.0f, 0.0f) / s.visibility);
}

Colour haze_colour(const Scene& s, float slant)
{
    const float off = std::abs(std::atan(slant) - s.sun_azimuth);
    return s.hour.haze + s.hour.sun * (.10f * std::exp(-off * 2.5f));
}

}  // namespace ldm::world
