// SPDX-License-Identifier: MIT
#include "live/reach_finder.h"

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

constexpr int kBegin = (ReachFinder::kSide - ReachFinder::kSquare) / 2;
constexpr int kEnd = kBegin + ReachFinder::kSquare;

// Rings from a place to the square in the middle; 0 = in it.
int ringAt(int x, int y)
{
    const auto beyond = [](int at) { return std::max({kBegin - at, at - (kEnd - 1), 0}); };
    return (std::max(beyond(x), beyond(y)) + ReachFinder::kRing - 1) / ReachFinder::kRing;
}

// The map at the pictures' size.
ldm::LabelMap sized(const ldm::LabelMap& map)
{
    constexpr int kSide = ReachFinder::kSide;
    ldm::LabelMap out{kSide, kSide, {}};
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x)
            out.labels.push_back(map.labels[size_t(y * map.height / kSide) * size_t(map.width) +
                                            size_t(x * map.width / kSide)]);
    return out;
}

// One that the map has, but not in the middle of the square: the most frequent.
std::uint8_t otherLabel(const ldm::LabelMap& map)
{
    constexpr int kMiddle = ReachFinder::kSide / 2;
    const int there = map.labels[size_t(kMiddle * ReachFinder::kSide + kMiddle)];
    std::array<int, 256> count{};
    for (const auto label : map.labels)
        ++count[label];
    count[size_t(there)] = 0;
    const auto most = std::max_element(count.begin(), count.end());
    return std::uint8_t(*most ? most - count.begin() : there == 0);
}

}  // namespace

std::array<ldm::Recipe, 2> reachRecipes(const ldm::Recipe& like)
{
    ldm::Recipe r;
    r.task = like.task;
    r.model = like.model;
    r.dtype = like.dtype;
    r.guidance = like.guidance;
    r.width = r.height = ReachFinder::kSide;
    r.steps = ReachFinder::kSteps;
    r.spacing = ldm::SpacingKind::Trailing;
    const auto map = sized(*like.map);
    auto changed = map;
    const auto label = otherLabel(map);
    for (int y = kBegin; y < kEnd; ++y)
        std::fill_n(changed.labels.begin() + y * ReachFinder::kSide + kBegin, ReachFinder::kSquare,
                    label);
    std::array<ldm::Recipe, 2> recipes{r, r};
    recipes[0].map = std::make_shared<const ldm::LabelMap>(map);
    recipes[1].map = std::make_shared<const ldm::LabelMap>(std::move(changed));
    return recipes;
}

int reachBetween(const ldm::Image& one, const ldm::Image& other)
{
    constexpr int kRings = kBegin / ReachFinder::kRing;
    std::array<double, kRings + 1> squares{}, values{};
    for (int y = 0; y < one.height; ++y)
        for (int x = 0; x < one.width; ++x)
            for (int c = 0; c < one.channels; ++c) {
                const auto i =
                    (size_t(y) * size_t(one.width) + size_t(x)) * size_t(one.channels) + size_t(c);
                const double difference = double(one.pixels[i]) - double(other.pixels[i]);
                squares[size_t(ringAt(x, y))] += difference * difference;
                values[size_t(ringAt(x, y))] += 1.0;
            }
    const double unseen = 255.0 * 255.0 / std::pow(10.0, ReachFinder::kUnseen / 10.0);
    int ring = kRings;
    while (ring > 1 && squares[size_t(ring)] <= unseen * values[size_t(ring)])
        --ring;
    return ring == kRings ? ReachFinder::kEverywhere : ring * ReachFinder::kRing;
}

int ReachFinder::reachOf(const std::string& hash) const
{
    const auto known = m_reaches.find(hash);
    return known == m_reaches.end() ? 0 : known->second;
}

void ReachFinder::begin(const ldm::Recipe& recipe)
{
    stop();
    m_hash = recipe.model_hash;
    m_looking = true;
    const auto recipes = reachRecipes(recipe);
    for (size_t i = 0; i < recipes.size(); ++i)
        m_jobs[i] = m_queue.enqueue(recipes[i]);
}

// The jobs stay its own: the outcome of one that runs is still to come.
void ReachFinder::stop()
{
    if (!m_looking)
        return;
    m_looking = false;
    m_pictures = {};
    for (const int job : {m_jobs[1], m_jobs[0]})  // the one that waits does not follow
        m_queue.cancel(job);
}

bool ReachFinder::take(int job, const Outcome& outcome)
{
    if (!owns(job))
        return false;
    const auto* picture = std::get_if<std::shared_ptr<const ldm::Picture>>(&outcome);
    if (!picture || !m_looking) {
        stop();
        return true;
    }
    m_pictures[job == m_jobs[0] ? 0 : 1] = *picture;
    if (m_pictures[0] && m_pictures[1]) {
        m_reaches[m_hash] = reachBetween(m_pictures[0]->image, m_pictures[1]->image);
        m_pictures = {};
        m_looking = false;
    }
    return true;
}

}  // namespace sfumato
