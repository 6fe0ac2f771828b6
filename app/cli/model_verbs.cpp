// SPDX-License-Identifier: MIT
#include "cli.h"
#include "ldm/benchmark.h"
#include "ldm/convert.h"
#include "ldm/inspect.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace sfumato::cli {

namespace {

using Json = nlohmann::ordered_json;

int list_models(const Context& context)
{
    const ldm::Engine engine(context.engine_options());
    auto list = Json::array();
    for (const auto& m : engine.models()) {
        auto tasks = Json::array();
        std::string names;
        for (const auto task : m.tasks) {
            tasks.push_back(ldm::name_of(task));
            names += (names.empty() ? "" : ", ") + std::string(ldm::name_of(task));
        }
        list.push_back({{"id", m.id},
                        {"title", m.title},
                        {"weights", m.weights.string()},
                        {"bytes", m.bytes},
                        {"tasks", tasks},
                        {"width", m.native_width},
                        {"height", m.native_height},
                        {"labels", m.labels.size()},
                        {"licence", m.licence},
                        {"problem", m.problem}});
        if (!context.json)
            std::printf("%-20s %-14s %4d×%-4d %6.1f MB  %s\n", m.id.c_str(), names.c_str(),
                        m.native_width, m.native_height, double(m.bytes) / 1e6,
                        m.problem.empty() ? m.title.c_str() : m.problem.c_str());
    }
    if (context.json)
        std::puts(list.dump(1).c_str());
    else if (list.empty())
        std::puts("No model is installed.");
    return 0;
}

int list_devices(const Context& context)
{
    const ldm::Engine engine(context.engine_options());
    auto list = Json::array();
    for (const auto& d : engine.devices()) {
        list.push_back({{"id", d.id},
                        {"name", d.name},
                        {"threads", d.threads},
                        {"memory", d.memory},
                        {"bf16", d.bf16}});
        if (!context.json)
            std::printf("%-6s %s, %d threads, %.1f GB, %s\n", d.id.c_str(), d.name.c_str(),
                        d.threads, double(d.memory) / 1e9, d.bf16 ? "bf16" : "fp32 only");
    }
    if (context.json)
        std::puts(list.dump(1).c_str());
    return 0;
}

void print_names(const char* title, const std::vector<std::string>& names)
{
    if (names.empty())
        return;
    std::printf("%s (%zu):\n", title, names.size());
    for (size_t i = 0; i < std::min<size_t>(names.size(), 20); ++i)
        std::printf("  %s\n", names[i].c_str());
    if (names.size() > 20)
        std::printf("  … and %zu more\n", names.size() - 20);
}

int show_info(const std::string& file, const Context& context)
{
    const auto r = ldm::inspect_model(file, resource_folder(context.program) / "zoo");
    if (context.json) {
        const Json json{{"file", r.file.string()},        {"tensors", r.tensors},
                        {"parameters", r.parameters},     {"types", r.by_type},
                        {"metadata", r.format_detail},    {"architecture", r.architecture},
                        {"published_as", r.published_as}, {"ema", r.ema},
                        {"missing", r.missing},           {"mismatched", r.mismatched},
                        {"unexpected", r.unexpected}};
        std::puts(json.dump(1).c_str());
        return 0;
    }
    std::printf("file          %s\n", r.file.c_str());
    std::printf("tensors       %lld with %.2f million parameters\n",
                static_cast<long long>(r.tensors), double(r.parameters) / 1e6);
    for (const auto& [type, count] : r.by_type)
        std::printf("precision     %s in %lld tensors\n", type.c_str(),
                    static_cast<long long>(count));
    if (!r.format_detail.empty())
        std::printf("metadata      %s\n", r.format_detail.c_str());
    std::printf("architecture  %s\n",
                r.described ? r.architecture.c_str() : "no description beside the file");
    if (!r.published_as.empty())
        std::printf("published as  %s\n", r.published_as.c_str());
    if (r.described)
        std::printf("weights       %s\n", r.ema ? "moving averages" : "as trained");
    print_names("missing", r.missing);
    print_names("wrong shape", r.mismatched);
    print_names("unexpected", r.unexpected);
    return 0;
}

int bench(const std::string& model, const ldm::BenchmarkOptions& options, const Context& context)
{
    const ldm::Engine engine(context.engine_options());
    const auto info = engine.model(model);
    const auto rows = ldm::run_benchmark(info, options);
    auto list = Json::array();
    if (!context.json)
        std::printf("%-6s %12s %12s %10s %12s %12s %16s %16s\n", "type", "UNet step ms",
                    "no graph ms", "decode ms", "preview ms", "total ms", "UNet GFLOP/s",
                    "matmul GFLOP/s");
    for (const auto& r : rows) {
        list.push_back({{"dtype", ldm::name_of(r.dtype)},
                        {"unet_step_ms", r.unet_step},
                        {"unet_step_launched_ms", r.unet_step_launched},
                        {"decode_ms", r.decode},
                        {"preview_ms", r.preview},
                        {"total_ms", r.total},
                        {"unet_gflops", r.unet_gflops},
                        {"matmul_gflops", r.matmul_gflops}});
        if (!context.json)
            std::printf("%-6s %12.2f %12.2f %10.2f %12.3f %12.1f %16.0f %16.0f\n",
                        ldm::name_of(r.dtype), r.unet_step, r.unet_step_launched, r.decode,
                        r.preview, r.total, r.unet_gflops, r.matmul_gflops);
    }
    if (context.json) {
        std::puts(list.dump(1).c_str());
    } else if (rows.size() == 2) {
        std::printf("bf16 total / fp32 total  %.2f\n", rows[1].total / rows[0].total);
        std::printf("preview / UNet step      %.1f %% (bf16)\n",
                    100.0 * rows[1].preview / rows[1].unet_step);
    }
    return 0;
}

void add_convert_verb(CLI::App& app, Context& context)
{
    struct Options {
        std::string from, to, type = "as-is";
        bool ema_only = false;
    };
    static const std::map<std::string, ldm::StoredType> types{{"as-is", ldm::StoredType::AsIs},
                                                              {"fp32", ldm::StoredType::Fp32},
                                                              {"fp16", ldm::StoredType::Fp16},
                                                              {"bf16", ldm::StoredType::Bf16},
                                                              {"int8", ldm::StoredType::Int8}};
    const auto o = std::make_shared<Options>();
    auto* verb = app.add_subcommand("convert", "a model file in another format or precision");
    verb->add_option("FILE", o->from, ".ckpt or .safetensors")->required();
    verb->add_option("--out", o->to, "file to write; its ending decides the format")->required();
    verb->add_option("--dtype", o->type, "as-is, fp32, fp16, bf16 or int8")
        ->capture_default_str()
        ->check(CLI::IsMember(types));
    verb->add_flag("--ema-only", o->ema_only, "the moving averages in place of the raw weights");
    verb->callback([o, &context] {
        context.action = [o, &context] {
            ldm::convert_model(o->from, o->to, {types.at(o->type), o->ema_only});
            const auto bytes = std::filesystem::file_size(o->to);
            if (context.json)
                std::puts(Json{{"file", o->to}, {"bytes", bytes}}.dump().c_str());
            else
                std::printf("%s  (%.1f MB)\n", o->to.c_str(), double(bytes) / 1e6);
            return 0;
        };
    });
}

}  // namespace

void add_model_verbs(CLI::App& app, Context& context)
{
    app.add_subcommand("models", "the installed models")->callback([&context] {
        context.action = [&context] { return list_models(context); };
    });
    app.add_subcommand("devices", "what can compute here")->callback([&context] {
        context.action = [&context] { return list_devices(context); };
    });
    const auto file = std::make_shared<std::string>();
    auto* info = app.add_subcommand("info", "what a model file holds");
    info->add_option("FILE", *file, ".ckpt or .safetensors")->required();
    info->callback([file, &context] {
        context.action = [file, &context] { return show_info(*file, context); };
    });
    const auto model = std::make_shared<std::string>("landscape");
    add_convert_verb(app, context);

    const auto options = std::make_shared<ldm::BenchmarkOptions>();
    auto* verb = app.add_subcommand("bench", "speed of a model in fp32 and bf16, side by side");
    verb->add_option("--model", *model, "model id or file")->capture_default_str();
    verb->add_option("--steps", options->steps, "steps of a whole picture")->capture_default_str();
    verb->add_option("--repeats", options->repeats, "runs of each")->capture_default_str();
    verb->add_option("--width", options->width, "pixels (default: the model's)");
    verb->add_option("--height", options->height, "pixels (default: the model's)");
    verb->callback([model, options, &context] {
        options->threads = context.threads;
        options->device = context.device;
        options->resources = resource_folder(context.program);
        context.action = [model, options, &context] { return bench(*model, *options, context); };
    });
}

}  // namespace sfumato::cli
