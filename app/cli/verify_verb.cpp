// SPDX-License-Identifier: MIT
#include "cli.h"
#include "progress_bar.h"

#include "ldm/error.h"
#include "ldm/photo.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace sfumato::cli {

namespace {

constexpr double kSamePicture = 30.0;  // dB; below, a difference is seen at a glance

struct Comparison {
    bool same_size = false;
    int largest = 0;    ///< difference of a channel
    double psnr = 0.0;  ///< dB; infinite for equal pictures
};

Comparison compare(const ldm::Image& a, const ldm::Image& b)
{
    Comparison c;
    c.same_size = a.width == b.width && a.height == b.height && a.channels == b.channels;
    if (!c.same_size)
        return c;
    double sum = 0.0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        const int difference = std::abs(int(a.pixels[i]) - int(b.pixels[i]));
        c.largest = std::max(c.largest, difference);
        sum += double(difference) * difference;
    }
    c.psnr = 10.0 * std::log10(255.0 * 255.0 * double(a.pixels.size()) / sum);
    return c;
}

struct Options {
    std::string file, dtype, image;
};

struct Answer {
    std::string verdict;
    std::vector<std::string> reasons;
    Comparison comparison;
};

// Why a picture may not come out as it was, as far as its recipe tells.
std::vector<std::string> reasons_for(const ldm::Recipe& told, const ldm::Recipe& run,
                                     const ldm::Photo& file, const Context& context)
{
    std::vector<std::string> reasons;
    if (file.format == "jpeg" || file.format == "webp")
        reasons.push_back("a " + file.format + " file keeps colours only nearly");
    if (file.converted)
        reasons.push_back("its colours were rounded to those of the photo's profile");
    if (!told.model_hash.empty() && told.model_hash != run.model_hash)
        reasons.push_back("it was made with another version of the model '" + told.model + "' (" +
                          told.model_hash.substr(0, 12) + "…) than is installed (" +
                          run.model_hash.substr(0, 12) + "…)");
    if (told.dtype != run.dtype)
        reasons.push_back(std::string("it was computed in ") + ldm::name_of(told.dtype) +
                          " and here in " + ldm::name_of(run.dtype));
    if (run.dtype != ldm::DType::Fp32)
        reasons.push_back(std::string(ldm::name_of(run.dtype)) +
                          " rounds differently from device to device (here: " + context.device +
                          ")");
    return reasons;
}

// The recipe inside a file, with its photo.
ldm::Recipe complete_recipe(const Options& o)
{
    auto recipe = ldm::load_recipe(o.file);
    const bool of_photo =
        recipe.task == ldm::TaskKind::Upscale || recipe.task == ldm::TaskKind::Inpaint;
    if (!of_photo || recipe.image)
        return recipe;
    if (o.image.empty())
        throw ldm::Error(ldm::ErrorCode::BadArgument,
                         "The photo that this picture was made of is too large to be inside the "
                         "file: name it with --image.",
                         "image");
    recipe.image = std::make_shared<const ldm::Image>(ldm::load_photo(o.image).image);
    return recipe;
}

Answer verify(const Options& o, const Context& context)
{
    const auto told = complete_recipe(o);
    const auto photo = ldm::load_photo(o.file);
    ldm::Engine engine(context.engine_options());
    auto recipe = told;
    if (!o.dtype.empty())
        recipe.dtype = ldm::dtype_from_name(o.dtype);
    ldm::Picture made;
    {
        ProgressBar bar(context.json, {}, nullptr);
        try {
            made = engine.run(recipe, bar);
        } catch (const ldm::Error& e) {
            if (recipe.dtype != ldm::DType::Fp16 || e.code() != ldm::ErrorCode::BadArgument)
                throw;
            recipe.dtype = ldm::DType::Fp32;  // a GPU's type that a processor has not
            made = engine.run(recipe, bar);
        }
    }
    Answer answer;
    answer.comparison = compare(photo.image, made.image);
    const auto& c = answer.comparison;
    answer.verdict = !c.same_size             ? "differs"
                     : c.largest == 0         ? "same bytes"
                     : c.psnr >= kSamePicture ? "same picture"
                                              : "differs";
    if (answer.verdict != "same bytes")
        answer.reasons = reasons_for(told, made.recipe, photo, context);
    if (!c.same_size)
        answer.reasons.push_back("it has been scaled or cropped: the recipe makes " +
                                 std::to_string(made.image.width) + "×" +
                                 std::to_string(made.image.height) + " pixels");
    else if (answer.verdict != "same bytes" && answer.reasons.empty())
        answer.reasons.push_back(
            "it has been edited since, or was made by another version of "
            "Sfumato or on another kind of device");
    return answer;
}

int report(const std::string& file, const Answer& a, const Context& context)
{
    if (context.json) {
        nlohmann::ordered_json json{{"file", file}, {"answer", a.verdict}};
        if (a.comparison.same_size) {
            json["largest_difference"] = a.comparison.largest;
            if (std::isfinite(a.comparison.psnr))
                json["psnr"] = a.comparison.psnr;
        }
        json["reasons"] = a.reasons;
        std::puts(json.dump().c_str());
    } else {
        std::string text = a.verdict;
        if (a.comparison.same_size && a.comparison.largest > 0) {
            char numbers[96];
            std::snprintf(numbers, sizeof numbers, " (%.1f dB, at most %d grey levels apart)",
                          a.comparison.psnr, a.comparison.largest);
            text += numbers;
        }
        for (std::size_t i = 0; i < a.reasons.size(); ++i)
            text += (i == 0 ? ", because " : "; ") + a.reasons[i];
        std::printf("%s: %s\n", file.c_str(), text.c_str());
    }
    return a.verdict == "differs" ? 1 : 0;
}

}  // namespace

void add_verify_verb(CLI::App& app, Context& context)
{
    const auto o = std::make_shared<Options>();
    auto* verb = app.add_subcommand(
        "verify", "makes a picture's recipe again: same bytes, same picture, or differs and why");
    verb->add_option("FILE", o->file, "picture that carries its recipe")->required();
    verb->add_option("--dtype", o->dtype, "compute in fp32, bf16 or fp16 (default: as then)");
    verb->add_option("--image", o->image, "the photo, where it was too large to be kept inside");
    verb->callback([o, &context] {
        context.action = [o, &context] { return report(o->file, verify(*o, context), context); };
    });
}

}  // namespace sfumato::cli
