// SPDX-License-Identifier: MIT
#include "io/atomic_file.h"

#include "ldm/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <random>

namespace ldm {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int error)
{
    const std::string name = "“" + path.filename().string() + "”";
    const std::string folder = "“" + path.parent_path().string() + "”";
    std::string sentence;
    if (error == ENOSPC || error == EDQUOT)
        sentence = "The disk is full: " + name + " was not saved; free some space and try again.";
    else if (error == EFBIG)
        sentence = "The disk does not take a file as large as " + name + ", so it was not saved.";
    else if (error == EACCES || error == EPERM || error == EROFS)
        sentence = "The folder " + folder + " cannot be written to, so " + name +
                   " was not saved; choose another folder.";
    else if (error == ENOENT || error == ENOTDIR)
        sentence = "There is no folder " + folder + ", so " + name + " was not saved.";
    else if (error == EISDIR)
        sentence = name + " was not saved: a folder has that name.";
    else
        sentence = name + " was not saved: " + std::strerror(error) + ".";
    throw Error(ErrorCode::File, sentence, path.string());
}

/// The file to replace: what a symbolic link points at, else the path itself.
std::filesystem::path target_of(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::is_symlink(path, error))
        return path;
    const auto target = std::filesystem::canonical(path, error);
    return error ? path : target;
}

std::string random_suffix()
{
    static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random;
    std::string suffix;
    for (int i = 0; i < 8; ++i)
        suffix += kLetters[random() % (sizeof kLetters - 1)];
    return suffix;
}

/// Makes the rename last through a power cut. Some file systems refuse it; that is no failure.
void flush_folder(const std::filesystem::path& folder)
{
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    ::fsync(fd);
    ::close(fd);
}

}  // namespace

AtomicFile::AtomicFile(const std::filesystem::path& path)
    : path_(std::filesystem::absolute(path)), target_(target_of(path_))
{
    if (!path_.has_filename())
        fail(path_, EISDIR);
    std::error_code ignored;
    if (std::filesystem::is_directory(target_, ignored))
        fail(path_, EISDIR);
    // A long name is cut so that the temporary's name is not too long for the file system.
    const std::string stem = target_.filename().string().substr(0, 200);
    for (int attempt = 0; attempt < 16 && fd_ < 0; ++attempt) {
        temporary_ = target_.parent_path() / ("." + stem + "." + random_suffix() + ".part");
        fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd_ < 0 && errno != EEXIST)
            fail(path_, errno);
    }
    if (fd_ < 0)
        fail(path_, EEXIST);
    struct stat status = {};
    if (::stat(target_.c_str(), &status) == 0)  // keeps who may read the old file
        ::fchmod(fd_, status.st_mode & 0777);
}

AtomicFile::~AtomicFile()
{
    if (fd_ >= 0)
        ::close(fd_);
    if (!temporary_.empty())
        ::unlink(temporary_.c_str());
}

void AtomicFile::write(const void* data, std::size_t size) noexcept
{
    const char* from = static_cast<const char*>(data);
    while (size > 0 && error_ == 0) {
        const ssize_t written = ::write(fd_, from, size);
        if (written < 0) {
            if (errno != EINTR)
                error_ = errno;
            continue;
        }
        from += written;
        size -= static_cast<std::size_t>(written);
        position_ += static_cast<std::uint64_t>(written);
    }
}

void AtomicFile::commit()
{
    if (error_ == 0 && ::fsync(fd_) != 0)
        error_ = errno;
    if (::close(fd_) != 0 && error_ == 0)
        error_ = errno;
    fd_ = -1;
    if (error_ == 0 && ::rename(temporary_.c_str(), target_.c_str()) != 0)
        error_ = errno;
    if (error_ != 0)
        fail(path_, error_);
    temporary_.clear();
    flush_folder(target_.parent_path());
}

}  // namespace ldm
