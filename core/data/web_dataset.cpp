// SPDX-License-Identifier: MIT
#include "data/web_dataset.h"

#include "data/list_file.h"
#include "data/tar_file.h"
#include "io/atomic_file.h"
#include "io/mapped_file.h"
#include "ldm/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>

namespace ldm::data {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostNames = 1'000'000;
constexpr char kIndexMagic[9] = "sfwdsi01";

// NAME without and from the first dot of its last part.
std::pair<std::string_view, std::string_view> key_and_ending(std::string_view name)
{
    const auto slash = name.rfind('/');
    const auto dot = name.find('.', slash == std::string_view::npos ? 0 : slash + 1);
    if (dot == std::string_view::npos)
        return {name, {}};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

bool is_picture(std::string_view ending)
{
    return ending == "jpg" || ending == "jpeg" || ending == "png" || ending == "webp";
}

std::vector<std::string> range(std::string_view text)
{
    const auto dots = text.find("..");
    const auto low = text.substr(0, dots), high = text.substr(dots + 2);
    long first = 0, last = 0;
    const auto a = std::from_chars(low.data(), low.data() + low.size(), first);
    const auto b = std::from_chars(high.data(), high.data() + high.size(), last);
    if (a.ptr != low.data() + low.size() || b.ptr != high.data() + high.size() || low.empty() ||
        high.empty() || first < 0 || last < first || std::size_t(last - first) >= kMostNames)
        throw Error(ErrorCode::BadArgument,
                    "The shards' numbers {" + std::string(text) +
                        "} cannot be read; write them like {000..123}.",
                    "shards");
    std::vector<std::string> names;
    for (long n = first; n <= last; ++n) {
        auto digits = std::to_string(n);
        if (digits.size() < low.size())
            digits.insert(0, low.size() - digits.size(), '0');
        names.push_back(std::move(digits));
    }
    return names;
}

std::vector<std::string> alternatives(std::string_view text)
{
    if (text.find("..") != std::string_view::npos)
        return range(text);
    std::vector<std::string> names;
    for (const auto part : split_csv(text))
        names.emplace_back(part);
    return names;
}

// A caption or a class from one of an example's files.
void read_text(Example& example, std::string_view ending, const std::string& text)
{
    if (ending == "txt") {
        example.caption = text;
    } else if (ending == "cls") {
        std::from_chars(text.data(), text.data() + text.size(), example.class_id);
    } else if (ending == "json" && example.caption.empty()) {
        const auto facts = nlohmann::json::parse(text, nullptr, false);
        if (facts.is_object() && facts.contains("caption") && facts["caption"].is_string())
            example.caption = facts["caption"].get<std::string>();
    }
}

}  // namespace

std::vector<std::string> expand_braces(const std::string& pattern)
{
    const auto open = pattern.find('{');
    if (open == std::string::npos)
        return {pattern};
    const auto close = pattern.find('}', open);
    if (close == std::string::npos)
        throw Error(ErrorCode::BadArgument, "The shards' name " + pattern + " lacks a }.",
                    "shards");
    const auto tails = expand_braces(pattern.substr(close + 1));
    const auto choices = alternatives(std::string_view(pattern).substr(open + 1, close - open - 1));
    if (choices.size() * tails.size() > kMostNames)
        throw Error(ErrorCode::BadArgument, pattern + " stands for too many shards.", "shards");
    std::vector<std::string> names;
    for (const auto& choice : choices)
        for (const auto& tail : tails)
            names.push_back(pattern.substr(0, open) + choice + tail);
    return names;
}

struct WebDataset::Shard {
    explicit Shard(const std::string& path) : name(path) {}

    // Finds the groups of files that hold a picture. Damage in the middle ends the shard there.
    void scan()
    {
        const TarFile file(name);
        std::string key;
        std::uint64_t first = 0;
        bool picture = false;
        const auto close = [&] {
            if (picture)
                starts.push_back(first);
            picture = false;
        };
        std::uint64_t at = 0;
        try {
            while (const auto member = file.next(at)) {
                const auto [name_part, ending] = key_and_ending(member->name);
                if (name_part != key) {
                    close();
                    key = name_part;
                    first = member->header;
                }
                picture = picture || is_picture(ending);
                at = TarFile::after(*member);
            }
            close();
        } catch (const Error& error) {
            if (at == 0)
                throw;
            problem = error.what();
        }
    }

    std::string name, problem;
    std::vector<std::uint64_t> starts;  ///< each example's first header
};

WebDataset::WebDataset(const WebDatasetOptions& options)
{
    for (const auto& pattern : options.shards)
        for (const auto& name : expand_braces(pattern))
            shards_.push_back(std::make_unique<Shard>(name));
    std::error_code missing;
    const bool kept = !options.index.empty() && fs::is_regular_file(options.index, missing) &&
                      read_index(options.index);
    if (!kept)
        scan(options.threads);
    firsts_.push_back(0);
    for (const auto& shard : shards_)
        firsts_.push_back(firsts_.back() + std::int64_t(shard->starts.size()));
    if (firsts_.back() == 0)
        throw Error(ErrorCode::File,
                    "There is no picture in the shards: name tar files that hold .jpg, .png or "
                    ".webp files.",
                    "shards");
    if (!kept && !options.index.empty())
        keep_index(options.index);
}

WebDataset::~WebDataset() = default;

void WebDataset::scan(int threads)
{
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&] {
        try {
            for (auto i = next++; i < shards_.size(); i = next++)
                shards_[i]->scan();
        } catch (...) {
            const std::lock_guard lock(mutex);
            failure = std::current_exception();
            next = shards_.size();
        }
    };
    std::vector<std::thread> pool;
    for (int i = 1; i < std::min<int>(threads, int(shards_.size())); ++i)
        pool.emplace_back(work);
    work();
    for (auto& thread : pool)
        thread.join();
    if (failure)
        std::rethrow_exception(failure);
}

// Magic, then for each shard: size of the name, name, size of the file, count, starts; all numbers
// of 8 bytes.
void WebDataset::keep_index(const fs::path& file) const
{
    AtomicFile out(file);
    const auto number = [&out](std::uint64_t n) { out.write(&n, sizeof n); };
    out.write(kIndexMagic, 8);
    for (const auto& shard : shards_) {
        number(shard->name.size());
        out.write(shard->name);
        number(fs::file_size(shard->name));
        number(shard->starts.size());
        out.write(shard->starts.data(), shard->starts.size() * sizeof(std::uint64_t));
    }
    out.commit();
}

bool WebDataset::read_index(const fs::path& file)
{
    const auto mapped = MappedFile::open(file);
    auto rest = mapped->text();
    const auto take = [&rest](void* to, std::size_t size) {
        if (size > rest.size())
            return false;
        std::memcpy(to, rest.data(), size);
        rest.remove_prefix(size);
        return true;
    };
    if (!rest.starts_with(kIndexMagic))
        return false;
    rest.remove_prefix(8);
    std::vector<std::vector<std::uint64_t>> starts;
    for (const auto& shard : shards_) {
        std::uint64_t length = 0, bytes = 0, count = 0;
        if (!take(&length, 8) || !rest.starts_with(shard->name) || length != shard->name.size())
            return false;
        rest.remove_prefix(length);
        if (!take(&bytes, 8) || !take(&count, 8) || bytes != fs::file_size(shard->name) ||
            count > rest.size() / 8)
            return false;
        starts.emplace_back(count);
        take(starts.back().data(), count * 8);
    }
    if (!rest.empty())
        return false;
    for (std::size_t i = 0; i < shards_.size(); ++i)
        shards_[i]->starts = std::move(starts[i]);
    return true;
}

Example WebDataset::read(std::int64_t index, std::uint64_t) const
{
    const auto after = std::upper_bound(firsts_.begin(), firsts_.end(), index);
    const auto& shard = *shards_.at(std::size_t(after - firsts_.begin()) - 1);
    auto at = shard.starts.at(std::size_t(index - *std::prev(after)));
    const TarFile file(shard.name);  // opened anew: there may be more shards than open files
    Example example;
    std::string key;
    while (const auto member = file.next(at)) {
        const auto [name, ending] = key_and_ending(member->name);
        if (key.empty())
            key = name;
        if (name != key)
            break;
        if (is_picture(ending) && example.image.pixels.empty())
            example.image = read_rgb(file.content(*member), member->name);
        else if (ending == "txt" || ending == "cls" || ending == "json")
            read_text(example, ending, file.content(*member));
        at = TarFile::after(*member);
    }
    if (example.image.pixels.empty())
        throw Error(ErrorCode::File, "“" + key + "” in " + shard.name + " holds no picture.", key);
    example.key = fs::path(shard.name).filename().string() + "/" + key;
    return example;
}

std::vector<std::int64_t> WebDataset::stretches() const
{
    std::vector<std::int64_t> lengths;
    for (const auto& shard : shards_)
        lengths.push_back(std::int64_t(shard->starts.size()));
    return lengths;
}

std::vector<std::string> WebDataset::notes() const
{
    std::vector<std::string> notes;
    for (const auto& shard : shards_)
        if (!shard->problem.empty())
            notes.push_back(shard->problem + " What comes after is left out.");
    return notes;
}

}  // namespace ldm::data
