// SPDX-License-Identifier: MIT
#pragma once

#include "io/deep_pixels.h"
#include "io/image_decoders.h"
#include "io/image_file.h"

#include <memory>

namespace ldm {

/// True if the bytes begin with PNG's signature.
bool is_png(ImageBytes bytes);

/// One PNG in memory: its header is read and checked at construction, its pixels on demand, once.
/// All functions throw Error with a bare reason, as the decoders do.
class PngReader {
public:
    explicit PngReader(ImageBytes bytes);
    ~PngReader();

    /// True if its values may be labels: a palette, or grey of up to 8 bits without alpha.
    bool has_indices() const;

    /// The colours of a palette PNG; empty for others.
    std::vector<Rgb> palette() const;

    /// The values as they are stored, one byte a pixel.
    LabelMap read_indices();

    /// 8-bit RGB, or RGBA if it has alpha or a transparent colour.
    /// @param share  if given, a picture that breaks off is no error: its share of the rows
    Image read_colours(double* share = nullptr);

    /// The same as 16-bit numbers; of a PNG of 16 bits.
    RawPixels read_deep();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ldm
