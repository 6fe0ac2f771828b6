// SPDX-License-Identifier: MIT
#pragma once

#include "train/train_config.h"

#include <torch/types.h>

#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace ldm::train {

/// One picture of the world and its map as tensors.
struct WorldItem {
    torch::Tensor image;   ///< uint8 [3,H,W]
    torch::Tensor labels;  ///< uint8 [H,W]: as rendered, or simplified as a hand would paint it
    std::uint64_t seed = 0;
};

/// Renders one item; `coarse` in [0,1] is the chance of a simplified map.
WorldItem make_world_item(std::uint64_t seed, const WorldDataConfig& config);

/// [B,3,H,W] fp32 in [-1,1], channels-last, of uint8 pictures.
torch::Tensor to_signed_float(const torch::Tensor& images);

/// A pool of rendered pictures that worker threads keep renewing: each is used `reuse` times, then
/// a new one takes its place, so training never runs out and rarely sees a crop twice.
class WorldPool {
public:
    /// Blocks until the first pictures are there. Seeds count up from config.first_seed + `skip`.
    WorldPool(const WorldDataConfig& config, std::uint64_t skip);
    ~WorldPool();
    WorldPool(const WorldPool&) = delete;
    WorldPool& operator=(const WorldPool&) = delete;

    /// Draws a slot at random and counts the use. @return its index and the item in it
    std::pair<size_t, WorldItem> draw(std::mt19937_64& random);

    std::uint64_t rendered() const;

private:
    struct Slot {
        WorldItem item;
        int uses = 0;
        bool busy = false;
    };

    void work();
    size_t next_slot();

    WorldDataConfig config_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Slot> slots_;
    size_t filled_ = 0;
    std::uint64_t next_seed_;
    std::uint64_t rendered_ = 0;
    bool stop_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace ldm::train
