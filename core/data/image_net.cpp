// SPDX-License-Identifier: MIT
#include "data/image_net.h"

#include "data/image_files.h"
#include "data/list_file.h"
#include "ldm/error.h"

#include <algorithm>
#include <cctype>

namespace ldm::data {

namespace fs = std::filesystem;

namespace {

bool is_synset(const std::string& name)
{
    return name.size() == 9 && name[0] == 'n' &&
           std::all_of(name.begin() + 1, name.end(),
                       [](char c) { return std::isdigit(static_cast<unsigned char>(c)); });
}

std::vector<std::string> synset_folders(const fs::path& root)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(root))
        if (entry.is_directory() && is_synset(entry.path().filename().string()))
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> listed_synsets(const fs::path& file)
{
    auto lines = read_lines(file);
    for (size_t i = 0; i < lines.size(); ++i) {
        lines[i] = lines[i].substr(0, lines[i].find_first_of(" \t"));
        if (!is_synset(lines[i]))
            throw Error(ErrorCode::BadArgument,
                        file.string() + ", line " + std::to_string(i + 1) + ": '" + lines[i] +
                            "' is no synset like n01440764.",
                        file.string());
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

}  // namespace

ImageNet::ImageNet(const ImageNetOptions& options) : root_(options.root)
{
    require_folder(root_, "ImageNet's folders (n01440764 and so on)");
    const auto folders = synset_folders(root_);
    synsets_ = options.synsets.empty() ? folders : listed_synsets(options.synsets);
    for (const auto& folder : folders) {
        const auto found = std::lower_bound(synsets_.begin(), synsets_.end(), folder);
        if (found == synsets_.end() || *found != folder)
            throw Error(ErrorCode::BadArgument,
                        "The folder " + folder + " is not in " + options.synsets.string() + ".",
                        folder);
        for (auto& name : find_pictures(root_ / folder))
            if (!name.starts_with("n06596364_9591."))
                pictures_.push_back({int(found - synsets_.begin()), std::move(name)});
    }
    if (pictures_.empty())
        throw Error(ErrorCode::File,
                    root_.string() + " holds no pictures in synset folders like n01440764.",
                    root_.string());
}

Example ImageNet::read(std::int64_t index, std::uint64_t) const
{
    const auto& picture = pictures_.at(size_t(index));
    const auto& synset = synsets_[size_t(picture.class_id)];
    Example example;
    example.key = synset + "/" + picture.name;
    example.image = read_rgb(root_ / synset / picture.name);
    example.class_id = picture.class_id;
    return example;
}

}  // namespace ldm::data
