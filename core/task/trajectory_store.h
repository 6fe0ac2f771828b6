// SPDX-License-Identifier: MIT
#pragma once

#include "diffusion/timestep_spacing.h"
#include "ldm/recipe.h"

#include <ATen/core/Tensor.h>

#include <list>
#include <memory>
#include <string>
#include <vector>

namespace ldm::task {

/// How a picture came about, as far as others need it to go on from there.
struct Trajectory {
    std::string latents;              ///< those of one name may go on from each other
    std::vector<std::int64_t> times;  ///< noise level of each step, noisiest first
    diffusion::DdimEnd end;           ///< where the last step leads
    std::vector<at::Tensor> x;        ///< before the first step and behind each one, fp32, on the
                                      ///< processor: all of them, or those of the first steps
    Image computed;                   ///< as decoded, before it was cropped; empty if it was not

    int done() const { return int(x.size()) - 1; }
    bool complete() const { return x.size() == times.size() + 1 && !computed.pixels.empty(); }
    std::uintmax_t bytes() const;
};

/// Trajectories of recent pictures, by what decides them; the least recently used go. A budget
/// alone would let small pictures pile up by the hundred.
class TrajectoryStore {
public:
    static constexpr std::size_t kMost = 24;

    explicit TrajectoryStore(std::uintmax_t budget) : budget_(budget) {}

    /// @return null if it is not kept
    std::shared_ptr<const Trajectory> find(const std::string& key);

    /// Keeps it unless it alone is over the budget or what is kept of the same picture goes
    /// further.
    void keep(const std::string& key, std::shared_ptr<const Trajectory> trajectory);

    void clear();

    std::uintmax_t bytes() const { return bytes_; }
    std::uintmax_t budget() const { return budget_; }

private:
    struct Entry {
        std::string key;
        std::shared_ptr<const Trajectory> trajectory;
    };
    std::list<Entry>::iterator place_of(const std::string& key);

    std::uintmax_t budget_, bytes_ = 0;
    std::list<Entry> entries_;  ///< the last used first
};

/// What decides a recipe's picture as one short text: equal for equal recipes, another for others.
/// Model, its hash and the compute type should be filled in, in origins too.
std::string trajectory_key(const Recipe& recipe);

}  // namespace ldm::task
