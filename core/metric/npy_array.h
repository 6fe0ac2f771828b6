// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ldm::metric {

/// An array of NumPy's .npy format, over the bytes that it was read from.
struct NpyArray {
    std::string type;  ///< NumPy's `descr`: "|u1", "<f4" …
    bool column_major = false;
    std::vector<std::uint64_t> shape;
    std::string_view data;
};

/// Reads the header; the data is not copied. @throws Error{File} with a bare reason
NpyArray read_npy(std::string_view bytes);

}  // namespace ldm::metric
