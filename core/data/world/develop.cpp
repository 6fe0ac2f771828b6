// SPDX-License-Identifier: MIT
#include "data/world/develop.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ldm::world {

namespace {

std::vector<Colour> average(const Canvas& canvas, int rays)
{
    const int size = canvas.size / rays;
    const float share = 1.0f / float(rays * rays);
    std::vector<Colour> out(size_t(size) * size_t(size));
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            Colour sum;
            for (int k = 0; k < rays * rays; ++k) {
                // One glint must not outshine its whole pixel.
                Colour c = canvas.colour[canvas.index(x * rays + k % rays, y * rays + k / rays)];
                c = {std::clamp(c.r, 0.0f, 6.0f), std::clamp(c.g, 0.0f, 6.0f),
                     std::clamp(c.b, 0.0f, 6.0f)};
                sum = sum + c;
            }
            out[size_t(y) * size_t(size) + size_t(x)] = sum * share;
        }
    return out;
}

// Three box means over a line are near a Gaussian.
void blur_lines(std::vector<Colour>& image, int size, int radius, bool upright)
{
    std::vector<Colour> line(size_t(size), Colour{});
    const auto at = [&](int l, int i) -> Colour& {
        return upright ? image[size_t(i) * size_t(size) + size_t(l)]
                       : image[size_t(l) * size_t(size) + size_t(i)];
    };
    for (int l = 0; l < size; ++l)
        for (int pass = 0; pass < 2; ++pass) {
            Colour sum;
            const auto clamped = [&](int i) { return line[size_t(std::clamp(i, 0, size - 1))]; };
            for (int i = 0; i < size; ++i)
                line[size_t(i)] = at(l, i);
            for (int i = -radius; i <= radius; ++i)
                sum = sum + clamped(i);
            for (int i = 0; i < size; ++i) {
                at(l, i) = sum * (1.0f / float(2 * radius + 1));
                sum = sum + clamped(i + radius + 1) - clamped(i - radius);
            }
        }
}

void bloom(std::vector<Colour>& image, int size)
{
    std::vector<Colour> glow(image.size());
    bool any = false;
    for (size_t i = 0; i < image.size(); ++i) {
        glow[i] = {std::max(image[i].r - .75f, 0.0f), std::max(image[i].g - .75f, 0.0f),
                   std::max(image[i].b - .75f, 0.0f)};
        any = any || brightness(glow[i]) > .02f;
    }
    if (!any)
        return;
    const int radius = std::max(1, size / 26);
    blur_lines(glow, size, radius, false);
    blur_lines(glow, size, radius, true);
    for (size_t i = 0; i < image.size(); ++i)
        image[i] = image[i] + glow[i] * .3f;
}

float exposure(const std::vector<Colour>& image, const Scene& s)
{
    std::vector<float> grey(image.size());
    for (size_t i = 0; i < image.size(); ++i)
        grey[i] = (image[i].r + image[i].g + image[i].b) / 3.0f;
    const auto place = grey.begin() + std::ptrdiff_t(grey.size() * 7 / 10);
    std::nth_element(grey.begin(), place, grey.end());
    const float wanted = s.kind == Kind::Winter ? 1.05f : .95f;
    const float k = std::clamp(wanted / std::max(.28f, *place + .22f), .7f, 1.6f);
    return k * (s.light == Light::Night ? .8f : 1.0f);
}

float film(float v)
{
    v = v * (1.0f + .12f * v) / (1.0f + .62f * v);
    return std::pow(std::clamp(v * 1.12f, 0.0f, 1.0f), 1.0f / 2.2f);
}

float contrast(float v)
{
    return v + .06f * std::sin((v - .5f) * 3.14159265f) * (1.0f - std::abs(v * 2.0f - 1.0f));
}

}  // namespace

std::vector<std::uint8_t> develop(const Canvas& canvas, int rays, const Scene& s)
{
    const int size = canvas.size / rays;
    auto image = average(canvas, rays);
    bloom(image, size);
    const float k = exposure(image, s);
    const bool plain =
        s.light == Light::Noon || s.light == Light::Overcast || s.light == Light::Mist;
    const float chroma = plain ? 1.08f : .92f;
    std::vector<std::uint8_t> rgb(image.size() * 3);
    for (size_t i = 0; i < image.size(); ++i) {
        const float r = film(image[i].r * k), g = film(image[i].g * k), b = film(image[i].b * k);
        const float grey = (r + g + b) / 3.0f;
        const float channels[3] = {r, g, b};
        for (size_t c = 0; c < 3; ++c) {
            const float v = contrast(grey + (channels[c] - grey) * chroma);
            rgb[i * 3 + c] = std::uint8_t(std::clamp(v, 0.0f, 1.0f) * 255.0f + .5f);
        }
    }
    return rgb;
}

std::vector<std::uint8_t> vote_labels(const Canvas& canvas, int rays)
{
    const int size = canvas.size / rays;
    std::vector<std::uint8_t> labels(size_t(size) * size_t(size));
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            std::array<int, kLabelCount> votes{};
            for (int k = 0; k < rays * rays; ++k)
                ++votes[size_t(
                    canvas.label[canvas.index(x * rays + k % rays, y * rays + k / rays)])];
            labels[size_t(y) * size_t(size) + size_t(x)] =
                std::uint8_t(std::max_element(votes.begin(), votes.end()) - votes.begin());
        }
    return labels;
}

}  // namespace ldm::world
