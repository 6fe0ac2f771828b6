// SPDX-License-Identifier: MIT
#include "cli.h"
#include "ldm/training.h"
#include "ldm/world_data.h"

#include <cstdio>
#include <memory>

namespace sfumato::cli {

namespace {

void print_notes(const std::vector<std::string>& notes)
{
    for (const auto& note : notes)
        std::fprintf(stderr, "%s\n", note.c_str());
}

int train(const ldm::TrainingOptions& options, const Context& context)
{
    ldm::run_training(options, [&context](const ldm::TrainingStatus& s) {
        const char* form = context.json ? "{\"step\": %lld, \"total\": %lld, \"loss\": %.6f, "
                                          "\"images_per_second\": %.2f, \"seconds_left\": %.0f, "
                                          "\"detail\": \"%s\"}\n"
                                        : "step %lld/%lld  loss %.4f  %.1f images/s  %.0f s left  "
                                          "%s\n";
        std::printf(form, static_cast<long long>(s.step), static_cast<long long>(s.total), s.loss,
                    s.images_per_second, s.seconds_left, s.detail.c_str());
        std::fflush(stdout);
        print_notes(s.notes);
        return true;
    });
    return interrupted() ? 130 : 0;
}

std::string duration_text(double seconds)
{
    char text[32];
    if (seconds < 60.0)
        std::snprintf(text, sizeof text, "%.2g s", seconds);
    else if (seconds < 7200.0)
        std::snprintf(text, sizeof text, "%.0f min", seconds / 60.0);
    else
        std::snprintf(text, sizeof text, "%.1f h", seconds / 3600.0);
    return text;
}

void print_estimate(const ldm::TrainingEstimate& e)
{
    std::printf("%-24s %15s %15s\n", "part", "parameters", "trained");
    for (const auto& part : e.parts)
        std::printf("%-24s %15lld %15lld\n", part.name.c_str(),
                    static_cast<long long>(part.parameters), static_cast<long long>(part.trained));
    constexpr double kMega = 1e6;
    std::printf("weights %.1f MB, gradients, moments and averages %.1f MB\n",
                double(e.weight_bytes) / kMega, double(e.training_bytes) / kMega);
    if (e.seconds_a_step > 0.0) {
        std::printf("most memory of the process %.0f MB\n", double(e.peak_bytes) / kMega);
        std::printf("a step of %lld samples %s, %.2f samples/s; the whole run of %lld steps %s\n",
                    static_cast<long long>(e.batch), duration_text(e.seconds_a_step).c_str(),
                    double(e.batch) / e.seconds_a_step, static_cast<long long>(e.steps),
                    duration_text(e.seconds_a_step * double(e.steps)).c_str());
    } else {
        std::puts("no step was tried: this machine's free memory does not suffice");
    }
}

void print_estimate_json(const ldm::TrainingEstimate& e)
{
    std::printf("{\"parts\": [");
    for (size_t i = 0; i < e.parts.size(); ++i)
        std::printf("%s{\"name\": \"%s\", \"parameters\": %lld, \"trained\": %lld}", i ? ", " : "",
                    e.parts[i].name.c_str(), static_cast<long long>(e.parts[i].parameters),
                    static_cast<long long>(e.parts[i].trained));
    std::printf(
        "], \"weight_bytes\": %lld, \"training_bytes\": %lld, \"peak_bytes\": %lld, "
        "\"batch\": %lld, \"steps\": %lld, \"seconds_a_step\": %.6f}\n",
        static_cast<long long>(e.weight_bytes), static_cast<long long>(e.training_bytes),
        static_cast<long long>(e.peak_bytes), static_cast<long long>(e.batch),
        static_cast<long long>(e.steps), e.seconds_a_step);
}

int write_world(const ldm::WorldExport& options, const Context& context)
{
    const double speed = ldm::write_world(options, [](int) { return !interrupted(); });
    if (context.json)
        std::printf("{\"folder\": \"%s\", \"images_per_second\": %.2f}\n", options.folder.c_str(),
                    speed);
    else
        std::printf("%s: %d pictures, %.1f a second\n", options.folder.c_str(), options.count,
                    speed);
    return interrupted() ? 130 : 0;
}

}  // namespace

void add_training_verbs(CLI::App& app, Context& context)
{
    const auto training = std::make_shared<ldm::TrainingOptions>();
    training->interrupted = interrupted;
    const auto dry_run = std::make_shared<bool>(false);
    auto* verb = app.add_subcommand("train", "train a first stage or a latent diffusion model");
    verb->add_option("CONFIG", training->config, "YAML with model:, data: and lightning:")
        ->required();
    verb->add_option("--out", training->folder, "folder of the run (default: train/NAME)");
    verb->add_flag("--resume", training->resume, "go on from the folder's last checkpoint");
    verb->add_flag("--dry-run", *dry_run,
                   "try a few steps and print parameters, memory and time; write nothing");
    verb->callback([training, dry_run, &context] {
        if (training->folder.empty())
            training->folder = std::filesystem::path("train") / training->config.stem();
        training->threads = context.threads;
        training->resources = resource_folder(context.program);
        context.action = [training, dry_run, &context] {
            if (!*dry_run)
                return train(*training, context);
            const auto estimate = ldm::estimate_training(*training);
            (context.json ? print_estimate_json : print_estimate)(estimate);
            print_notes(estimate.notes);
            return 0;
        };
    });

    struct Export {
        std::string config, checkpoint, out;
    };
    const auto files = std::make_shared<Export>();
    auto* bundle = app.add_subcommand("export", "a run's checkpoint as a small fp16 model file");
    bundle->add_option("CONFIG", files->config, "the model's YAML")->required();
    bundle->add_option("CHECKPOINT", files->checkpoint, "last.ckpt of the run")->required();
    bundle->add_option("--out", files->out, ".safetensors to write")->required();
    bundle->callback([files, &context] {
        context.action = [files] {
            ldm::export_model(files->config, files->checkpoint, files->out);
            std::puts(files->out.c_str());
            return 0;
        };
    });

    const auto world = std::make_shared<ldm::WorldExport>();
    auto* data = app.add_subcommand("data", "write training data");
    data->require_subcommand(1);
    auto* landscape = data->add_subcommand("world", "landscapes with maps, captions and classes");
    landscape->add_option("--out", world->folder, "folder to write to")->required();
    landscape->add_option("--count", world->count, "pictures")->capture_default_str();
    landscape->add_option("--seed", world->seed, "of the first picture")->capture_default_str();
    landscape->add_option("--size", world->size, "pixels a side")->capture_default_str();
    landscape->add_option("--supersample", world->supersample, "rays a pixel and axis")
        ->capture_default_str();
    landscape->add_option("--materials", world->materials,
                          "folder of photographic materials that ./dev data made");
    landscape->add_option("--kind", world->kind, "only this kind: alpine, coast …");
    landscape->add_option("--light", world->light, "only this hour: noon, dusk …");
    landscape->callback([world, &context] {
        world->threads = context.threads;
        context.action = [world, &context] { return write_world(*world, context); };
    });
}

}  // namespace sfumato::cli
