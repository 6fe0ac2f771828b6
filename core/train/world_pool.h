// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"
#include "train/train_config.h"

#include <torch/types.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace ldm::train {

/// One picture of the world and its map as tensors.
struct WorldItem {
    torch::Tensor image;   ///< uint8 [3,H,W]
    torch::Tensor labels;  ///< uint8 [H,W]: as rendered, or simplified as a hand would paint it
    std::uint64_t seed = 0;
    std::shared_ptr<const data::Example> example;  ///< whose memory the tensors share
};

/// Renders one item; `config.coarse_maps` in [0,1] is the chance of a simplified map.
WorldItem make_world_item(std::uint64_t seed, const WorldDataConfig& config);

/// [B,3,H,W] fp32 in [-1,1], channels-last, of uint8 pictures.
torch::Tensor to_signed_float(const torch::Tensor& images);

/// Rendered pictures in a window that slides over the world's seeds: a sample takes any picture of
/// the window, and the window moves on by one picture every `reuse` samples. Which picture a sample
/// takes depends on its number alone; worker threads only render ahead.
class WorldPool {
public:
    explicit WorldPool(const WorldDataConfig& config);
    ~WorldPool();
    WorldPool(const WorldPool&) = delete;
    WorldPool& operator=(const WorldPool&) = delete;

    /// Asks for the pictures of samples that will soon be taken, in this order.
    void prepare(const std::vector<std::int64_t>& samples);

    /// The picture of a sample; waits until it is rendered. Pictures that left the window are
    /// dropped. @throws what rendering threw
    WorldItem take(std::int64_t sample);

    /// Pictures rendered so far.
    std::uint64_t rendered() const;

private:
    std::int64_t picture_of(std::int64_t sample) const;
    void want(std::int64_t picture);
    void work();

    WorldDataConfig config_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::int64_t, WorldItem> ready_;
    std::set<std::int64_t> known_;  ///< wanted, in work or ready
    std::deque<std::int64_t> wanted_;
    std::uint64_t rendered_ = 0;
    bool stop_ = false;
    std::exception_ptr failure_;
    std::vector<std::thread> threads_;
};

}  // namespace ldm::train
