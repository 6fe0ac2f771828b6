// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/attention.h"
#include "ldm/model_info.h"
#include "ldm/observer.h"
#include "ldm/picture.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ldm {

struct EngineOptions {
    /// Folders searched for models, first match of an id wins.
    std::vector<std::filesystem::path> model_folders;
    /// Folder with `vocabularies` (of models that take words) and `zoo` (descriptions of published
    /// models, for weights that come without theirs).
    std::filesystem::path resources;
    /// Where pictures are computed: "cpu", "cuda", "cuda:1", "auto" (a GPU where there is one).
    std::string device = "auto";
    int threads = 0;  ///< of the compute library; 0 = one a physical core
    std::uintmax_t memory_budget =
        0;  ///< bytes that a step or decoding may take; 0 = half of the device's
    /// Bytes for the denoising of the last pictures (24 at most), from which others can go on.
    std::uintmax_t trajectory_budget = std::uintmax_t(256) << 20;
};

/// The one door to the library for the window and the command line: owns the device, the model
/// library and the models in memory. Not thread-safe: every call but `model_folders_default` is
/// made on the generation thread. Throws Error and Cancelled, nothing else.
class Engine {
public:
    explicit Engine(EngineOptions options = {});
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// The models found in the folders; broken ones are listed with their `problem`.
    /// Reads YAML files only, so it is quick.
    std::vector<ModelInfo> models() const;

    /// The model of that id or path. @throws Error{BadArgument} with the ids there are.
    ModelInfo model(std::string_view id) const;

    std::vector<DeviceInfo> devices() const;

    /// Loads and prepares a model ahead of its first run; no-op if it is in memory.
    void load(std::string_view id, DType dtype = DType::Auto);

    /// Makes the picture of a recipe. If it goes on from another picture whose denoising is not
    /// kept any more, that one is made first and its steps count.
    /// @throws Error{BadArgument} for a recipe that cannot be run, Error{CheckpointFormat},
    ///         Error{CheckpointKeys} for a bad model file, Error{OutOfMemory}
    /// @throws Cancelled within one step of the observer's Cancel
    Picture run(const Recipe& recipe, Observer& observer);

    /// The first `steps` steps of a recipe: the picture is what is foreseen then, at a preview's
    /// size. What was computed is kept: run() of the same recipe goes on from there and gives the
    /// same bytes as without. Samplers other than ddim cannot stop half-way.
    /// @throws as run; Error{Unsupported} for another sampler
    Picture sketch(const Recipe& recipe, int steps, Observer& observer);

    /// What is left of a picture after encoding and decoding with a model's first stage; of the
    /// same size, three channels. @throws as run
    Image round_trip(std::string_view model, const Image& image, Observer& observer);

    /// Where each word, box or class of a recipe acts. If its denoising is kept this costs one
    /// step, else a run. @throws as run; Error{Unsupported} for models without cross-attention
    Attention attention(const Recipe& recipe, Observer& observer);

    /// Memory that the loaded model takes, in bytes; 0 = none is loaded.
    std::uintmax_t model_bytes() const;

    /// Frees the loaded model and what is kept of recent pictures.
    void unload();

    /// Seconds that this recipe would take here, from earlier runs of the model; 0 if unknown.
    double forecast(const Recipe& recipe) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Bundled starters (given by the caller), then $XDG_DATA_HOME/sfumato/models.
std::vector<std::filesystem::path> default_model_folders(const std::filesystem::path& bundled);

/// Reads a PNG, JPEG, TIFF or WebP as 8-bit RGB, or RGBA if it has transparency; upright.
/// @throws Error{File}, Error{BadArgument}, Error{Unsupported}
Image load_image(const std::filesystem::path& file);

/// The same as one channel of brightness: a mask.
Image load_mask(const std::filesystem::path& file);

/// Writes a picture as PNG with its recipe inside (iTXt `sfumato:recipe`), through a temporary
/// file and a rename. @throws Error{File} naming the file and what to do
void save_picture(const Picture& picture, const std::filesystem::path& file);

/// Writes an image as plain PNG. @throws Error{File}
void save_image(const Image& image, const std::filesystem::path& file);

/// The recipe inside a PNG or of a .json file. @throws Error{BadArgument} if there is none or it is
/// damaged, Error{File} if the file is unreadable
Recipe load_recipe(const std::filesystem::path& file);

/// The same; nothing for a picture that carries no recipe.
std::optional<Recipe> find_recipe(const std::filesystem::path& file);

/// A PNG read as semantic map for a palette.
struct MapFile {
    LabelMap map;  ///< unknown colours are mapped to the nearest palette colour
    std::vector<std::array<std::uint8_t, 3>> unknown_colours;  ///< those, most frequent first
    std::size_t unknown_pixels = 0;
};

/// Reads a label map: palette or grey PNGs by index (if every index is a label), others by the
/// palette's colours. @throws Error{BadArgument} for a wrong type or an impossible size,
/// Error{File}
MapFile load_label_map(const std::filesystem::path& file, const std::vector<LabelInfo>& labels);

}  // namespace ldm
