// SPDX-License-Identifier: MIT
#pragma once

#include "cli.h"

namespace sfumato::cli {

/// Options of every verb that makes pictures; what is not given comes from the recipe or the model.
struct GenerateOptions {
    std::string out, model, size, sampler, spacing, noise, dtype, previews, film, recipe, batch,
        shard;
    std::string map, boxes, image, mask, prompt, negative, class_name, embedding;
    std::string origin, renew, noise_offset;
    std::vector<std::string> blend;
    std::uint64_t seed = 0;
    int steps = 0, count = 1, scale = 0, feather = -1, origin_step = 0;
    double eta = -1.0, temperature = -1.0, guidance = -1.0, guidance_rescale = -1.0,
           strength = -1.0;
    bool seed_given = false, reference_rounding = false;
};

/// What the verbs share: model, size, seed, sampler, output …
void add_common_options(CLI::App& verb, GenerateOptions& options);

/// The recipe that the options describe. @throws ldm::Error, CLI::ValidationError
ldm::Recipe make_recipe(const GenerateOptions& options, const CLI::App& verb, ldm::TaskKind task,
                        const ldm::Engine& engine);

/// The boxes of a JSON file: a list of {"label": name or number, "box": [x, y, width, height]},
/// shares of the picture. @throws ldm::Error naming the entry that is wrong
std::vector<ldm::LabelledBox> read_boxes(const std::filesystem::path& file,
                                         const std::vector<ldm::LabelInfo>& labels);

/// Index of a label by number or name. @throws ldm::Error naming near ones
int label_index(const std::string& name, const std::vector<ldm::LabelInfo>& labels);

}  // namespace sfumato::cli
