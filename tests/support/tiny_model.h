// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace sfumato::test {

/// Small models with random weights, one of each kind. Pictures are noise.
enum class TinyModel { Dream, Paint, Boxes, Fill, Enlarge, Words, Kinds, Clip, ClipFill, Scene };

/// Writes ID.yaml and ID.safetensors into the folder.
void write_tiny_model(const std::filesystem::path& folder, const std::string& id, TinyModel kind);

/// Writes all of them, named dream, paint, boxes, fill, enlarge, words, kinds, clip, clip-fill and
/// scene.
void write_tiny_models(const std::filesystem::path& folder);

}  // namespace sfumato::test
