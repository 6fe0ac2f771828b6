// SPDX-License-Identifier: MIT
#include "ldm/film.h"

#include "io/atomic_file.h"
#include "ldm/error.h"

#include <webp/encode.h>
#include <webp/mux.h>

#include <algorithm>
#include <string>

namespace ldm {

namespace {

constexpr float kQuality = 90.0f;
constexpr int kMethod = 2;          // quick: a film is hardly larger for it
constexpr int kFormingTime = 4000;  // milliseconds, of all previews together
constexpr int kShortest = 40;       // of one preview
constexpr int kLongest = 250;
constexpr int kPictureTime = 2000;

[[noreturn]] void throw_no_memory()
{
    throw Error(ErrorCode::OutOfMemory, "There is not enough memory to make the film.");
}

struct Frame : WebPPicture {
    explicit Frame(const Image& image)
    {
        const auto pixels =
            std::size_t(std::max(image.width, 0)) * std::size_t(std::max(image.height, 0));
        if (pixels == 0 || image.pixels.size() != pixels * std::size_t(image.channels))
            throw Error(ErrorCode::BadArgument, "A frame of the film has no pixels.", "image");
        WebPPictureInit(this);
        use_argb = 1;
        width = image.width;
        height = image.height;
        if (!import(image))
            throw_no_memory();
    }
    ~Frame() { WebPPictureFree(this); }
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

private:
    bool import(const Image& image)
    {
        const auto& p = image.pixels;
        if (image.channels == 4)
            return WebPPictureImportRGBA(this, p.data(), width * 4) != 0;
        if (image.channels == 3)
            return WebPPictureImportRGB(this, p.data(), width * 3) != 0;
        std::vector<std::uint8_t> colours;
        for (const auto value : p)
            colours.insert(colours.end(), 3, value);
        return WebPPictureImportRGB(this, colours.data(), width * 3) != 0;
    }
};

class Film {
public:
    Film(int width, int height) : width_(width), height_(height)
    {
        WebPAnimEncoderOptions options;
        WebPAnimEncoderOptionsInit(&options);
        WebPConfigInit(&config_);
        config_.quality = kQuality;
        config_.method = kMethod;
        webp_.reset(WebPAnimEncoderNew(width, height, &options));
        if (!webp_)
            throw_no_memory();
    }

    void add(const Image& image, int milliseconds)
    {
        Frame frame(image);
        const bool fits = frame.width == width_ && frame.height == height_;
        if ((!fits && !WebPPictureRescale(&frame, width_, height_)) ||
            !WebPAnimEncoderAdd(webp_.get(), &frame, at_, &config_))
            throw_no_memory();
        at_ += milliseconds;
    }

    void write(const std::filesystem::path& path)
    {
        struct Data : WebPData {
            Data() { WebPDataInit(this); }
            ~Data() { WebPDataClear(this); }
        } data;
        if (!WebPAnimEncoderAdd(webp_.get(), nullptr, at_, nullptr) ||
            !WebPAnimEncoderAssemble(webp_.get(), &data))
            throw_no_memory();
        AtomicFile file(path);
        file.write(data.bytes, data.size);
        file.commit();
    }

private:
    int width_, height_;
    int at_ = 0;  // milliseconds since the start
    WebPConfig config_;
    std::unique_ptr<WebPAnimEncoder, void (*)(WebPAnimEncoder*)> webp_{nullptr,
                                                                       WebPAnimEncoderDelete};
};

}  // namespace

void write_film(const std::filesystem::path& path,
                const std::vector<std::shared_ptr<const Image>>& forming, const Image& picture)
{
    if (std::max(picture.width, picture.height) > WEBP_MAX_DIMENSION)
        throw Error(ErrorCode::BadArgument,
                    "A film has at most " + std::to_string(WEBP_MAX_DIMENSION) +
                        " pixels a side; make one of a smaller picture.",
                    "image");
    Film film(std::max(picture.width, 1), std::max(picture.height, 1));
    const int each =
        std::clamp(kFormingTime / std::max(1, int(forming.size())), kShortest, kLongest);
    for (const auto& preview : forming)
        film.add(*preview, each);
    film.add(picture, kPictureTime);
    film.write(path);
}

}  // namespace ldm
