// SPDX-License-Identifier: MIT
#pragma once

#include "train/process_group.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace ldm::train {

/// Means of named numbers, in the order in which they first came.
class Metrics {
public:
    void add(const std::string& name, double value, double count = 1.0);

    /// Adds another's sums.
    void merge(const Metrics& other);

    /// Sums over all processes; each must have added the same names.
    void reduce(ProcessGroup& group);

    /// False if any sum is infinite or not a number.
    bool finite() const;

    bool empty() const { return entries_.empty(); }
    void clear() { entries_.clear(); }

    std::vector<std::pair<std::string, double>> means() const;

    /// The exact sums as text, for the run's state, and back.
    std::string to_text() const;
    static Metrics from_text(const std::string& text);

private:
    struct Entry {
        std::string name;
        double sum = 0.0, count = 0.0;
    };

    std::vector<Entry> entries_;
};

/// `metrics.csv` of a run: `step` and the named columns, one row a report, digits enough to tell
/// any two numbers apart.
class MetricsFile {
public:
    /// Starts the file, or goes on after the row of `step`: later rows, which a run that was ended
    /// had written after its last checkpoint, are cut off. @throws Error{File}
    MetricsFile(std::filesystem::path path, std::vector<std::string> columns, std::int64_t step);

    /// Columns without a value are left empty.
    void append(std::int64_t step, const std::vector<std::pair<std::string, double>>& values);

private:
    std::filesystem::path path_;
    std::vector<std::string> columns_;
};

}  // namespace ldm::train
