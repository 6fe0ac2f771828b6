// SPDX-License-Identifier: MIT
#pragma once

#include "train/record_file.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ldm::train {

/// Writes a TensorBoard event file: records of protobuf messages `Event` (tensorboard/compat/proto:
/// event.proto, summary.proto). Each start of a run adds a file of its own; TensorBoard forgets
/// what earlier files say of steps that come again.
class EventWriter {
public:
    /// @param folder  gets `events.out.tfevents.SECONDS.HOST.PROCESS`  @param step  where it starts
    /// @throws Error{File}
    EventWriter(const std::filesystem::path& folder, std::int64_t step);

    void scalars(std::int64_t step, const std::vector<std::pair<std::string, double>>& values);

    /// @param png  a whole PNG file
    void image(std::int64_t step, const std::string& tag, int width, int height,
               std::string_view png);

private:
    void write(std::int64_t step, std::string_view content);

    std::unique_ptr<RecordWriter> file_;
};

}  // namespace ldm::train
