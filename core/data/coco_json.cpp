// SPDX-License-Identifier: MIT
#include "data/coco_json.h"

#include "io/mapped_file.h"
#include "ldm/error.h"

#include <nlohmann/json.hpp>

namespace ldm::data {

using nlohmann::json;

namespace {

// The three lists of a file, and how far each has been read.
class Reader {
public:
    explicit Reader(const CocoHandlers& handlers) : handlers_(handlers) {}

    // False: what was read is not kept.
    bool operator()(int depth, json::parse_event_t event, json& parsed)
    {
        if (event == json::parse_event_t::key) {
            const auto& name = parsed.get_ref<const std::string&>();
            if (depth == 1) {
                list_ = name;
                number_ = 0;
            }
            return depth == 1 || handlers_.shapes || name != "segmentation";
        }
        if (event != json::parse_event_t::object_end || depth != 2)
            return true;
        ++number_;
        if (const auto* handler = handler_of_list(); handler && *handler)
            (*handler)(parsed);
        return false;
    }

    std::string where() const { return "entry " + std::to_string(number_) + " of " + list_; }

private:
    const CocoHandlers::Handler* handler_of_list() const
    {
        return list_ == "images"        ? &handlers_.image
               : list_ == "categories"  ? &handlers_.category
               : list_ == "annotations" ? &handlers_.annotation
                                        : nullptr;
    }

    const CocoHandlers& handlers_;
    std::string list_;
    std::int64_t number_ = 0;
};

}  // namespace

void read_coco_file(const std::filesystem::path& file, const CocoHandlers& handlers)
{
    const auto mapped = MappedFile::open(file);
    const auto text = mapped->text();
    Reader reader(handlers);
    const auto refuse = [&](const std::string& problem) {
        throw Error(ErrorCode::BadArgument,
                    "The annotations " + file.string() + " cannot be read: " + problem + ".",
                    file.string());
    };
    try {
        const auto callback = [&reader](int depth, json::parse_event_t event, json& parsed) {
            return reader(depth, event, parsed);
        };
        if (!json::parse(text.begin(), text.end(), callback).is_object())
            refuse("they are no object with the lists images and annotations");
    } catch (const json::parse_error& error) {
        refuse(error.what());
    } catch (const json::exception& error) {
        refuse(reader.where() + " is not as it should be (" + error.what() + ")");
    }
}

CocoShape shape_of(const json& segmentation)
{
    if (segmentation.is_array())
        return segmentation.get<CocoPolygons>();
    CocoRuns runs;
    const auto& size = segmentation.at("size");
    runs.height = size.at(0).get<int>();
    runs.width = size.at(1).get<int>();
    const auto& counts = segmentation.at("counts");
    runs.counts = counts.is_string() ? decode_runs(counts.get_ref<const std::string&>())
                                     : counts.get<std::vector<std::uint32_t>>();
    return runs;
}

}  // namespace ldm::data
