// SPDX-License-Identifier: MIT
#include "metric/picture_set.h"

#include "io/image_decoders.h"
#include "io/image_file.h"
#include "io/mapped_file.h"
#include "io/zip_directory.h"
#include "ldm/error.h"
#include "metric/npy_array.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace ldm::metric {

namespace {

namespace fs = std::filesystem;

bool is_picture_name(std::string_view name)
{
    auto ending = fs::path(name).extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    constexpr std::array<std::string_view, 6> kEndings{".png",  ".jpg", ".jpeg",
                                                       ".webp", ".tif", ".tiff"};
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

std::string without_ending(const fs::path& path)
{
    return (path.parent_path() / path.stem()).generic_string();
}

Image as_rgb(Image image)
{
    if (image.channels == 3)
        return image;
    Image rgb{image.width, image.height, 3, {}};
    rgb.pixels.reserve(image.pixels.size() / 4 * 3);
    for (std::size_t i = 0; i + 3 < image.pixels.size(); i += 4)
        rgb.pixels.insert(rgb.pixels.end(), image.pixels.begin() + std::ptrdiff_t(i),
                          image.pixels.begin() + std::ptrdiff_t(i) + 3);
    return rgb;
}

class Files final : public PictureSet {
public:
    explicit Files(const fs::path& path)
    {
        if (!fs::is_directory(path)) {
            root_ = path.parent_path();
            files_.push_back(path);
            return;
        }
        root_ = path;
        for (const auto& entry : fs::recursive_directory_iterator(path))
            if (entry.is_regular_file() && is_picture_name(entry.path().filename().string()))
                files_.push_back(entry.path());
        std::sort(files_.begin(), files_.end());
    }

    std::size_t size() const override { return files_.size(); }
    std::string name(std::size_t i) const override
    {
        return without_ending(fs::relative(files_[i], root_));
    }
    Image read(std::size_t i) const override { return as_rgb(read_image(files_[i])); }

private:
    fs::path root_;
    std::vector<fs::path> files_;
};

class Zip final : public PictureSet {
public:
    explicit Zip(std::shared_ptr<const MappedFile> file) : file_(std::move(file))
    {
        for (const auto& entry : read_zip_directory(file_->text()))
            if (is_picture_name(entry.name))
                entries_.push_back(entry);
        std::sort(entries_.begin(), entries_.end(),
                  [](const ZipEntry& a, const ZipEntry& b) { return a.name < b.name; });
    }

    std::size_t size() const override { return entries_.size(); }
    std::string name(std::size_t i) const override { return without_ending(entries_[i].name); }
    Image read(std::size_t i) const override
    {
        const auto bytes = unpacked(entries_[i]);
        const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
        return as_rgb(decode_image({data, bytes.size()}, std::string(entries_[i].name)));
    }

private:
    std::string unpacked(const ZipEntry& entry) const
    {
        try {
            return unpack_zip_record(file_->text(), entry);
        } catch (const Error& error) {
            throw Error(
                ErrorCode::File,
                "“" + file_->path().filename().string() + "” cannot be read: " + error.what() + ".",
                file_->path().string());
        }
    }

    std::shared_ptr<const MappedFile> file_;
    std::vector<ZipEntry> entries_;  ///< their names lie in the file
};

// The one array of an .npz, unpacked.
class Batch final : public PictureSet {
public:
    explicit Batch(const MappedFile& file)
    {
        for (const auto& entry : read_zip_directory(file.text())) {
            bytes_ = unpack_zip_record(file.text(), entry);
            if (auto array = read_npy(bytes_); is_pictures(array)) {
                array_ = std::move(array);
                return;
            }
        }
        throw Error(ErrorCode::BadArgument,
                    "“" + file.path().filename().string() +
                        "” holds no pictures: an array of bytes [n,h,w,3] is looked for.",
                    file.path().string());
    }

    std::size_t size() const override { return std::size_t(array_.shape[0]); }
    std::string name(std::size_t i) const override { return std::to_string(i); }
    Image read(std::size_t i) const override
    {
        auto image = make_image(array_.shape[2], array_.shape[1], 3);
        const auto bytes = image.pixels.size();
        const auto* begin = reinterpret_cast<const std::uint8_t*>(array_.data.data()) + i * bytes;
        image.pixels.assign(begin, begin + bytes);
        return image;
    }

private:
    static bool is_pictures(const NpyArray& array)
    {
        return array.type == "|u1" && array.shape.size() == 4 && array.shape[3] == 3 &&
               !array.column_major;
    }

    std::string bytes_;
    NpyArray array_;
};

}  // namespace

std::unique_ptr<PictureSet> open_picture_set(const fs::path& path)
{
    if (!fs::exists(path))
        throw Error(ErrorCode::File, "There is no file or folder “" + path.string() + "”.",
                    path.string());
    std::unique_ptr<PictureSet> set;
    if (path.extension() == ".zip")
        set = std::make_unique<Zip>(MappedFile::open(path));
    else if (path.extension() == ".npz")
        set = std::make_unique<Batch>(*MappedFile::open(path));
    else
        set = std::make_unique<Files>(path);
    if (set->size() == 0)
        throw Error(ErrorCode::BadArgument,
                    "“" + path.string() + "” holds no picture (PNG, JPEG, WebP or TIFF).",
                    path.string());
    return set;
}

}  // namespace ldm::metric
