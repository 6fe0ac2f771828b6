// SPDX-License-Identifier: MIT
#include "data/image_files.h"

#include "data/list_file.h"
#include "io/image_file.h"
#include "io/mapped_file.h"
#include "ldm/error.h"

#include <algorithm>
#include <cctype>

namespace ldm::data {

namespace fs = std::filesystem;

namespace {

bool is_picture(const fs::path& path)
{
    auto extension = path.extension().string();
    for (auto& c : extension)
        c = char(std::tolower(static_cast<unsigned char>(c)));
    static constexpr const char* kKnown[] = {".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff"};
    return std::any_of(std::begin(kKnown), std::end(kKnown),
                       [&](const char* known) { return extension == known; });
}

// A link back to a folder that it lies in would go round for ever.
bool leads_back(const fs::directory_entry& entry)
{
    if (!entry.is_symlink())
        return false;
    const auto target = fs::canonical(entry.path());
    const auto here = fs::canonical(entry.path().parent_path());
    return std::mismatch(target.begin(), target.end(), here.begin(), here.end()).first ==
           target.end();
}

std::string caption_beside(const fs::path& picture)
{
    auto file = picture;
    const auto mapped = MappedFile::open(file.replace_extension(".txt"));
    auto text = std::string(mapped->text());
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text;
}

}  // namespace

std::vector<std::string> find_pictures(const fs::path& folder)
{
    std::vector<std::string> names;
    try {
        for (fs::recursive_directory_iterator it(folder,
                                                 fs::directory_options::follow_directory_symlink |
                                                     fs::directory_options::skip_permission_denied);
             it != fs::recursive_directory_iterator(); ++it) {
            const bool hidden = it->path().filename().string().starts_with('.');
            if (it->is_directory()) {
                if (hidden || leads_back(*it))
                    it.disable_recursion_pending();
            } else if (!hidden && is_picture(it->path())) {
                names.push_back(it->path().lexically_relative(folder).string());
            }
        }
    } catch (const fs::filesystem_error& error) {
        throw Error(
            ErrorCode::File,
            "The folder " + folder.string() + " cannot be read: " + error.code().message() + ".",
            folder.string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

LabelMap read_indices(const fs::path& file, const Image& picture)
{
    auto map = read_label_map(file);
    if (!map.by_index())
        throw Error(ErrorCode::BadArgument,
                    "“" + file.filename().string() +
                        "” is no label map: it must be a grey or palette PNG whose values are the "
                        "labels.",
                    file.string());
    if (map.indices.width != picture.width || map.indices.height != picture.height)
        throw Error(ErrorCode::BadArgument,
                    "“" + file.filename().string() + "” is not of its picture's size.",
                    file.string());
    return std::move(map.indices);
}

ImageFiles::ImageFiles(ImageFilesOptions options) : options_(std::move(options))
{
    require_folder(options_.root, "the pictures");
    if (!options_.maps.empty())
        require_folder(options_.maps, "the label maps");
    names_ = options_.list.empty() ? find_pictures(options_.root) : read_lines(options_.list);
    for (auto& name : names_)
        if (name.ends_with(".npy"))
            name.replace(name.size() - 4, 4, ".png");
    const auto& source = options_.list.empty() ? options_.root : options_.list;
    if (names_.empty())
        throw Error(ErrorCode::File,
                    source.string() + " names no picture (PNG, JPEG, WebP or TIFF).",
                    source.string());
}

Example ImageFiles::read(std::int64_t index, std::uint64_t) const
{
    Example example;
    example.key = names_.at(size_t(index));
    const auto file = options_.root / example.key;
    example.image = read_rgb(file);
    if (!options_.maps.empty())
        example.map =
            read_indices((options_.maps / example.key).replace_extension(".png"), example.image);
    if (options_.captions)
        example.caption = caption_beside(file);
    return example;
}

}  // namespace ldm::data
