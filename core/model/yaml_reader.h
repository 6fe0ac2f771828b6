// SPDX-License-Identifier: MIT
#pragma once

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ldm::model {

/// Typed reading of one YAML mapping that remembers what it was asked for, so that the rest can be
/// listed as unknown. Errors name the key by its path in the file.
class YamlReader {
public:
    YamlReader(YAML::Node node, std::string path) : node_(std::move(node)), path_(std::move(path))
    {
    }

    /// The file's top level. @throws Error{File} if unreadable, Error{BadArgument} if not YAML,
    /// too large (1 MiB) or too deep
    static YamlReader open(const std::filesystem::path& file);
    static YamlReader parse(const std::string& text, const std::string& name);

    bool has(const std::string& key) const;

    /// The value of a key or the default where it is absent or null.
    int number(const std::string& key, int fallback);
    double real(const std::string& key, double fallback);
    bool flag(const std::string& key, bool fallback);
    std::string text(const std::string& key, const std::string& fallback = {});
    std::vector<int> numbers(const std::string& key, std::vector<int> fallback = {});

    /// The strings of a list, or the one string that stands in its place; empty if absent.
    std::vector<std::string> texts(const std::string& key);

    /// @throws Error{BadArgument} if the key is absent
    int required_number(const std::string& key);
    std::string required_text(const std::string& key);

    /// The mapping below a key; empty if absent.
    YamlReader child(const std::string& key);

    /// The entries below a key as nodes; empty if absent. @throws Error{BadArgument} if no list
    std::vector<YAML::Node> list(const std::string& key);

    /// Marks a key as known without reading it.
    void accept(const std::string& key) { asked_.push_back(key); }

    /// Paths of the keys that nobody asked for.
    std::vector<std::string> unknown() const;

    const std::string& path() const { return path_; }
    const YAML::Node& node() const { return node_; }

private:
    template <typename T>
    T value(const std::string& key, const T& fallback, const char* kind);
    [[noreturn]] void fail(const std::string& key, const std::string& problem) const;
    std::string path_of(const std::string& key) const;
    YAML::Node get(const std::string& key);

    YAML::Node node_;
    std::string path_;
    std::vector<std::string> asked_;
};

}  // namespace ldm::model
