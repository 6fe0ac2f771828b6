// SPDX-License-Identifier: MIT
#include "generate_options.h"

#include "ldm/error.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace sfumato::cli {

namespace {

using Json = nlohmann::json;

[[noreturn]] void wrong(const std::filesystem::path& file, const std::string& what)
{
    throw ldm::Error(ldm::ErrorCode::BadArgument,
                     "The layout " + file.string() + " cannot be used: " + what +
                         " A layout is a list such as [{\"label\": \"Tree\", \"box\": [0.1, 0.2, "
                         "0.3, 0.5]}], each box x, y, width and height as shares of the picture.",
                     file.string());
}

ldm::LabelledBox box_of(const Json& entry, const std::string& number,
                        const std::filesystem::path& file,
                        const std::vector<ldm::LabelInfo>& labels)
{
    if (!entry.is_object() || !entry.contains("label") || !entry.contains("box"))
        wrong(file, "entry " + number + " lacks its label or box.");
    const auto& label = entry["label"];
    const auto& sides = entry["box"];
    const auto is_number = [](const Json& side) { return side.is_number(); };
    if (!sides.is_array() || sides.size() != 4 ||
        !std::all_of(sides.begin(), sides.end(), is_number))
        wrong(file, "the box of entry " + number + " is not four numbers.");
    if (!label.is_string() && !label.is_number_integer())
        wrong(file, "the label of entry " + number + " is neither a name nor a number.");
    const auto flag = [&entry](const char* name) {
        return entry.contains(name) && entry[name].is_boolean() && entry[name].get<bool>();
    };
    ldm::LabelledBox box;
    box.label = label_index(label.is_string() ? label.get<std::string>() : label.dump(), labels);
    box.x = sides[0].get<double>();
    box.y = sides[1].get<double>();
    box.width = sides[2].get<double>();
    box.height = sides[3].get<double>();
    box.group = flag("group");
    box.occluded = flag("occluded");
    box.depiction = flag("depiction");
    box.inside = flag("inside");
    return box;
}

}  // namespace

std::vector<ldm::LabelledBox> read_boxes(const std::filesystem::path& file,
                                         const std::vector<ldm::LabelInfo>& labels)
{
    std::ifstream in(file);
    if (!in)
        throw ldm::Error(ldm::ErrorCode::File, "The layout " + file.string() + " cannot be read.",
                         file.string());
    const auto list = Json::parse(in, nullptr, false);
    if (!list.is_array())
        wrong(file, "it is no list.");
    std::vector<ldm::LabelledBox> boxes;
    for (size_t i = 0; i < list.size(); ++i)
        boxes.push_back(box_of(list[i], std::to_string(i + 1), file, labels));
    return boxes;
}

}  // namespace sfumato::cli
