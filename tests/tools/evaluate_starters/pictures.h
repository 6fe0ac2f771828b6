// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/image.h"
#include "ldm/recipe.h"
#include "train/world_pool.h"

#include <torch/types.h>

#include <filesystem>
#include <vector>

namespace sfumato::evaluate {

/// A landscape that no model has seen, 256², with its exact map.
ldm::train::WorldItem held_out_landscape(int index, const std::filesystem::path& materials);

/// Squares of 256² cut from the folders `test` and `val` of photographs, `each` of one, after their
/// shorter side was brought to 512. @throws ldm::Error{File}
std::vector<ldm::Image> held_out_photos(const std::filesystem::path& folder, int each);

/// An RGB picture as [1,3,H,W] in [-1,1].
torch::Tensor to_tensor(const ldm::Image& image);

/// uint8 [3,H,W] as a picture.
ldm::Image to_picture(const torch::Tensor& pixels);

/// At half its sides, by the mean of four.
ldm::Image halved(const ldm::Image& image);

/// Labels [H,W] as the engine takes them.
std::shared_ptr<ldm::LabelMap> to_label_map(const torch::Tensor& labels);

/// Rows of pictures for people to look at; nothing without a folder. Pictures of one row are of one
/// size.
class Sheet {
public:
    /// @param columns  of pictures; more are left out
    explicit Sheet(std::size_t columns) : columns_(columns) {}

    /// One column, from top to bottom.
    void add(const std::vector<torch::Tensor>& column);

    /// Two rows of columns a line of eight.
    void write(const std::filesystem::path& folder, const std::string& name) const;

private:
    std::size_t columns_;
    std::vector<std::vector<torch::Tensor>> added_;
};

}  // namespace sfumato::evaluate
