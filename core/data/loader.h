// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"
#include "data/epoch_order.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ldm::data {

struct LoaderOptions {
    std::uint64_t seed = 23;
    int batch_size = 1;  ///< of one process
    int rank = 0;        ///< this process among `world_size`
    int world_size = 1;
    int workers = 2;  ///< reading threads
    int ahead = 4;    ///< batches that may lie ready
    bool shuffle = true;
    std::int64_t window = 10000;   ///< see EpochOrderOptions
    std::int64_t first_batch = 0;  ///< where reading ahead begins; a resumed run goes on there
};

/// Pictures that could not be used.
struct SkippedExamples {
    std::int64_t count = 0;
    std::vector<std::string> first;  ///< what was wrong with the first few
};

/// Batches of a data set, read ahead by threads. Sample n of the whole run is the example that the
/// epoch's order names and a random seed of its own; batch b of rank r holds the samples
/// (b·world_size + r)·batch_size and those after. So a batch is a function of the seed and its
/// number, whatever was asked before and however many threads read: its number is all that a
/// resumed run needs. An example that cannot be read is replaced by another one, the same each
/// time, and counted.
class Loader {
public:
    /// @throws Error{BadArgument} for an empty data set or counts below 1
    Loader(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options);
    ~Loader();
    Loader(const Loader&) = delete;
    Loader& operator=(const Loader&) = delete;

    /// Quick when numbers are asked in order; one thread asks.
    /// @throws Error{File} if none of many examples could be read; what a reader threw otherwise
    std::vector<Example> batch(std::int64_t number);

    /// Number of the first sample of a batch; the others follow it.
    std::int64_t first_sample(std::int64_t batch) const
    {
        return (batch * options_.world_size + options_.rank) * options_.batch_size;
    }

    SkippedExamples skipped() const;

private:
    void work();
    Example read(std::int64_t sample);
    void restart(std::int64_t batch);
    std::int64_t sample_of(std::int64_t task) const;

    std::shared_ptr<const Dataset> dataset_;
    LoaderOptions options_;
    EpochOrder order_;

    // A task is one example: batch · batch_size + its place.
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::int64_t, Example> ready_;
    std::int64_t next_ = 0;   ///< task that the next free thread takes
    std::int64_t limit_ = 0;  ///< tasks below may be read
    std::int64_t round_ = 0;  ///< counts restarts: what was begun before is thrown away
    SkippedExamples skipped_;
    std::exception_ptr failure_;
    bool stop_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace ldm::data
