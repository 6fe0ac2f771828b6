// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace ldm::model {

/// What came of filling a model from a file.
struct LoadReport {
    int loaded = 0;
    bool ema = false;                     ///< the UNet's weights are the moving averages
    std::vector<std::string> missing;     ///< needed by the model, absent from the file
    std::vector<std::string> mismatched;  ///< "name: [file shape] instead of [model shape]"
    std::vector<std::string> unexpected;  ///< in the file, unknown to the model

    bool complete() const { return missing.empty() && mismatched.empty(); }

    /// @throws Error{CheckpointKeys} naming `file` and the first few keys, unless complete
    void require_complete(const std::string& file) const;
};

}  // namespace ldm::model
