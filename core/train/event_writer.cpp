// SPDX-License-Identifier: MIT
#include "train/event_writer.h"

#include <unistd.h>
#include <bit>
#include <chrono>

namespace ldm::train {

namespace {

// Protobuf's wire format; the numbers of fields are those of the .proto files.
std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 128; value >>= 7)
        bytes += char(value | 128);
    return bytes + char(value);
}

std::string whole(int field, std::int64_t value)
{
    return varint(std::uint64_t(field) << 3) + varint(std::uint64_t(value));
}

template <typename Bits>
std::string fixed(int field, Bits bits)
{
    std::string text = varint(std::uint64_t(field) << 3 | (sizeof bits == 8 ? 1 : 5));
    for (size_t i = 0; i < sizeof bits; ++i)
        text += char(bits >> (8 * i));
    return text;
}

std::string text(int field, std::string_view bytes)
{
    return varint(std::uint64_t(field) << 3 | 2) + varint(bytes.size()) + std::string(bytes);
}

namespace event {
constexpr int kWallTime = 1, kStep = 2, kFileVersion = 3, kSummary = 5, kSessionLog = 7;
}
namespace summary {
constexpr int kValue = 1, kTag = 1, kSimpleValue = 2, kImage = 4;
constexpr int kHeight = 1, kWidth = 2, kColourspace = 3, kEncoded = 4;
constexpr int kRgb = 3;
}  // namespace summary
namespace session {
constexpr int kStatus = 1, kStart = 1;
}

double seconds_since_1970()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::filesystem::path file_name()
{
    char host[256] = "host";
    ::gethostname(host, sizeof host - 1);
    return "events.out.tfevents." + std::to_string(std::int64_t(seconds_since_1970())) + "." +
           host + "." + std::to_string(::getpid());
}

}  // namespace

EventWriter::EventWriter(const std::filesystem::path& folder, std::int64_t step)
    : file_(std::make_unique<RecordWriter>(folder / file_name()))
{
    write(0, text(event::kFileVersion, "brain.Event:2"));
    write(step, text(event::kSessionLog, whole(session::kStatus, session::kStart)));
}

void EventWriter::write(std::int64_t step, std::string_view content)
{
    std::string message =
        fixed(event::kWallTime, std::bit_cast<std::uint64_t>(seconds_since_1970()));
    message += whole(event::kStep, step);
    message += content;
    file_->append(message);
}

void EventWriter::scalars(std::int64_t step,
                          const std::vector<std::pair<std::string, double>>& values)
{
    std::string all;
    for (const auto& [tag, value] : values)
        all += text(summary::kValue,
                    text(summary::kTag, tag) +
                        fixed(summary::kSimpleValue, std::bit_cast<std::uint32_t>(float(value))));
    write(step, text(event::kSummary, all));
}

void EventWriter::image(std::int64_t step, const std::string& tag, int width, int height,
                        std::string_view png)
{
    const auto picture = whole(summary::kHeight, height) + whole(summary::kWidth, width) +
                         whole(summary::kColourspace, summary::kRgb) + text(summary::kEncoded, png);
    write(step, text(event::kSummary, text(summary::kValue, text(summary::kTag, tag) +
                                                                text(summary::kImage, picture))));
}

}  // namespace ldm::train
