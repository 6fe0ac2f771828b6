// SPDX-License-Identifier: MIT
#include "train_segmenter.h"

#include "confusion.h"
#include "data/world/labels.h"
#include "runtime/autocast.h"
#include "segmenter.h"
#include "train/adam.h"
#include "train/world_pool.h"

#include <ATen/ATen.h>

#include <chrono>
#include <cstdio>
#include <numbers>
#include <random>

namespace sfumato::evaluate {

namespace {

constexpr int kBatchesAhead = 16;
constexpr std::uint64_t kTrainingSeed = 3'000'000;
constexpr std::uint64_t kHeldOutSeed = 2'000'000;
constexpr int kHeldOut = 24;
constexpr int kWarmUp = 50;
constexpr auto kLabels = std::int64_t(ldm::world::kLabelCount);

using Clock = std::chrono::steady_clock;

/// The training pictures: 256², two rays a pixel and axis, exact maps.
ldm::train::WorldDataConfig world_config()
{
    ldm::train::WorldDataConfig config;
    config.size = 256;
    config.supersample = 2;
    config.pool = 384;
    config.reuse = 24;
    config.first_seed = kTrainingSeed;
    config.coarse_maps = 0.0;
    return config;
}

/// A batch of pictures and their maps.
struct Batch {
    torch::Tensor pictures;  ///< [B,3,H,W] in [-1,1]
    torch::Tensor labels;    ///< int64 [B,H,W]
};

/// Class weights 1/√frequency from the pixels seen so far, at most 8 times the commonest label's,
/// with a mean of one over the pixels.
class LabelWeights {
public:
    LabelWeights() : counts_(at::ones({kLabels}, at::kFloat)) {}

    /// Counts a batch's labels.
    void add(const torch::Tensor& labels)
    {
        counts_ += at::bincount(labels.flatten(), {}, kLabels).to(at::kFloat);
    }

    /// The weights, [18].
    torch::Tensor weights() const
    {
        const auto frequency = counts_ / counts_.sum();
        auto weights = frequency.rsqrt();
        weights = weights.clamp_max(weights.min().item<double>() * 8.0);
        return weights / (weights * frequency).sum();
    }

private:
    torch::Tensor counts_;
};

class SegmenterTrainer {
public:
    explicit SegmenterTrainer(const SegmenterTraining& options)
        : options_(options), random_(kTrainingSeed)
    {
        at::manual_seed(kTrainingSeed);
        ldm::nn::reset_parameters(*segmenter_);
        optimiser_ = std::make_unique<ldm::train::Adam>(
            segmenter_->parameters(),
            ldm::train::AdamOptions{.lr = options.learning_rate, .weight_decay = 0.01});
    }

    /// All steps, with reports; leaves the file.
    void run()
    {
        const auto config = world_config();
        make_held_out(config);
        ldm::train::WorldPool pool(config);
        auto since = Clock::now();
        double loss = 0.0;
        for (std::int64_t step = 0; step < options_.steps; ++step) {
            loss += train_on(draw(pool, step), step);
            const auto done = step + 1;
            if (done % options_.report_every != 0 && done != options_.steps)
                continue;
            const auto count = (done - 1) % options_.report_every + 1;
            const std::chrono::duration<double> elapsed = Clock::now() - since;
            const auto held_out = evaluate();
            std::printf(
                "step %lld/%lld  loss %.3f  %.1f crops/s  %llu pictures  "
                "held-out mIoU %.4f  accuracy %.4f\n",
                static_cast<long long>(done), static_cast<long long>(options_.steps),
                loss / double(count), double(count) * options_.batch_size / elapsed.count(),
                static_cast<unsigned long long>(pool.rendered()), held_out.mean_iou(),
                held_out.accuracy());
            std::fflush(stdout);
            save_segmenter(segmenter_, options_.out);
            loss = 0.0;
            since = Clock::now();
        }
    }

private:
    /// Renders the pictures that training never sees.
    void make_held_out(const ldm::train::WorldDataConfig& config)
    {
        std::vector<torch::Tensor> pictures, labels;
        for (int i = 0; i < kHeldOut; ++i) {
            const auto item = ldm::train::make_world_item(kHeldOutSeed + std::uint64_t(i), config);
            pictures.push_back(item.image);
            labels.push_back(item.labels);
        }
        held_out_ = {ldm::train::to_signed_float(at::stack(pictures)), at::stack(labels)};
    }

    /// A whole number below `end`.
    std::int64_t below(std::int64_t end)
    {
        return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_);
    }

    /// Crops of random pictures, half of them mirrored. The labels are at half resolution: one
    /// pixel of each 2×2, the same of all and another in each batch.
    Batch draw(ldm::train::WorldPool& pool, std::int64_t step)
    {
        std::vector<std::int64_t> soon;
        for (int i = 0; i < kBatchesAhead * options_.batch_size; ++i)
            soon.push_back(step * options_.batch_size + i);
        pool.prepare(soon);
        const auto side = options_.crop;
        const auto row = below(2), column = below(2);
        std::vector<torch::Tensor> pictures, labels;
        for (int i = 0; i < options_.batch_size; ++i) {
            const auto item = pool.take(step * options_.batch_size + i);
            const auto top = below(item.labels.size(0) - side + 1);
            const auto left = below(item.labels.size(1) - side + 1);
            auto picture = item.image.narrow(1, top, side).narrow(2, left, side);
            auto map = item.labels.narrow(0, top, side).narrow(1, left, side);
            if (below(2) == 1) {
                picture = picture.flip({2});
                map = map.flip({1});
            }
            pictures.push_back(picture);
            labels.push_back(map.slice(0, row, side, 2).slice(1, column, side, 2));
        }
        return {ldm::train::to_signed_float(at::stack(pictures)), at::stack(labels).to(at::kLong)};
    }

    /// One step of the optimiser. @return the loss
    double train_on(const Batch& batch, std::int64_t step)
    {
        label_weights_.add(batch.labels);
        optimiser_->zero_grad();
        torch::Tensor logits;
        {
            const ldm::Bf16Autocast autocast(true);
            logits = segmenter_->forward(batch.pictures);
        }
        const auto loss =
            at::cross_entropy_loss(logits.to(at::kFloat), batch.labels, label_weights_.weights());
        loss.backward();
        optimiser_->clip_grad_norm(optimiser_->grad_norm(), 1.0);
        optimiser_->step(multiplier(step));
        return loss.item<double>();
    }

    /// Linear warm-up, then half a cosine to zero.
    double multiplier(std::int64_t step) const
    {
        const auto progress = double(step) / double(options_.steps);
        const auto cosine = 0.5 * (1.0 + std::cos(std::numbers::pi * progress));
        return cosine * std::min(1.0, double(step + 1) / kWarmUp);
    }

    /// Compares the segmenter's labels of the held-out pictures with their maps.
    Confusion evaluate() const
    {
        Confusion confusion(ldm::world::kLabelCount);
        constexpr int kPart = 8;
        for (int i = 0; i < kHeldOut; i += kPart)
            confusion.add(held_out_.labels.narrow(0, i, kPart),
                          predict_labels(segmenter_, held_out_.pictures.narrow(0, i, kPart)));
        return confusion;
    }

    const SegmenterTraining& options_;
    std::mt19937_64 random_;
    Segmenter segmenter_;
    LabelWeights label_weights_;
    std::unique_ptr<ldm::train::Adam> optimiser_;
    Batch held_out_;
};

}  // namespace

void train_segmenter(const SegmenterTraining& options)
{
    SegmenterTrainer(options).run();
}

}  // namespace sfumato::evaluate
