// SPDX-License-Identifier: MIT
#pragma once

#include "train/sample_random.h"

#include <map>
#include <string>
#include <vector>

namespace ldm::train {

/// Which samples a process sees: batch b of rank r holds the samples (b·world_size + r)·batch_size
/// and the batch_size − 1 after it.
struct BatchPlan {
    std::uint64_t seed = 23;
    int batch_size = 1;
    int rank = 0;
    int world_size = 1;
    std::int64_t first_batch = 0;  ///< where a resumed run goes on; only a hint what to prepare

    SampleRange samples(std::int64_t batch) const
    {
        return {(batch * world_size + rank) * batch_size, batch_size};
    }
};

/// The part of a picture that is learnt from, in pixels.
struct CropWindow {
    std::int64_t top = 0, left = 0, side = 0;
};

/// One batch as a source gives it.
struct TrainingBatch {
    SampleRange samples;
    torch::Tensor image;  ///< fp32 [B,3,H,W] in [-1,1]

    /// What conditions are made of, by the names of the published `cond_stage_key`: `segmentation`
    /// uint8 [B,H,W] …
    std::map<std::string, torch::Tensor> fields{};

    /// Window of each picture; empty: the whole of it. Multiples of the first stage's factor where
    /// the source knows it.
    std::vector<CropWindow> windows{};

    /// Names of the pictures, the same for the same pixels; empty where latents are not worth
    /// keeping because no picture comes twice.
    std::vector<std::string> keys{};
};

/// Where training data come from. A batch depends on the plan and its number alone, whatever was
/// asked before and however many threads prepare it, so that a resumed run sees what it would have
/// seen.
class BatchSource {
public:
    virtual ~BatchSource() = default;

    /// @param number  of the batch, counted from the start of the run
    virtual TrainingBatch batch(std::int64_t number) = 0;

    /// `count` pictures that training never sees, whole, for sample grids.
    virtual TrainingBatch held_out(int count) = 0;

    /// What the person should know of the data: what was left out, a sentence each.
    virtual std::vector<std::string> notes() const { return {}; }
};

}  // namespace ldm::train
