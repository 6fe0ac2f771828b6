// SPDX-License-Identifier: MIT
#include "data/lsun.h"

#include "data/list_file.h"
#include "io/atomic_file.h"
#include "ldm/error.h"

#include <lmdb.h>

#include <algorithm>

namespace ldm::data {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& root, const std::string& reason)
{
    throw Error(ErrorCode::File, "The LMDB " + root.string() + " cannot be read: " + reason + ".",
                root.string());
}

void must(int code, const fs::path& root)
{
    if (code != MDB_SUCCESS)
        refuse(root, mdb_strerror(code));
}

// A read transaction.
class Reading {
public:
    Reading(MDB_env* environment, const fs::path& root)
    {
        must(mdb_txn_begin(environment, nullptr, MDB_RDONLY, &transaction_), root);
    }
    ~Reading() { mdb_txn_abort(transaction_); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    MDB_txn* transaction() { return transaction_; }

private:
    MDB_txn* transaction_ = nullptr;
};

std::string_view text_of(const MDB_val& value)
{
    return {static_cast<const char*>(value.mv_data), value.mv_size};
}

std::vector<std::string> all_keys(MDB_env* environment, MDB_dbi table, const fs::path& root)
{
    Reading reading(environment, root);
    MDB_cursor* cursor = nullptr;
    must(mdb_cursor_open(reading.transaction(), table, &cursor), root);
    std::vector<std::string> keys;
    MDB_val key;
    int code;
    while ((code = mdb_cursor_get(cursor, &key, nullptr, MDB_NEXT)) == MDB_SUCCESS)
        keys.emplace_back(text_of(key));
    mdb_cursor_close(cursor);
    if (code != MDB_NOTFOUND)
        refuse(root, mdb_strerror(code));
    return keys;
}

void keep_keys(const fs::path& file, const std::vector<std::string>& keys)
{
    AtomicFile out(file);
    for (const auto& key : keys)
        out.write(key + "\n");
    out.commit();
}

std::vector<std::string> listed_keys(const fs::path& file)
{
    auto keys = read_lines(file);
    for (auto& key : keys)
        if (const auto dot = key.find_last_of('.'); dot != std::string::npos)
            key.resize(dot);
    std::sort(keys.begin(), keys.end());
    return keys;
}

}  // namespace

struct Lsun::Environment {
    explicit Environment(const fs::path& folder) : root(folder)
    {
        must(mdb_env_create(&handle), root);
        // No lock file: nobody writes, and data sets may lie where we may not.
        const unsigned flags = MDB_RDONLY | MDB_NOLOCK | MDB_NOTLS |
                               (fs::is_regular_file(root) ? unsigned(MDB_NOSUBDIR) : 0u);
        if (const int code = mdb_env_open(handle, root.c_str(), flags, 0644)) {
            mdb_env_close(handle);
            refuse(root, mdb_strerror(code));
        }
        try {
            check_length();
            Reading reading(handle, root);
            must(mdb_dbi_open(reading.transaction(), nullptr, 0, &table), root);
        } catch (...) {
            mdb_env_close(handle);
            throw;
        }
    }
    ~Environment() { mdb_env_close(handle); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

    // Pages beyond the file's end would be a bus error.
    void check_length() const
    {
        MDB_envinfo info;
        MDB_stat stat;
        mdb_env_info(handle, &info);
        mdb_env_stat(handle, &stat);
        const auto file = fs::is_regular_file(root) ? root : root / "data.mdb";
        if (fs::file_size(file) / stat.ms_psize < info.me_last_pgno + 1)
            refuse(root, "it is truncated; copy it again");
    }

    fs::path root;
    MDB_env* handle = nullptr;
    MDB_dbi table = 0;
};

Lsun::Lsun(const LsunOptions& options)
{
    std::error_code problem;
    if (!fs::is_regular_file(options.root, problem))
        require_folder(options.root, "LSUN's LMDB (data.mdb)");
    environment_ = std::make_unique<Environment>(options.root);
    std::vector<std::string> keys;
    if (!options.list.empty()) {
        keys = listed_keys(options.list);
    } else if (!options.index.empty() && fs::is_regular_file(options.index, problem)) {
        keys = read_lines(options.index);
    } else {
        keys = all_keys(environment_->handle, environment_->table, options.root);
        if (!options.index.empty())
            keep_keys(options.index, keys);
    }
    if (keys.empty())
        refuse(options.root, "it holds no picture");
    starts_.push_back(0);
    for (const auto& key : keys) {
        keys_ += key;
        starts_.push_back(keys_.size());
    }
}

Lsun::~Lsun() = default;

std::int64_t Lsun::size() const
{
    return std::int64_t(starts_.size()) - 1;
}

Example Lsun::read(std::int64_t index, std::uint64_t) const
{
    Example example;
    const auto begin = starts_.at(size_t(index)), end = starts_.at(size_t(index) + 1);
    example.key = keys_.substr(begin, end - begin);
    Reading reading(environment_->handle, environment_->root);
    MDB_val key{example.key.size(), example.key.data()}, value;
    const int code = mdb_get(reading.transaction(), environment_->table, &key, &value);
    if (code != MDB_SUCCESS)
        throw Error(ErrorCode::File,
                    "The LMDB " + environment_->root.string() + " has no picture “" + example.key +
                        "”: " + mdb_strerror(code) + ".",
                    example.key);
    example.image = read_rgb(text_of(value), example.key);
    return example;
}

}  // namespace ldm::data
