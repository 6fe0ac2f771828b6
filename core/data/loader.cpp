// SPDX-License-Identifier: MIT
#include "data/loader.h"

#include "ldm/error.h"
#include "runtime/mix_bits.h"
#include "runtime/thread_priority.h"

#include <algorithm>

namespace ldm::data {

namespace {

constexpr int kTries = 64;
constexpr size_t kReported = 5;

const LoaderOptions& checked(const LoaderOptions& o)
{
    if (o.batch_size < 1 || o.workers < 1 || o.ahead < 1 || o.world_size < 1 || o.rank < 0 ||
        o.rank >= o.world_size || o.first_batch < 0)
        throw Error(ErrorCode::BadArgument,
                    "Batches need at least one picture, one worker and a rank below the number of "
                    "processes.",
                    "data");
    return o;
}

}  // namespace

Loader::Loader(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options)
    : dataset_(std::move(dataset)),
      options_(checked(options)),
      order_(dataset_->size(),
             {options.seed, options.shuffle, dataset_->stretches(), options.window})
{
    restart(options_.first_batch);
    for (int i = 0; i < options_.workers; ++i)
        threads_.emplace_back([this] { work(); });
}

Loader::~Loader()
{
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

void Loader::restart(std::int64_t batch)
{
    ready_.clear();
    next_ = batch * options_.batch_size;
    limit_ = next_ + std::int64_t(options_.ahead) * options_.batch_size;
    ++round_;
}

std::int64_t Loader::sample_of(std::int64_t task) const
{
    return first_sample(task / options_.batch_size) + task % options_.batch_size;
}

std::vector<Example> Loader::batch(std::int64_t number)
{
    const std::int64_t size = options_.batch_size, first = number * size;
    std::unique_lock lock(mutex_);
    const auto oldest = limit_ - std::int64_t(options_.ahead) * size;
    if (first != oldest)
        restart(number);
    changed_.notify_all();
    changed_.wait(lock, [&] {
        const auto from = ready_.lower_bound(first);
        return failure_ || std::distance(from, ready_.lower_bound(first + size)) == size;
    });
    if (failure_)
        std::rethrow_exception(failure_);
    std::vector<Example> examples;
    for (auto it = ready_.lower_bound(first); it != ready_.lower_bound(first + size); ++it)
        examples.push_back(std::move(it->second));
    ready_.erase(ready_.begin(), ready_.lower_bound(first + size));
    limit_ += size;
    changed_.notify_all();
    return examples;
}

SkippedExamples Loader::skipped() const
{
    const std::lock_guard lock(mutex_);
    return skipped_;
}

Example Loader::read(std::int64_t sample)
{
    const auto seed = mix_bits(mix_bits(options_.seed) ^ std::uint64_t(sample));
    std::string problem;
    for (int attempt = 0; attempt < kTries; ++attempt) {
        const auto other = mix_bits(seed + std::uint64_t(attempt));
        const auto index = attempt == 0 ? order_.index(sample)
                                        : std::int64_t(other % std::uint64_t(dataset_->size()));
        try {
            return dataset_->read(index, mix_bits(seed));
        } catch (const Error& error) {
            problem = error.what();
            const std::lock_guard lock(mutex_);
            ++skipped_.count;
            if (skipped_.first.size() < kReported)
                skipped_.first.push_back(problem);
        }
    }
    throw Error(ErrorCode::File,
                "None of " + std::to_string(kTries) +
                    " pictures of the data set could be used. The last one: " + problem,
                "data");
}

void Loader::work()
{
    give_way();
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stop_ || (!failure_ && next_ < limit_); });
        if (stop_)
            return;
        const auto task = next_++, round = round_;
        lock.unlock();
        Example example;
        std::exception_ptr failure;
        try {
            example = read(sample_of(task));
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (round != round_)
            continue;
        if (failure)
            failure_ = failure;
        else
            ready_.emplace(task, std::move(example));
        changed_.notify_all();
    }
}

}  // namespace ldm::data
