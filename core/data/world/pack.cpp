// SPDX-License-Identifier: MIT
#include "data/world/materials.h"
#include "data/world/species.h"
#include "io/image_file.h"
#include "io/image_size.h"
#include "ldm/error.h"
#include "runtime/hash.h"

#include <nlohmann/json.hpp>

#include <fstream>

#include <mutex>

namespace ldm::world {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, kGrounds> kGroundNames{
    "grass", "dry",    "autumn",  "rock",  "redrock", "sand", "dunes",
    "dirt",  "litter", "shingle", "field", "snow",    "road"};
constexpr std::array<const char*, kPlants> kPlantNames{
    "conifer", "broadleaf", "bare", "palm",    "jungle", "acacia", "cypress",
    "pine",    "desert",    "bush", "drybush", "tuft",   "boulder"};
constexpr std::uintmax_t kManifestLimit = 4u << 20, kFileLimit = 8u << 20;
constexpr size_t kMostFiles = 2000;

[[noreturn]] void damaged(const fs::path& folder, const std::string& reason)
{
    throw Error(ErrorCode::File,
                "The materials in " + folder.string() + " cannot be used: " + reason +
                    ". Make them anew with ./dev data.",
                folder.string());
}

std::string read_text(const fs::path& folder, const fs::path& file, std::uintmax_t limit)
{
    std::error_code problem;
    const auto size = fs::file_size(file, problem);
    if (problem || !fs::is_regular_file(file))
        damaged(folder, file.filename().string() + " is missing");
    if (size > limit)
        damaged(folder, file.filename().string() + " is too large");
    std::ifstream in(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in || text.size() != size)
        damaged(folder, file.filename().string() + " cannot be read");
    return text;
}

// A path of the manifest, only ever inside the folder.
fs::path inside(const fs::path& folder, const std::string& name)
{
    const fs::path path(name);
    bool safe = !name.empty() && path.is_relative();
    for (const auto& part : path)
        safe = safe && part != "..";
    std::error_code problem;
    const auto full = fs::weakly_canonical(folder / path, problem);
    const auto root = fs::weakly_canonical(folder, problem);
    const auto relative = full.lexically_relative(root);
    if (!safe || problem || relative.empty() || *relative.begin() == "..")
        throw Error(ErrorCode::BadArgument,
                    "The materials in " + folder.string() + " name '" + name +
                        "', which leads out of their folder.",
                    folder.string());
    return full;
}

Image picture(const fs::path& folder, const nlohmann::json& entry, int most)
{
    const auto name = entry.at("file").get<std::string>();
    const auto file = inside(folder, name);
    const auto bytes = read_text(folder, file, kFileLimit);
    if (const auto sum = entry.value("sha256", std::string());
        !sum.empty() && sha256_text(bytes) != sum)
        damaged(folder, name + " is not the file that its manifest describes");
    const auto size =
        image_size({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    if (!size)
        damaged(folder, name + " is no PNG, JPEG or WebP picture");
    if (size->width > most || size->height > most || size->width < 4 || size->height < 4)
        throw Error(ErrorCode::BadArgument,
                    "The material " + file.string() + " is " + std::to_string(size->width) + "x" +
                        std::to_string(size->height) + " pixels; 4 to " + std::to_string(most) +
                        " a side can be used.",
                    file.string());
    return read_image(file);
}

Texture texture(const fs::path& folder, const nlohmann::json& entry)
{
    const auto image = picture(folder, entry, 2048);
    const bool power = (image.width & (image.width - 1)) == 0;
    if (image.width != image.height || !power || image.channels != 3)
        throw Error(ErrorCode::BadArgument,
                    "A ground texture is a square without transparency whose side is a power of "
                    "two, unlike " +
                        entry.at("file").get<std::string>() + ".",
                    folder.string());
    return Texture(image.width, image.pixels);
}

Cutout cutout(const fs::path& folder, const nlohmann::json& entry)
{
    const auto image = picture(folder, entry, 1024);
    if (image.channels != 4)
        throw Error(ErrorCode::BadArgument,
                    "A cut-out needs transparency, which " + entry.at("file").get<std::string>() +
                        " lacks.",
                    folder.string());
    return Cutout(image.width, image.height, image.pixels);
}

template <typename Names>
int find(const Names& names, const std::string& name)
{
    for (size_t i = 0; i < names.size(); ++i)
        if (name == names[i])
            return int(i);
    return -1;
}

// Adds one file; the first of its name drives out what code drew. Unknown names are from a newer
// pack and are left alone.
struct Filler {
    const fs::path& folder;
    Materials& materials;
    std::array<bool, kGrounds> ground{};
    std::array<bool, kPlants> plants{};
    std::vector<bool> things = std::vector<bool>(species().size());

    template <typename List, typename Flags, typename Item>
    void put(List& list, Flags& replaced, int index, Item item)
    {
        if (!replaced[size_t(index)])
            list[size_t(index)].clear();
        replaced[size_t(index)] = true;
        list[size_t(index)].push_back(std::move(item));
    }

    void add(const nlohmann::json& entry)
    {
        const auto kind = entry.at("kind").get<std::string>();
        const auto name = entry.at("name").get<std::string>();
        if (const int i = find(kGroundNames, name); kind == "ground" && i >= 0)
            put(materials.ground, ground, i, texture(folder, entry));
        if (const int i = find(kPlantNames, name); kind == "plant" && i >= 0)
            put(materials.plants, plants, i, cutout(folder, entry));
        if (kind != "thing")
            return;
        for (size_t i = 0; i < species().size(); ++i)
            if (name == species()[i].name)
                put(materials.things, things, int(i), cutout(folder, entry));
    }
};

}  // namespace

Materials load_materials(const fs::path& folder)
{
    const auto text = read_text(folder, folder / "manifest.json", kManifestLimit);
    Materials materials = procedural_materials();
    materials.digest = sha256_text(text);
    try {
        const auto manifest = nlohmann::json::parse(text);
        if (manifest.at("format") != "sfumato-materials" || manifest.at("version") != 1)
            damaged(folder, "its manifest is of another form");
        const auto& files = manifest.at("files");
        if (!files.is_array() || files.size() > kMostFiles)
            damaged(folder, "its manifest has no list of files, or too long a one");
        Filler filler{folder, materials};
        for (const auto& entry : files)
            filler.add(entry);
    } catch (const nlohmann::json::exception& problem) {
        damaged(folder, std::string("its manifest is damaged (") + problem.what() + ")");
    }
    return materials;
}

std::shared_ptr<const Materials> shared_materials(const fs::path& folder)
{
    static std::mutex mutex;
    static fs::path last_folder;
    static std::shared_ptr<const Materials> last;
    const std::lock_guard lock(mutex);
    const auto wanted = fs::weakly_canonical(folder);
    if (!last || wanted != last_folder) {
        last = std::make_shared<const Materials>(load_materials(folder));
        last_folder = wanted;
    }
    return last;
}

}  // namespace ldm::world
