// SPDX-License-Identifier: MIT
#include "model/yaml_reader.h"

#include "ldm/error.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace ldm::model {

namespace {

constexpr std::size_t kMaxBytes = 1 << 20;
constexpr int kMaxDepth = 64;

// yaml-cpp reads recursively: refuse what would exhaust the stack before it is given to it.
bool nests_too_deep(const std::string& text)
{
    int flow = 0;
    std::size_t indent = 0, dashes = 0, run = 0;
    bool line_start = true;
    for (const char c : text) {
        if (c == '\n') {
            line_start = true;
            run = 0;
            dashes = 0;
            continue;
        }
        if (line_start && (c == ' ' || c == '-' || c == '?')) {
            ++run;
            dashes += c != ' ';
            indent = std::max(indent, std::max(run / 2, dashes));
            continue;
        }
        line_start = false;
        if (c == '[' || c == '{')
            ++flow;
        else if (c == ']' || c == '}')
            --flow;
        if (flow > kMaxDepth)
            return true;
    }
    return indent > std::size_t(kMaxDepth);
}

}  // namespace

YamlReader YamlReader::open(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw Error(ErrorCode::File, "The file " + file.string() + " cannot be opened.",
                    file.string());
    std::string text(kMaxBytes + 1, '\0');
    in.read(text.data(), std::streamsize(text.size()));
    text.resize(std::size_t(in.gcount()));
    return parse(text, file.filename().string());
}

YamlReader YamlReader::parse(const std::string& text, const std::string& name)
{
    if (text.size() > kMaxBytes || nests_too_deep(text))
        throw Error(ErrorCode::BadArgument,
                    name + " is not a model description: it is too large or nests too deeply.",
                    name);
    try {
        const auto node = YAML::Load(text);
        if (!node.IsMap())
            throw Error(ErrorCode::BadArgument,
                        name + " is not a model description: it holds no 'model:' block.", name);
        return YamlReader(node, "");
    } catch (const YAML::Exception& e) {
        throw Error(ErrorCode::BadArgument,
                    name + " is not valid YAML: line " + std::to_string(e.mark.line + 1) + ": " +
                        e.msg + ".",
                    name);
    }
}

bool YamlReader::has(const std::string& key) const
{
    return node_.IsMap() && node_[key] && !node_[key].IsNull();
}

YAML::Node YamlReader::get(const std::string& key)
{
    asked_.push_back(key);
    return has(key) ? node_[key] : YAML::Node();
}

std::string YamlReader::path_of(const std::string& key) const
{
    return path_.empty() ? key : path_ + "." + key;
}

void YamlReader::fail(const std::string& key, const std::string& problem) const
{
    throw Error(ErrorCode::BadArgument,
                "The model description is not usable: " + path_of(key) + " " + problem + ".",
                path_of(key));
}

template <typename T>
T YamlReader::value(const std::string& key, const T& fallback, const char* kind)
{
    const auto node = get(key);
    if (!node || node.IsNull())
        return fallback;
    try {
        return node.as<T>();
    } catch (const YAML::Exception&) {
        fail(key, std::string("is not ") + kind);
    }
}

int YamlReader::number(const std::string& key, int fallback)
{
    return value<int>(key, fallback, "a whole number");
}

double YamlReader::real(const std::string& key, double fallback)
{
    return value<double>(key, fallback, "a number");
}

bool YamlReader::flag(const std::string& key, bool fallback)
{
    return value<bool>(key, fallback, "true or false");
}

std::string YamlReader::text(const std::string& key, const std::string& fallback)
{
    return value<std::string>(key, fallback, "a text");
}

std::vector<int> YamlReader::numbers(const std::string& key, std::vector<int> fallback)
{
    return value<std::vector<int>>(key, fallback, "a list of whole numbers");
}

std::vector<std::string> YamlReader::texts(const std::string& key)
{
    if (!has(key) || node_[key].IsSequence())
        return value<std::vector<std::string>>(key, {}, "a text or a list of texts");
    return {text(key)};
}

int YamlReader::required_number(const std::string& key)
{
    if (!has(key))
        fail(key, "is missing");
    return number(key, 0);
}

std::string YamlReader::required_text(const std::string& key)
{
    if (!has(key))
        fail(key, "is missing");
    return text(key);
}

YamlReader YamlReader::child(const std::string& key)
{
    const auto node = get(key);
    if (node && !node.IsNull() && !node.IsMap())
        fail(key, "is not a block of keys");
    return YamlReader(node, path_of(key));
}

std::vector<YAML::Node> YamlReader::list(const std::string& key)
{
    const auto node = get(key);
    if (!node || node.IsNull())
        return {};
    if (!node.IsSequence())
        fail(key, "is not a list");
    return {node.begin(), node.end()};
}

std::vector<std::string> YamlReader::unknown() const
{
    std::vector<std::string> keys;
    if (!node_.IsMap())
        return keys;
    for (const auto& item : node_) {
        const auto key = item.first.as<std::string>("");
        if (std::find(asked_.begin(), asked_.end(), key) == asked_.end())
            keys.push_back(path_of(key));
    }
    return keys;
}

}  // namespace ldm::model
