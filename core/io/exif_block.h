// SPDX-License-Identifier: MIT
#pragma once

#include "io/image_decoders.h"

#include <vector>

namespace ldm {

/// An Exif block is a small TIFF file: directories of numbered entries (Exif 2.32, Sec. 4.5). What
/// is read here comes from anywhere: nothing is followed out of the block, nothing twice.
using ExifBlock = std::vector<std::uint8_t>;

/// Largest block that is kept.
inline constexpr std::size_t kMaxExif = std::size_t(1) << 20;

/// How a picture is to be turned, 1 to 8; 1 if the block does not say or is damaged.
int exif_orientation(ImageBytes block);

/// A copy that says that the picture is upright and has no thumbnail, for both would be wrong.
/// Everything else stays where it is, makers' notes too. Empty if the block is damaged or over
/// kMaxExif.
ExifBlock upright_exif(ImageBytes block);

/// Puts the picture's size into a block that has such entries.
void set_exif_size(ExifBlock& block, int width, int height);

/// The Exif block of a TIFF file: what its first directory says of camera and author, its Exif and
/// its GPS directory. Empty if there is none of it.
ExifBlock exif_of_tiff(ImageBytes file);

/// Gives a classic little- or big-endian TIFF file the Exif and GPS directories of a block.
/// @param file  of the block's byte order, with entries for both (0x8769, 0x8825) where it is to
/// have them
void append_exif(std::vector<std::uint8_t>& file, ImageBytes block);

/// Is the block's first byte order little-endian? @param block  at least two bytes
inline bool is_little_endian(ImageBytes block)
{
    return block[0] == 'I';
}

/// A text of the block's first directory: maker, model, author … Empty if it has none.
std::string exif_text(ImageBytes block, int tag);

/// Has the block the directory that this entry of the first one leads to?
bool has_exif_directory(ImageBytes block, int tag);

inline constexpr int kExifDirectory = 0x8769;
inline constexpr int kGpsDirectory = 0x8825;

/// Texts of the first directory that tell of camera and author.
inline constexpr int kExifTexts[] = {0x010e, 0x010f, 0x0110, 0x0131, 0x0132, 0x013b, 0x8298};

}  // namespace ldm
