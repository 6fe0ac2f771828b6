// SPDX-License-Identifier: MIT
#pragma once

#include "task/task.h"

namespace ldm::task {

/// Words to picture (LDM paper, Sec. 4.3.1), from noise or, with an image, from that image sent
/// part of the way back to noise (SDEdit; Meng et al. 2022).
class TextTask final : public Task {
public:
    void validate(const Recipe& recipe, const ModelInfo& info) const override;
    Assignment prepare(const Recipe& recipe, LoadedModel& model,
                       const model::PatchWatch& watch) const override;
};

/// A class of the model's list (LDM paper, Sec. 4.3.1, App. E.2.2).
class ClassTask final : public Task {
public:
    void validate(const Recipe& recipe, const ModelInfo& info) const override;
    Assignment prepare(const Recipe& recipe, LoadedModel& model,
                       const model::PatchWatch& watch) const override;
};

/// Labelled boxes to scene (LDM paper, Sec. 4.3.1, App. E.2.1).
class LayoutTask final : public Task {
public:
    void validate(const Recipe& recipe, const ModelInfo& info) const override;
    Assignment prepare(const Recipe& recipe, LoadedModel& model,
                       const model::PatchWatch& watch) const override;
};

/// A picture of nothing in particular (LDM paper, Sec. 4.2); with a model that takes CLIP
/// embeddings, one near the recipe's (Blattmann et al. 2022), or near none.
class UnconditionalTask final : public Task {
public:
    void validate(const Recipe& recipe, const ModelInfo& info) const override;
    Assignment prepare(const Recipe& recipe, LoadedModel& model,
                       const model::PatchWatch& watch) const override;
};

/// What the model's text conditioner says of a prompt, [1,n,D]. The last few are kept.
/// @param notes gets a sentence that says where a prompt too long was cut
at::Tensor text_context(LoadedModel& model, const std::string& prompt,
                        std::vector<std::string>& notes);

}  // namespace ldm::task
