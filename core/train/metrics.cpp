// SPDX-License-Identifier: MIT
#include "train/metrics.h"

#include "io/atomic_file.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace ldm::train {

void Metrics::add(const std::string& name, double value, double count)
{
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&name](const Entry& e) { return e.name == name; });
    if (found == entries_.end()) {
        entries_.push_back({name, value, count});
        return;
    }
    found->sum += value;
    found->count += count;
}

void Metrics::merge(const Metrics& other)
{
    for (const auto& entry : other.entries_)
        add(entry.name, entry.sum, entry.count);
}

void Metrics::reduce(ProcessGroup& group)
{
    if (group.size() == 1 || entries_.empty())
        return;
    auto flat = at::empty({std::int64_t(2 * entries_.size())}, at::kDouble);
    auto* values = flat.mutable_data_ptr<double>();
    for (size_t i = 0; i < entries_.size(); ++i) {
        values[2 * i] = entries_[i].sum;
        values[2 * i + 1] = entries_[i].count;
    }
    group.sum(flat);
    for (size_t i = 0; i < entries_.size(); ++i) {
        entries_[i].sum = values[2 * i];
        entries_[i].count = values[2 * i + 1];
    }
}

bool Metrics::finite() const
{
    return std::all_of(entries_.begin(), entries_.end(),
                       [](const Entry& e) { return std::isfinite(e.sum); });
}

std::vector<std::pair<std::string, double>> Metrics::means() const
{
    std::vector<std::pair<std::string, double>> means;
    for (const auto& entry : entries_)
        means.emplace_back(entry.name, entry.sum / std::max(1.0, entry.count));
    return means;
}

std::string Metrics::to_text() const
{
    std::string text;
    for (const auto& entry : entries_) {
        char line[80];
        std::snprintf(line, sizeof line, " %a %a\n", entry.sum, entry.count);
        text += entry.name + line;
    }
    return text;
}

Metrics Metrics::from_text(const std::string& text)
{
    Metrics metrics;
    std::istringstream lines(text);
    // Streams cannot read hexadecimal fractions; strtod can.
    for (std::string name, sum, count; lines >> name >> sum >> count;)
        metrics.add(name, std::strtod(sum.c_str(), nullptr), std::strtod(count.c_str(), nullptr));
    return metrics;
}

MetricsFile::MetricsFile(std::filesystem::path path, std::vector<std::string> columns,
                         std::int64_t step)
    : path_(std::move(path)), columns_(std::move(columns))
{
    std::string head = "step";
    for (const auto& column : columns_)
        head += "," + column;
    std::string kept = head + "\n";
    std::ifstream old(path_);
    std::string line;
    if (step > 0 && std::getline(old, line) && line == head)
        while (std::getline(old, line) && !old.eof() && std::atoll(line.c_str()) <= step)
            kept += line + "\n";
    AtomicFile out(path_);
    out.write(kept);
    out.commit();
}

void MetricsFile::append(std::int64_t step,
                         const std::vector<std::pair<std::string, double>>& values)
{
    std::string row = std::to_string(step);
    for (const auto& column : columns_) {
        row += ',';
        for (const auto& [name, value] : values)
            if (name == column) {
                char text[32];
                std::snprintf(text, sizeof text, "%.17g", value);
                row += text;
            }
    }
    std::ofstream out(path_, std::ios::app);
    out << row << '\n';
    if (!out.flush())
        throw Error(ErrorCode::File,
                    "The file " + path_.string() + " cannot be written to; is the disk full?",
                    path_.string());
}

}  // namespace ldm::train
