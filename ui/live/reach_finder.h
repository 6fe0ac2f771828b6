// SPDX-License-Identifier: MIT
#pragma once

#include "job/job_queue.h"

#include <array>
#include <map>
#include <string>

namespace sfumato {

/// How far around it a change of the map changes the picture, in pixels, found out once a model.
///
/// Two small pictures of few steps are made that differ in a square of their maps, and compared
/// ring by ring. What a network's layers could see at most would not do: strided convolutions reach
/// over most of a picture, norms and self-attention over all of it, and next to nothing of that
/// comes to be seen. Through all steps and the decoder it shows how much does.
class ReachFinder {
public:
    static constexpr int kSide = 256;   ///< of the pictures
    static constexpr int kSquare = 16;  ///< of the change: a larger one shifts all norms
    static constexpr int kRing = 8;     ///< a ring's width
    static constexpr int kSteps = 4;
    static constexpr double kUnseen = 40.0;      ///< dB: less of a difference is not seen
    static constexpr int kEverywhere = 1 << 20;  ///< it does not fade out

    explicit ReachFinder(JobQueue& queue) : m_queue(queue) {}

    /// @param hash  of a model's weights  @return 0 = not known yet
    int reachOf(const std::string& hash) const;

    /// Begins to find out. @param recipe  as it was run, with a map
    void begin(const ldm::Recipe& recipe);

    /// Something else is more urgent.
    void stop();

    /// Is it a job of its own?
    bool owns(int job) const { return job && (job == m_jobs[0] || job == m_jobs[1]); }

    /// A job's outcome. @return false if the job is none of its own
    bool take(int job, const Outcome& outcome);

private:
    JobQueue& m_queue;
    std::map<std::string, int> m_reaches;
    std::string m_hash;  ///< whose reach is looked for
    bool m_looking = false;
    std::array<int, 2> m_jobs{};
    std::array<std::shared_ptr<const ldm::Picture>, 2> m_pictures;
};

/// Two recipes that are alike but for a square in the middle of their maps.
std::array<ldm::Recipe, 2> reachRecipes(const ldm::Recipe& like);

/// How far from the square two pictures of these recipes are seen to differ.
int reachBetween(const ldm::Image& one, const ldm::Image& other);

}  // namespace sfumato
