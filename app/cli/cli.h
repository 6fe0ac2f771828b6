// SPDX-License-Identifier: MIT
#pragma once

#include "ldm/engine.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace sfumato::cli {

/// What every verb shares.
struct Context {
    std::string program;  ///< path of the executable, to find the bundled models
    std::vector<std::string> model_dirs;
    std::string device = "auto";
    int threads = 0;
    double memory_budget = 0.0;  ///< GB that a step or decoding may take; 0 = half of all
    bool json = false;
    std::function<int()> action;  ///< set by the verb that was chosen

    std::vector<std::filesystem::path> model_folders() const;
    ldm::EngineOptions engine_options() const;
};

/// Folder with resources (models, example maps): beside the program, in its share folder, or the
/// source tree that it was built from. SFUMATO_DATA_DIR overrides.
std::filesystem::path resource_folder(const std::string& program);

/// True once the person pressed Ctrl+C.
bool interrupted();
void watch_interrupts();

/// Each adds its verbs to the parser.
void add_generate_verbs(CLI::App& app, Context& context);
void add_verify_verb(CLI::App& app, Context& context);
void add_model_verbs(CLI::App& app, Context& context);
void add_degrade_verb(CLI::App& app, Context& context);
void add_metric_verb(CLI::App& app, Context& context);
void add_training_verbs(CLI::App& app, Context& context);
void add_efficiency_verb(CLI::App& app, Context& context);

}  // namespace sfumato::cli
