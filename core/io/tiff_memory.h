// SPDX-License-Identifier: MIT
#pragma once

#include "io/image_decoders.h"

#include <tiffio.h>
#include <memory>

namespace ldm {

/// The bytes as the file that libtiff reads; outlives what is opened on it.
struct TiffSource {
    ImageBytes bytes;
    std::uint64_t position = 0;
};

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using TiffFile = std::unique_ptr<TIFF, CloseTiff>;

/// Null if the bytes are no TIFF file.
TiffFile open_tiff(TiffSource& source);

/// libtiff would print to the terminal; what it says is in our own words.
void silence_tiff();

}  // namespace ldm
