// SPDX-License-Identifier: MIT
#include "data/world/scene.h"
#include "metric/feature_metrics.h"
#include "metric/feature_net.h"
#include "pictures.h"
#include "scoring.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdio>

namespace sfumato::evaluate {

namespace {

constexpr int kSide = 128;
constexpr const char* kModel = "scene";
constexpr const char* kBoxesModel = "landscape";
constexpr std::size_t kMostBoxes = 10;

/// How likely the judge holds it that a picture is of a class of the world.
double likelihood(const Opinion& opinion, int class_id)
{
    const auto of = [](const torch::Tensor& logits, int index) {
        return at::log_softmax(logits, 1)[0][index].item<double>();
    };
    return of(opinion.kinds, class_id / ldm::world::kLights) +
           of(opinion.lights, class_id % ldm::world::kLights);
}

/// How many boxes hold what they were drawn for.
int recognised(const Judge& judge, const torch::Tensor& picture,
               const std::vector<ldm::LabelledBox>& boxes)
{
    const torch::NoGradGuard no_grad;
    std::vector<std::array<double, 4>> places;
    for (const auto& b : boxes)
        places.push_back({b.x, b.y, b.width, b.height});
    const auto named = judge->boxes(opinion_of(judge, picture).deep[0], places).argmax(1);
    int right = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i)
        right += named[std::int64_t(i)].item<int>() == boxes[i].label;
    return right;
}

/// The real pictures at the model's size with what is known of them.
struct Real {
    std::vector<ldm::train::WorldItem> items;
    std::vector<torch::Tensor> pictures;  ///< [1,3,128,128]
};

Real real_pictures(const Scoring& scoring, int first)
{
    Real real;
    for (int i = 0; i < scoring.options.count; ++i) {
        real.items.push_back(held_out_landscape(first + i, scoring.options.materials));
        real.pictures.push_back(to_tensor(halved(to_picture(real.items.back().image))));
    }
    return real;
}

void score_words(Scoring& scoring, const Real& real)
{
    int better = 0, asked = 0, better_real = 0;
    Sheet sheet(16);
    for (std::size_t i = 0; i < real.items.size(); ++i) {
        const int own = real.items[i].example->class_id;
        const int other = real.items[(i + 1) % real.items.size()].example->class_id;
        auto recipe = scoring.recipe(kModel, ldm::TaskKind::Text, kSide, std::uint64_t(i));
        recipe.prompt = real.items[i].example->caption;
        const auto made = to_tensor(scoring.run(recipe));
        sheet.add({made});
        if (i < 16)
            std::printf("  %2zu %s\n", i + 1, recipe.prompt.c_str());
        if (own == other)
            continue;
        const auto seen = opinion_of(scoring.judge, made);
        const auto seen_real = opinion_of(scoring.judge, real.pictures[i]);
        better += likelihood(seen, own) > likelihood(seen, other);
        better_real += likelihood(seen_real, own) > likelihood(seen_real, other);
        ++asked;
    }
    sheet.write(scoring.options.sheets, "words");
    std::printf(
        "words: the own caption's class is likelier than another's in %d of %d pictures "
        "(%.1f %%; real pictures %.1f %%)\n",
        better, asked, 100.0 * better / asked, 100.0 * better_real / asked);
}

void score_boxes(Scoring& scoring, const Real& real)
{
    int in_real = 0, in_made = 0, all = 0;
    Sheet sheet(16);
    for (std::size_t i = 0; i < real.items.size(); ++i) {
        auto boxes = real.items[i].example->boxes;  // the largest first
        boxes.resize(std::min(boxes.size(), kMostBoxes));
        if (boxes.empty())
            continue;
        auto recipe =
            scoring.recipe(kBoxesModel, ldm::TaskKind::Layout, 2 * kSide, std::uint64_t(i));
        recipe.boxes = boxes;
        const auto made = to_tensor(halved(scoring.run(recipe)));
        in_real += recognised(scoring.judge, real.pictures[i], boxes);
        in_made += recognised(scoring.judge, made, boxes);
        all += int(boxes.size());
        sheet.add({real.pictures[i], made});
    }
    sheet.write(scoring.options.sheets, "boxes");
    std::printf("boxes: %d; recognised in real pictures %.3f, in generated ones %.3f, ratio %.3f\n",
                all, double(in_real) / all, double(in_made) / all, double(in_made) / in_real);
}

void score_dream(Scoring& scoring, const Real& real)
{
    Sheet sheet(16);
    std::vector<torch::Tensor> made;
    for (int i = 0; i < scoring.options.count; ++i) {
        made.push_back(to_tensor(scoring.run(
            scoring.recipe(kModel, ldm::TaskKind::Unconditional, kSide, 1000 + std::uint64_t(i)))));
        sheet.add({made.back()});
    }
    sheet.write(scoring.options.sheets, "dream");
    const auto other = real_pictures(scoring, scoring.options.count);
    const auto random = ldm::metric::open_feature_net("random:1");
    const auto trained = [&](const std::vector<torch::Tensor>& all) {
        std::vector<torch::Tensor> features;
        for (const auto& p : all)
            features.push_back(pooled(opinion_of(scoring.judge, p)));
        return at::cat(features);
    };
    const auto untrained = [&](const std::vector<torch::Tensor>& all) {
        std::vector<torch::Tensor> features;
        for (const auto& p : all)
            features.push_back((*random)(((p + 1.0) * 127.5).round().to(at::kByte)).features);
        return at::cat(features);
    };
    const auto print = [&](const char* name, const auto& features) {
        const auto a = features(real.pictures);
        std::printf(
            "dream: Fréchet distance by %s features: %.4g (two sets of real pictures: "
            "%.4g)\n",
            name, ldm::metric::frechet_distance(a, features(made)),
            ldm::metric::frechet_distance(a, features(other.pictures)));
    };
    print("the judge's", trained);
    print("random", untrained);
}

}  // namespace

void score_scene(Scoring& scoring)
{
    const auto real = real_pictures(scoring, 0);
    score_words(scoring, real);
    score_dream(scoring, real);
}

void score_boxes(Scoring& scoring)
{
    score_boxes(scoring, real_pictures(scoring, 0));
}

}  // namespace sfumato::evaluate
