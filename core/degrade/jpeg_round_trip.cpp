// SPDX-License-Identifier: MIT
#include "degrade/jpeg_round_trip.h"

#include "ldm/error.h"

#include <jpeglib.h>
#include <cstdio>  // jpeglib.h needs it
#include <cstdlib>

#include <memory>

namespace ldm::degrade {

namespace {

[[noreturn]] void fail(j_common_ptr info)
{
    char text[JMSG_LENGTH_MAX];
    info->err->format_message(info, text);
    throw Error(ErrorCode::BadArgument, std::string("The picture cannot become a JPEG: ") + text,
                "image");
}

struct FreeBytes {
    void operator()(unsigned char* bytes) const { std::free(bytes); }
};
struct Bytes {
    std::unique_ptr<unsigned char, FreeBytes> data;
    unsigned long size = 0;
};

class Encoder {
public:
    Encoder()
    {
        info_.err = jpeg_std_error(&errors_);
        errors_.error_exit = fail;
        jpeg_create_compress(&info_);
    }
    ~Encoder() { jpeg_destroy_compress(&info_); }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    Bytes encode(const cv::Mat& picture, int quality)
    {
        unsigned char* data = nullptr;
        Bytes bytes;
        jpeg_mem_dest(&info_, &data, &bytes.size);
        info_.image_width = JDIMENSION(picture.cols);
        info_.image_height = JDIMENSION(picture.rows);
        info_.input_components = 3;
        info_.in_color_space = JCS_RGB;
        jpeg_set_defaults(&info_);
        jpeg_set_quality(&info_, quality, TRUE);
        jpeg_start_compress(&info_, TRUE);
        while (info_.next_scanline < info_.image_height) {
            auto* row = const_cast<JSAMPROW>(picture.ptr<JSAMPLE>(int(info_.next_scanline)));
            jpeg_write_scanlines(&info_, &row, 1);
        }
        jpeg_finish_compress(&info_);
        bytes.data.reset(data);
        return bytes;
    }

private:
    jpeg_compress_struct info_{};
    jpeg_error_mgr errors_{};
};

class Decoder {
public:
    Decoder()
    {
        info_.err = jpeg_std_error(&errors_);
        errors_.error_exit = fail;
        jpeg_create_decompress(&info_);
    }
    ~Decoder() { jpeg_destroy_decompress(&info_); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    cv::Mat decode(const Bytes& bytes)
    {
        jpeg_mem_src(&info_, bytes.data.get(), bytes.size);
        jpeg_read_header(&info_, TRUE);
        info_.out_color_space = JCS_RGB;
        jpeg_start_decompress(&info_);
        cv::Mat picture(int(info_.output_height), int(info_.output_width), CV_8UC3);
        while (info_.output_scanline < info_.output_height) {
            JSAMPROW row = picture.ptr<JSAMPLE>(int(info_.output_scanline));
            jpeg_read_scanlines(&info_, &row, 1);
        }
        jpeg_finish_decompress(&info_);
        return picture;
    }

private:
    jpeg_decompress_struct info_{};
    jpeg_error_mgr errors_{};
};

}  // namespace

cv::Mat jpeg_round_trip(const cv::Mat& picture, int quality)
{
    return Decoder().decode(Encoder().encode(picture, quality));
}

}  // namespace ldm::degrade
