// SPDX-License-Identifier: MIT
#include "score_model.h"

#include "confusion.h"
#include "data/world/labels.h"
#include "io/image_file.h"
#include "ldm/engine.h"
#include "ldm/error.h"
#include "segmenter.h"
#include "train/sample_grid.h"
#include "train/world_pool.h"

#include <ATen/ATen.h>

#include <cstdio>
#include <cstring>

namespace sfumato::evaluate {

namespace {

constexpr std::uint64_t kHeldOutSeed = 1'000'000;
constexpr int kSide = 256;
constexpr int kColumns = 8;
constexpr std::size_t kPairs = 16;

/// The two confusion matrices, the pairs of the sheet and the time taken.
struct Score {
    Confusion real{ldm::world::kLabelCount};
    Confusion generated{ldm::world::kLabelCount};
    std::vector<torch::Tensor> maps, pictures;  ///< [3,H,W] in [-1,1]
    double seconds = 0.0;
};

/// A held-out landscape with its exact map.
ldm::train::WorldItem held_out(int index)
{
    ldm::train::WorldDataConfig config;
    config.size = kSide;
    config.supersample = 2;
    config.coarse_maps = 0.0;
    return ldm::train::make_world_item(kHeldOutSeed + std::uint64_t(index), config);
}

/// Labels [H,W] as the engine takes them.
std::shared_ptr<ldm::LabelMap> to_label_map(const torch::Tensor& labels)
{
    auto map = std::make_shared<ldm::LabelMap>();
    map->height = int(labels.size(0));
    map->width = int(labels.size(1));
    map->labels.resize(std::size_t(labels.numel()));
    std::memcpy(map->labels.data(), labels.const_data_ptr(), map->labels.size());
    return map;
}

/// An RGB picture as uint8 [3,H,W].
torch::Tensor to_tensor(const ldm::Image& image)
{
    auto rows = at::empty({image.height, image.width, image.channels}, at::kByte);
    std::memcpy(rows.mutable_data_ptr(), image.pixels.data(), image.pixels.size());
    return rows.permute({2, 0, 1}).contiguous();
}

/// @throws ldm::Error{BadArgument} unless the model takes maps of the world's labels
void require_world_labels(const ldm::ModelInfo& model)
{
    if (model.labels.size() != ldm::world::kLabelCount)
        throw ldm::Error(ldm::ErrorCode::BadArgument,
                         "The model '" + model.id + "' takes " +
                             std::to_string(model.labels.size()) +
                             " labels; only models of the landscape world can be scored.",
                         model.id);
}

/// Makes and judges the picture of one map.
void add_picture(const ModelScoring& options, int index, ldm::Engine& engine,
                 const Segmenter& segmenter, Score& score)
{
    const auto item = held_out(index);
    ldm::Recipe recipe;
    recipe.model = options.model;
    recipe.width = recipe.height = kSide;
    recipe.seed = std::uint64_t(index);
    recipe.steps = options.steps;
    recipe.eta = engine.model(options.model).eta;
    recipe.map = to_label_map(item.labels);
    ldm::SilentObserver observer;
    const auto picture = engine.run(recipe, observer);
    score.seconds += picture.timings.total - picture.timings.load;
    const auto both =
        ldm::train::to_signed_float(at::stack({item.image, to_tensor(picture.image)}));
    const auto seen = predict_labels(segmenter, both);
    score.real.add(item.labels, seen[0]);
    score.generated.add(item.labels, seen[1]);
    if (score.maps.size() < kPairs) {
        score.maps.push_back(ldm::train::colour_map(item.labels));
        score.pictures.push_back(both[1]);
    }
}

/// Rows of maps, each above the row of their pictures.
void write_sheet(const Score& score, const std::filesystem::path& file)
{
    std::vector<torch::Tensor> rows;
    const auto add_row = [&](const std::vector<torch::Tensor>& all, std::size_t from) {
        const auto end = std::min(all.size(), from + kColumns);
        rows.push_back(at::stack(std::vector<torch::Tensor>(all.begin() + std::ptrdiff_t(from),
                                                            all.begin() + std::ptrdiff_t(end))));
    };
    for (std::size_t i = 0; i < score.maps.size(); i += kColumns) {
        add_row(score.maps, i);
        add_row(score.pictures, i);
    }
    ldm::write_png(file, ldm::train::make_grid(rows));
}

/// One line a label, those that occur.
void print_table(const Score& score)
{
    std::printf("\n%-10s %8s %8s %10s\n", "label", "share", "real", "generated");
    const auto labels = ldm::world::labels();
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (const auto real = score.real.iou(i))
            std::printf("%-10s %7.2f%% %8.4f %10.4f\n", labels[i].name,
                        100.0 * score.real.frequency(i), *real,
                        score.generated.iou(i).value_or(0.0));
}

/// The numbers of the whole set.
void print_summary(const Score& score, int count)
{
    const double real = score.real.mean_iou(), generated = score.generated.mean_iou();
    std::printf("\nmaps                 %d\n", count);
    std::printf("mIoU real renders    %.4f  (accuracy %.4f)\n", real, score.real.accuracy());
    std::printf("mIoU generated       %.4f  (accuracy %.4f)\n", generated,
                score.generated.accuracy());
    std::printf("ratio                %.4f\n", real > 0.0 ? generated / real : 0.0);
    std::printf("seconds a picture    %.2f\n", score.seconds / count);
}

}  // namespace

void score_model(const ModelScoring& options)
{
    const auto segmenter = load_segmenter(options.segmenter);
    ldm::EngineOptions engine_options;
    engine_options.model_folders = ldm::default_model_folders(options.model_dir);
    engine_options.threads = options.threads;
    ldm::Engine engine(engine_options);
    require_world_labels(engine.model(options.model));
    engine.load(options.model);
    Score score;
    for (int i = 0; i < options.count; ++i) {
        add_picture(options, i, engine, segmenter, score);
        if ((i + 1) % 20 == 0) {
            std::fprintf(stderr, "%d/%d  mIoU real %.4f  generated %.4f\n", i + 1, options.count,
                         score.real.mean_iou(), score.generated.mean_iou());
        }
    }
    print_table(score);
    print_summary(score, options.count);
    if (!options.sheet.empty())
        write_sheet(score, options.sheet);
}

}  // namespace sfumato::evaluate
