// SPDX-License-Identifier: MIT
#include "runtime/memory_policy.h"
#include "scoring.h"
#include "train_judge.h"

#include <ATen/Parallel.h>
#include <CLI/CLI.hpp>

#include <cstdio>

namespace sfumato::evaluate {

namespace {

constexpr int kDone = 0, kWrongUse = 2;

/// Declares `train`; its values go to `options`.
CLI::App* add_train(CLI::App& app, JudgeTraining& options)
{
    auto* verb = app.add_subcommand("train", "Train the judge on renders.");
    verb->add_option("--out", options.out, "file to write (.safetensors)")->required();
    verb->add_option("--materials", options.materials, "folder that ./dev data made");
    verb->add_option("--steps", options.steps, "of the optimiser")->check(CLI::Range(1, 1'000'000));
    verb->add_option("--seed", options.seed, "another judge for another seed")
        ->check(CLI::Range(0, 1000));
    return verb;
}

/// Declares `score`; its values go to `options`.
void add_score(CLI::App& app, ScoringOptions& options, std::vector<std::string>& what)
{
    auto* verb = app.add_subcommand("score", "Score the starter models.");
    verb->add_option("what", what, "landscape, boxes, upscale, fill, scene (default: all)")
        ->check(CLI::IsMember({"landscape", "boxes", "upscale", "fill", "scene"}));
    verb->add_option("--judge", options.judge, "file that `train` wrote")->required();
    verb->add_option("--perceptual", options.perceptual,
                     "network of the perceptual distance (efficientnet-lite0.pth)")
        ->required();
    verb->add_option("--model-dir", options.model_dir, "folder with models");
    verb->add_option("--materials", options.materials, "folder that ./dev data made");
    verb->add_option("--photos", options.photos, "its photographs");
    verb->add_option("--count", options.count, "pictures")->check(CLI::Range(2, 100'000));
    verb->add_option("--steps", options.steps, "of the sampler")->check(CLI::Range(1, 1000));
    verb->add_option("--sampler", options.sampler);
    verb->add_option("--eta", options.eta)->check(CLI::Range(0.0, 1.0));
    verb->add_option("--guidance", options.guidance)->check(CLI::Range(0.0, 100.0));
    verb->add_option("--sheets", options.sheets, "folder for contact sheets");
}

void score(const ScoringOptions& options, const std::vector<std::string>& what)
{
    Scoring scoring(options);
    const std::pair<const char*, void (*)(Scoring&)> all[]{{"landscape", score_landscape},
                                                           {"boxes", score_boxes},
                                                           {"upscale", score_upscale},
                                                           {"fill", score_fill},
                                                           {"scene", score_scene}};
    for (const auto& [name, run] : all) {
        if (!what.empty() && std::find(what.begin(), what.end(), name) == what.end())
            continue;
        run(scoring);
        std::fflush(stdout);
    }
}

/// Reads the command line and does what it asks.
int run(int argc, char** argv)
{
    CLI::App app("How good are the starter models?");
    app.require_subcommand(1);
    app.fallthrough();
    int threads = 0;
    app.add_option("--threads", threads, "of the processor (default: one a core)")
        ->check(CLI::Range(0, 1024));
    JudgeTraining training;
    ScoringOptions scoring;
    std::vector<std::string> what;
    const auto* train = add_train(app, training);
    add_score(app, scoring, what);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? kDone : kWrongUse;
    }
    ldm::keep_freed_memory();
    if (threads > 0)
        at::set_num_threads(threads);
    scoring.threads = threads;
    if (train->parsed())
        train_judge(training);
    else
        score(scoring, what);
    return kDone;
}

}  // namespace

}  // namespace sfumato::evaluate

/// Errors are one sentence on the error stream.
int main(int argc, char** argv)
{
    try {
        return sfumato::evaluate::run(argc, argv);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "evaluate-starters: %s\n", e.what());
        return 1;
    }
}
