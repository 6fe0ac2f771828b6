// SPDX-License-Identifier: MIT
#include "train_judge.h"

#include "confusion.h"
#include "data/world/labels.h"
#include "data/world/scene.h"
#include "judge.h"
#include "runtime/autocast.h"
#include "runtime/device.h"
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
constexpr std::uint64_t kSeedsApart = 1'000'000;
constexpr std::uint64_t kHeldOutSeed = 2'000'000;
constexpr int kHeldOut = 24;
constexpr int kWarmUp = 50;
constexpr std::int64_t kSide = 128;  // what is learnt from: cut from 256² or the whole at half size
constexpr double kPart = 0.3;        // of kinds, hours and boxes in the loss
constexpr auto kLabels = std::int64_t(ldm::world::kLabelCount);

using Clock = std::chrono::steady_clock;

/// The training pictures: 256², two rays a pixel and axis, exact maps.
ldm::train::WorldDataConfig world_config(const JudgeTraining& options)
{
    ldm::train::WorldDataConfig config;
    config.size = 256;
    config.supersample = 2;
    config.pool = 384;
    config.reuse = 24;
    config.first_seed = kTrainingSeed + options.seed * kSeedsApart;
    config.coarse_maps = 0.0;
    config.materials = options.materials;
    return config;
}

/// A batch of pictures and what is known of them.
struct Batch {
    torch::Tensor pictures;       ///< [B,3,128,128] in [-1,1]
    torch::Tensor labels;         ///< int64 [B,64,64]
    torch::Tensor kinds, lights;  ///< int64 [B]
    /// Of each picture; none of one that is cut.
    std::vector<std::vector<ldm::LabelledBox>> boxes;
};

std::vector<std::array<double, 4>> places(const std::vector<ldm::LabelledBox>& boxes)
{
    std::vector<std::array<double, 4>> rows;
    for (const auto& b : boxes)
        rows.push_back({b.x, b.y, b.width, b.height});
    return rows;
}

torch::Tensor labels_in(const std::vector<ldm::LabelledBox>& boxes)
{
    std::vector<std::int64_t> labels;
    for (const auto& b : boxes)
        labels.push_back(b.label);
    return at::tensor(labels, at::kLong);
}

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

class JudgeTrainer {
public:
    explicit JudgeTrainer(const JudgeTraining& options)
        : options_(options), random_(kTrainingSeed + options.seed)
    {
        at::manual_seed(kTrainingSeed + options.seed);
        ldm::nn::reset_parameters(*judge_);
        optimiser_ = std::make_unique<ldm::train::Adam>(
            judge_->parameters(),
            ldm::train::AdamOptions{.lr = options.learning_rate, .weight_decay = 0.01});
    }

    /// All steps, with reports; leaves the file.
    void run()
    {
        const auto config = world_config(options_);
        for (int i = 0; i < kHeldOut; ++i)
            held_out_.push_back(
                ldm::train::make_world_item(kHeldOutSeed + std::uint64_t(i), config));
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
            std::printf("step %lld/%lld  loss %.3f  %.1f pictures/s  ",
                        static_cast<long long>(done), static_cast<long long>(options_.steps),
                        loss / double(count),
                        double(count) * options_.batch_size / elapsed.count());
            report();
            save_judge(judge_, options_.out);
            loss = 0.0;
            since = Clock::now();
        }
    }

private:
    /// A whole number below `end`.
    std::int64_t below(std::int64_t end)
    {
        return std::uniform_int_distribution<std::int64_t>(0, end - 1)(random_);
    }

    /// Half of them crops, half whole pictures at half size; half of the crops mirrored. The labels
    /// are at half resolution: one pixel of each square, the same of all and another in each batch.
    Batch draw(ldm::train::WorldPool& pool, std::int64_t step)
    {
        std::vector<std::int64_t> soon;
        for (int i = 0; i < kBatchesAhead * options_.batch_size; ++i)
            soon.push_back(step * options_.batch_size + i);
        pool.prepare(soon);
        const auto row = below(2), column = below(2);
        std::vector<torch::Tensor> pictures, labels;
        std::vector<std::int64_t> kinds, lights;
        Batch batch;
        for (int i = 0; i < options_.batch_size; ++i) {
            const auto item = pool.take(step * options_.batch_size + i);
            kinds.push_back(item.example->class_id / ldm::world::kLights);
            lights.push_back(item.example->class_id % ldm::world::kLights);
            if (i % 2 == 0) {
                pictures.push_back(halved(item.image));
                labels.push_back(item.labels.slice(0, row, {}, 4).slice(1, column, {}, 4));
                batch.boxes.push_back(item.example->boxes);
                continue;
            }
            const auto top = below(item.labels.size(0) - kSide + 1);
            const auto left = below(item.labels.size(1) - kSide + 1);
            auto picture = item.image.narrow(1, top, kSide).narrow(2, left, kSide);
            auto map = item.labels.narrow(0, top, kSide).narrow(1, left, kSide);
            if (below(2) == 1) {
                picture = picture.flip({2});
                map = map.flip({1});
            }
            pictures.push_back(picture);
            labels.push_back(map.slice(0, row, {}, 2).slice(1, column, {}, 2));
            batch.boxes.emplace_back();
        }
        batch.pictures = ldm::train::to_signed_float(at::stack(pictures));
        batch.labels = at::stack(labels).to(at::kLong);
        batch.kinds = at::tensor(kinds, at::kLong);
        batch.lights = at::tensor(lights, at::kLong);
        return batch;
    }

    static torch::Tensor halved(const torch::Tensor& picture)
    {
        return at::avg_pool2d(picture.to(at::kFloat).unsqueeze(0), {2, 2})[0].round().to(at::kByte);
    }

    /// One step of the optimiser. @return the loss
    double train_on(const Batch& batch, std::int64_t step)
    {
        label_weights_.add(batch.labels);
        optimiser_->zero_grad();
        Opinion o;
        {
            const ldm::Bf16Autocast autocast(bf16_);
            o = judge_->forward(batch.pictures);
        }
        auto loss =
            at::cross_entropy_loss(o.labels.to(at::kFloat), batch.labels, label_weights_.weights());
        loss = loss + kPart * (at::cross_entropy_loss(o.kinds.to(at::kFloat), batch.kinds) +
                               at::cross_entropy_loss(o.lights.to(at::kFloat), batch.lights));
        std::vector<torch::Tensor> seen, there;
        for (std::size_t i = 0; i < batch.boxes.size(); ++i)
            if (!batch.boxes[i].empty()) {
                seen.push_back(
                    judge_->boxes(o.deep[std::int64_t(i)].to(at::kFloat), places(batch.boxes[i])));
                there.push_back(labels_in(batch.boxes[i]));
            }
        if (!seen.empty())
            loss = loss + kPart * at::cross_entropy_loss(at::cat(seen), at::cat(there));
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

    /// How well it does on pictures that it never learns from, whole and at half size.
    void report() const
    {
        Confusion whole(ldm::world::kLabelCount);
        int kinds = 0, lights = 0, right = 0, boxes = 0;
        for (const auto& item : held_out_) {
            const auto large = ldm::train::to_signed_float(item.image.unsqueeze(0));
            whole.add(item.labels.unsqueeze(0), labels_of(opinion_of(judge_, large)));
            const auto small =
                opinion_of(judge_, ldm::train::to_signed_float(halved(item.image).unsqueeze(0)));
            const auto& known = *item.example;
            kinds += small.kinds.argmax(1).item<int>() == known.class_id / ldm::world::kLights;
            lights += small.lights.argmax(1).item<int>() == known.class_id % ldm::world::kLights;
            if (known.boxes.empty())
                continue;
            const torch::NoGradGuard no_grad;
            const auto named = judge_->boxes(small.deep[0], places(known.boxes)).argmax(1);
            right += named.eq(labels_in(known.boxes)).sum().item<int>();
            boxes += int(known.boxes.size());
        }
        std::printf("held-out mIoU %.4f  accuracy %.4f  kinds %d/%d  hours %d/%d  boxes %.3f\n",
                    whole.mean_iou(), whole.accuracy(), kinds, kHeldOut, lights, kHeldOut,
                    double(right) / std::max(1, boxes));
        std::fflush(stdout);
    }

    const JudgeTraining& options_;
    const bool bf16_ = ldm::has_bf16();
    std::mt19937_64 random_;
    Judge judge_;
    LabelWeights label_weights_;
    std::unique_ptr<ldm::train::Adam> optimiser_;
    std::vector<ldm::train::WorldItem> held_out_;
};

}  // namespace

void train_judge(const JudgeTraining& options)
{
    JudgeTrainer(options).run();
}

}  // namespace sfumato::evaluate
