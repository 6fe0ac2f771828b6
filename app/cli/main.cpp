// SPDX-License-Identifier: MIT
#include "cli.h"
#include "ldm/error.h"
#include "ldm/process.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>

namespace sfumato::cli {

namespace {

constexpr int kDone = 0, kFailed = 1, kWrongUse = 2, kCancelled = 130;

volatile std::sig_atomic_t g_interrupted = 0;

void note_interrupt(int)
{
    if (g_interrupted)
        std::_Exit(kCancelled);
    g_interrupted = 1;
}

int run(int argc, char** argv)
{
    Context context;
    context.program = argv[0];
    CLI::App app("Sfumato: latent diffusion models from the command line.");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--model-dir", context.model_dirs, "further folders with models")
        ->allow_extra_args(false);
    app.add_option("--device", context.device, "auto, cpu, cuda or cuda:NUMBER")
        ->capture_default_str();
    app.add_option("--threads", context.threads, "of the processor (default: one a core)")
        ->check(CLI::Range(0, 1024));
    app.add_option("--memory-budget", context.memory_budget,
                   "GB that a step or decoding may take at once (default: half of the memory)")
        ->check(CLI::Range(0.0, 1e6));
    app.add_flag("--json", context.json, "output for machines");
    add_generate_verbs(app, context);
    add_verify_verb(app, context);
    add_model_verbs(app, context);
    add_degrade_verb(app, context);
    add_metric_verb(app, context);
    add_training_verbs(app, context);
    add_efficiency_verb(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? kDone : kWrongUse;
    }
    watch_interrupts();
    return context.action();
}

}  // namespace

bool interrupted()
{
    return g_interrupted != 0;
}

void watch_interrupts()
{
    std::signal(SIGINT, note_interrupt);
    std::signal(SIGTERM, note_interrupt);
}

std::filesystem::path resource_folder(const std::string& program)
{
    namespace fs = std::filesystem;
    if (const char* given = std::getenv("SFUMATO_DATA_DIR"); given && *given)
        return given;
    std::error_code ignored;
    auto self = fs::read_symlink("/proc/self/exe", ignored);
    if (self.empty())
        self = program;
    const auto installed = self.parent_path().parent_path() / "share" / "sfumato";
    if (fs::is_directory(installed))
        return installed;
    return SFUMATO_RESOURCE_DIR;
}

std::vector<std::filesystem::path> Context::model_folders() const
{
    std::vector<std::filesystem::path> folders(model_dirs.begin(), model_dirs.end());
    for (auto& folder : ldm::default_model_folders(resource_folder(program) / "models"))
        folders.push_back(std::move(folder));
    return folders;
}

ldm::EngineOptions Context::engine_options() const
{
    return {model_folders(), resource_folder(program), device, threads,
            std::uintmax_t(memory_budget * 1e9)};
}

}  // namespace sfumato::cli

int main(int argc, char** argv)
{
    ldm::limit_spinning(argv);
    using namespace sfumato::cli;
    try {
        return run(argc, argv);
    } catch (const ldm::Cancelled&) {
        std::fputs("Cancelled.\n", stderr);
        return kCancelled;
    } catch (const CLI::Error& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return kWrongUse;
    } catch (const ldm::Error& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return kFailed;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "Something unforeseen went wrong: %s\n", e.what());
        return kFailed;
    }
}
