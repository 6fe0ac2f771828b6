// SPDX-License-Identifier: MIT
#include "ldm/error.h"
#include "runtime/memory_policy.h"
#include "score_model.h"
#include "train_segmenter.h"

#include <ATen/Parallel.h>
#include <CLI/CLI.hpp>

#include <cstdio>

namespace sfumato::evaluate {

namespace {

constexpr int kDone = 0, kWrongUse = 2;

/// Declares `train`; its values go to `options`.
CLI::App* add_train(CLI::App& app, SegmenterTraining& options)
{
    auto* verb = app.add_subcommand("train", "Train the segmentation net on renders.");
    verb->add_option("--out", options.out, "file to write (.safetensors)")->required();
    verb->add_option("--steps", options.steps, "of the optimiser")->check(CLI::Range(1, 1'000'000));
    return verb;
}

/// Declares `score`; its values go to `options`.
void add_score(CLI::App& app, ModelScoring& options)
{
    auto* verb = app.add_subcommand("score", "Compare generated pictures with their maps.");
    verb->add_option("--model", options.model, "id or path of a model")->required();
    verb->add_option("--model-dir", options.model_dir, "folder with models");
    verb->add_option("--segmenter", options.segmenter, "file that `train` wrote")->required();
    verb->add_option("--count", options.count, "maps")->check(CLI::Range(1, 100'000));
    verb->add_option("--steps", options.steps, "of the sampler")->check(CLI::Range(1, 1000));
    verb->add_option("--sheet", options.sheet, "contact sheet of 16 pairs to write (.png)");
}

/// Reads the command line and does what it asks.
int run(int argc, char** argv)
{
    CLI::App app("Do generated landscapes match their maps?");
    app.require_subcommand(1);
    app.fallthrough();
    int threads = 0;
    app.add_option("--threads", threads, "of the processor (default: one a core)")
        ->check(CLI::Range(0, 1024));
    SegmenterTraining training;
    ModelScoring scoring;
    const auto* train = add_train(app, training);
    add_score(app, scoring);
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
        train_segmenter(training);
    else
        score_model(scoring);
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
        std::fprintf(stderr, "evaluate-landscape: %s\n", e.what());
        return 1;
    }
}
