// SPDX-License-Identifier: MIT
#include "task/colour_table.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace ldm::task {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLines = 4096;

std::string trimmed(const std::string& text)
{
    const auto begin = text.find_first_not_of(" \t\r");
    const auto end = text.find_last_not_of(" \t\r");
    return begin == text.npos ? std::string() : text.substr(begin, end - begin + 1);
}

std::vector<std::string> split(const std::string& text, char at)
{
    std::vector<std::string> parts;
    std::stringstream stream(text);
    for (std::string part; std::getline(stream, part, at);)
        parts.push_back(trimmed(part));
    return parts;
}

// What makes two names the same: their words, in any order, in the singular, without "other".
std::string key_of(const std::string& name)
{
    std::vector<std::string> words(1);
    for (const unsigned char c : name) {
        if (std::isalnum(c) || c >= 0x80)
            words.back() += char(std::tolower(c));
        else if (!words.back().empty())
            words.emplace_back();
    }
    std::string key;
    for (auto& word : words)
        if (word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's')
            word.pop_back();
    std::sort(words.begin(), words.end());
    for (const auto& word : words)
        if (!word.empty() && word != "other" && word != "stuff")
            key += (key.empty() ? "" : " ") + word;
    return key;
}

void take_row(const std::string& line, ColourTable& table)
{
    const auto fields = split(line, '\t');
    if (fields.size() < 2 || fields[0].empty())
        return;
    unsigned red = 0, green = 0, blue = 0;
    if (std::sscanf(fields[1].c_str(), "#%2x%2x%2x", &red, &green, &blue) == 3)
        table.colours.try_emplace(Rgb{std::uint8_t(red), std::uint8_t(green), std::uint8_t(blue)},
                                  fields[0]);
    int number = 0;
    if (fields.size() > 2 && std::sscanf(fields[2].c_str(), "%d", &number) == 1)
        table.numbers.try_emplace(number, fields[0]);
}

ColourTable read_table(const fs::path& file)
{
    ColourTable table;
    std::ifstream in(file);
    std::size_t lines = 0;
    for (std::string line; lines < kMostLines && std::getline(in, line); ++lines) {
        if (line.starts_with("# title:"))
            table.title = trimmed(line.substr(8));
        else if (line.starts_with("# files:"))
            table.hints = split(line.substr(8), ',');
        else if (!line.starts_with("# "))
            take_row(line, table);
    }
    return table;
}

}  // namespace

std::vector<ColourTable> read_colour_tables(const fs::path& folder)
{
    std::vector<ColourTable> tables;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        if (entry.path().extension() == ".txt")
            if (auto table = read_table(entry.path()); !table.title.empty())
                tables.push_back(std::move(table));
    std::sort(tables.begin(), tables.end(),
              [](const auto& a, const auto& b) { return a.title < b.title; });
    return tables;
}

LabelNames::LabelNames(const std::vector<LabelInfo>& labels, const fs::path& synonyms)
{
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels_.try_emplace(key_of(labels[i].name), int(i));
    std::ifstream in(synonyms);
    std::size_t lines = 0;
    for (std::string line; lines < kMostLines && std::getline(in, line); ++lines) {
        const auto colon = line.find(':');
        if (colon == line.npos || line.starts_with('#'))
            continue;
        auto& names = synonyms_[key_of(line.substr(0, colon))];
        for (const auto& name : split(line.substr(colon + 1), ','))
            names.push_back(key_of(name));
    }
}

std::optional<LabelNames::Match> LabelNames::find(const std::string& name) const
{
    const auto key = key_of(name);
    if (const auto it = labels_.find(key); it != labels_.end())
        return Match{it->second, true};
    const auto near = synonyms_.find(key);
    if (near != synonyms_.end())
        for (const auto& other : near->second)
            if (const auto it = labels_.find(other); it != labels_.end())
                return Match{it->second, false};
    return std::nullopt;
}

}  // namespace ldm::task
