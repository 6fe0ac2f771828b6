// SPDX-License-Identifier: MIT
#include "io/tiff_memory.h"

#include <algorithm>
#include <cstring>

namespace ldm {

namespace {

tmsize_t on_read(thandle_t handle, void* out, tmsize_t size)
{
    auto& source = *static_cast<TiffSource*>(handle);
    if (size <= 0 || source.position >= source.bytes.size())
        return 0;
    const auto count = std::min<std::uint64_t>(static_cast<std::uint64_t>(size),
                                               source.bytes.size() - source.position);
    std::memcpy(out, source.bytes.data() + source.position, count);
    source.position += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t on_write(thandle_t, void*, tmsize_t)
{
    return 0;
}

toff_t on_seek(thandle_t handle, toff_t offset, int whence)
{
    auto& source = *static_cast<TiffSource*>(handle);
    if (whence == SEEK_CUR)
        offset += source.position;
    else if (whence == SEEK_END)
        offset += source.bytes.size();
    source.position = offset;
    return offset;
}

int on_close(thandle_t)
{
    return 0;
}

toff_t on_size(thandle_t handle)
{
    return static_cast<TiffSource*>(handle)->bytes.size();
}

}  // namespace

void silence_tiff()
{
    static const bool done = [] {
        TIFFSetErrorHandler(nullptr);
        TIFFSetWarningHandler(nullptr);
        return true;
    }();
    static_cast<void>(done);
}

TiffFile open_tiff(TiffSource& source)
{
    silence_tiff();
    return TiffFile(TIFFClientOpen("picture", "rm", &source, on_read, on_write, on_seek, on_close,
                                   on_size, nullptr, nullptr));
}

}  // namespace ldm
