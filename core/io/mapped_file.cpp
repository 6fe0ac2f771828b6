// SPDX-License-Identifier: MIT
#include "io/mapped_file.h"

#include "ldm/error.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace ldm {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason)
{
    throw Error(ErrorCode::File,
                "“" + path.filename().string() + "” cannot be opened: " + reason + ".",
                path.string());
}

std::string reason_of(int error)
{
    if (error == ENOENT || error == ENOTDIR)
        return "there is no such file";
    if (error == EACCES || error == EPERM)
        return "you are not allowed to read it";
    return std::strerror(error);
}

/// Closes a descriptor at the end of a scope.
struct Descriptor {
    int fd;
    ~Descriptor() { ::close(fd); }
};

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& path)
{
    std::shared_ptr<MappedFile> file(new MappedFile(path));
    // O_NONBLOCK: opening a named pipe must not wait for its writer.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        fail(path, reason_of(errno));
    const Descriptor closer{fd};
    struct stat status = {};
    if (::fstat(fd, &status) != 0)
        fail(path, reason_of(errno));
    if (S_ISDIR(status.st_mode))
        fail(path, "it is a folder");
    if (!S_ISREG(status.st_mode))
        fail(path, "it is no ordinary file");
    if (status.st_size == 0)
        return file;
    const auto size = static_cast<std::size_t>(status.st_size);
    void* data = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, fd, 0);
    if (data == MAP_FAILED)
        fail(path, reason_of(errno));
    file->data_ = static_cast<std::uint8_t*>(data);
    file->size_ = size;
    return file;
}

MappedFile::~MappedFile()
{
    if (data_)
        ::munmap(data_, size_);
}

}  // namespace ldm
