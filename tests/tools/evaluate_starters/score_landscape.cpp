// SPDX-License-Identifier: MIT
#include "confusion.h"
#include "data/world/labels.h"
#include "pictures.h"
#include "scoring.h"
#include "train/sample_grid.h"

#include <ATen/ATen.h>

#include <cstdio>

namespace sfumato::evaluate {

namespace {

constexpr int kSide = 256;

/// One line a label, those that occur.
void print_table(const Confusion& real, const Confusion& generated)
{
    std::printf("%-10s %8s %8s %10s\n", "label", "share", "real", "generated");
    const auto labels = ldm::world::labels();
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (const auto iou = real.iou(i))
            std::printf("%-10s %7.2f%% %8.4f %10.4f\n", labels[i].name, 100.0 * real.frequency(i),
                        *iou, generated.iou(i).value_or(0.0));
}

}  // namespace

void score_landscape(Scoring& scoring)
{
    Confusion real(ldm::world::kLabelCount), generated(ldm::world::kLabelCount);
    Sheet sheet(16);
    for (int i = 0; i < scoring.options.count; ++i) {
        const auto item = held_out_landscape(i, scoring.options.materials);
        auto recipe = scoring.recipe("landscape", ldm::TaskKind::Semantic, kSide, std::uint64_t(i));
        recipe.map = to_label_map(item.labels);
        const auto made = to_tensor(scoring.run(recipe));
        const auto shown = ldm::train::to_signed_float(item.image.unsqueeze(0));
        const auto seen = labels_of(opinion_of(scoring.judge, at::cat({shown, made})));
        real.add(item.labels, seen[0]);
        generated.add(item.labels, seen[1]);
        sheet.add({ldm::train::colour_map(item.labels), made});
    }
    sheet.write(scoring.options.sheets, "landscape");
    print_table(real, generated);
    std::printf("landscape: %d held-out maps\n", scoring.options.count);
    std::printf("  mIoU real %.4f (accuracy %.4f), generated %.4f (%.4f), ratio %.3f\n",
                real.mean_iou(), real.accuracy(), generated.mean_iou(), generated.accuracy(),
                generated.mean_iou() / real.mean_iou());
}

}  // namespace sfumato::evaluate
