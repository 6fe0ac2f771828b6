// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/model_info.h"
#include "ldm/recipe.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace ldm {

/// One colour of another program's map, and the label that it is to become.
struct MapColour {
    std::array<std::uint8_t, 3> rgb{};
    std::size_t pixels = 0;
    std::string name;      ///< what the recognised table calls it; empty if that is unknown
    int label = 0;         ///< proposed: an index into the model's labels
    bool certain = false;  ///< a label has that name or exactly that colour
};

/// A map as another program made it.
struct ColourMap {
    int width = 0, height = 0;
    std::vector<std::uint8_t> cells;  ///< height × width, indices into `colours`
    std::vector<MapColour> colours;   ///< the most frequent first, at most 256
    double exact = 0.0;               ///< share of the pixels that have just these colours
    std::string table;                ///< title of the table that its colours are from; or empty
};

/// Where names and colours of other programs' maps are described.
struct ColourTables {
    std::filesystem::path folder;  ///< resources/palettes
    std::string use;               ///< title of the table to take; empty = the one that fits best
};

/// Titles of the tables there are. @throws nothing: none if the folder cannot be read
std::vector<std::string> colour_tables(const std::filesystem::path& folder);

/// Reads a map of GauGAN, ADE20K, COCO-Stuff, Cityscapes or made by hand: finds its colours (soft
/// edges and traces of lossy formats go to the colour nearby), recognises the table that they are
/// from and proposes a label for each: by name, by a near name, else by the nearest colour.
/// @param labels  the model's, at least one @throws as load_label_map
ColourMap read_colour_map(const std::filesystem::path& file, const std::vector<LabelInfo>& labels,
                          const ColourTables& tables);

/// For each label of one model the label of another that comes next to it by name; -1 = none does.
/// @param folder  resources/palettes, for near names
std::vector<int> match_labels(const std::vector<LabelInfo>& from, const std::vector<LabelInfo>& to,
                              const std::filesystem::path& folder);

/// The map of labels that its colours stand for.
LabelMap to_labels(const ColourMap& map);

}  // namespace ldm
