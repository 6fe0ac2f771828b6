// SPDX-License-Identifier: MIT
#include "golden_ops.h"

#include "condition/layout_tokenizer.h"
#include "condition/wordpiece_tokenizer.h"
#include "ldm/error.h"

#include <cmath>
#include <fstream>

namespace ldm::golden {

namespace {

using condition::LayoutBox;

LayoutBox box_of(const Json& numbers)
{
    return {numbers[0].get<double>(), numbers[1].get<double>(), numbers[2].get<double>(),
            numbers[3].get<double>()};
}

bool near(const LayoutBox& a, const LayoutBox& b)
{
    constexpr double kAllowed = 1e-9;
    return std::abs(a.x - b.x) < kAllowed && std::abs(a.y - b.y) < kAllowed &&
           std::abs(a.width - b.width) < kAllowed && std::abs(a.height - b.height) < kAllowed;
}

condition::LayoutTokenizer layout_tokenizer(const Json& p)
{
    return condition::LayoutTokenizer({.classes = p["no_object_classes"].get<int>(),
                                       .max_objects = p["no_max_objects"].get<int>(),
                                       .tokens = p["no_tokens"].get<int>(),
                                       .encode_crop = p["encode_crop"].get<bool>(),
                                       .group_bit = p["use_group_parameter"].get<bool>(),
                                       .other_bits = p["use_additional_parameters"].get<bool>()});
}

bool same_layout(const condition::Layout& got, const Json& want)
{
    if (got.objects.size() != want["objects"].size() ||
        got.crop.has_value() == want["crop"].is_null())
        return false;
    for (size_t i = 0; i < got.objects.size(); ++i) {
        const auto& object = want["objects"][i];
        if (got.objects[i].category_token != object["representation"].get<int>() ||
            !near(got.objects[i].box, box_of(object["bbox"])))
            return false;
    }
    return !got.crop || near(*got.crop, box_of(want["crop"]));
}

// "" or what is wrong with one layout.
std::string check_layout(const Json& c)
{
    const auto tokenizer = layout_tokenizer(c["params"]);
    std::vector<condition::LayoutObject> objects;
    for (const auto& a : c["annotations"])
        objects.push_back({a["category"].get<int>(), box_of(a["bbox"]),
                           a.value("is_group_of", false), a.value("is_occluded", false),
                           a.value("is_depiction", false), a.value("is_inside", false)});
    const auto crop =
        c["crop"].is_null() ? std::nullopt : std::optional<LayoutBox>(box_of(c["crop"]));
    std::vector<std::int64_t> tokens;
    try {
        tokens = tokenizer.encode(objects, crop, c["horizontal_flip"].get<bool>());
    } catch (const Error&) {
        return c.contains("error") ? "" : "is refused";
    }
    if (c.contains("error"))
        return "is not refused";
    if (tokens != c["tokens"].get<std::vector<std::int64_t>>())
        return "has other tokens";
    return same_layout(tokenizer.decode(tokens), c["inverse"]) ? "" : "reads back as other boxes";
}

std::string layout_tokens(const Json& file)
{
    std::string problems;
    for (const auto& c : file["cases"])
        if (const auto problem = check_layout(c); !problem.empty())
            problems += c["name"].get<std::string>() + " " + problem + "; ";
    return problems;
}

std::string bert_tokens(const Json& file)
{
    const auto tokenizer = bert_tokenizer();
    std::string problems;
    const auto check = [&](const Json& c, size_t length) {
        auto want = c["ids"].get<std::vector<std::int64_t>>();
        want.resize(length, 0);
        if (tokenizer.encode(c["text"].get<std::string>(), length).ids != want)
            problems += "'" + c["text"].get<std::string>() + "' has other tokens; ";
    };
    for (const auto& c : file["captions"])
        check(c, file["max_length"].get<size_t>());
    for (const auto& c : file["other_lengths"])
        check(c, c["max_length"].get<size_t>());
    return problems;
}

}  // namespace

condition::WordpieceTokenizer bert_tokenizer()
{
    return condition::WordpieceTokenizer(SFUMATO_SOURCE_DIR
                                         "/resources/vocabularies/bert-base-uncased.txt");
}

std::optional<std::string> run_json(const std::filesystem::path& root, const Json& golden_case)
{
    const auto name = golden_case["name"].get<std::string>();
    const auto dir = root / golden_case["dir"].get<std::string>();
    std::ifstream in(dir / "cases.json");
    if (name == "layout_tokens")
        return layout_tokens(Json::parse(in));
    if (name == "bert_tokens")
        return bert_tokens(Json::parse(in));
    if (name == "metrics")
        return check_metrics(dir, Json::parse(in));
    return std::nullopt;
}

}  // namespace ldm::golden
