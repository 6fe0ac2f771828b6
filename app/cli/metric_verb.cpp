// SPDX-License-Identifier: MIT
#include "cli.h"

#include "ldm/metric.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdio>
#include <memory>

namespace sfumato::cli {

namespace {

int print(const ldm::MetricReport& report, bool json)
{
    if (json) {
        nlohmann::json out{{"made", report.made}, {"real", report.real}};
        for (const auto& v : report.values) {
            auto& figure = out[v.name] = {{"value", v.value}};
            if (v.deviation)
                figure["deviation"] = *v.deviation;
            if (v.low)
                figure["interval95"] = {*v.low, *v.high};
        }
        std::puts(out.dump().c_str());
        return 0;
    }
    for (const auto& v : report.values) {
        std::printf("%s  %.6g", v.name.c_str(), v.value);
        if (v.deviation)
            std::printf(" ± %.4g", *v.deviation);
        if (v.low)
            std::printf("  (95 %%: %.6g to %.6g)", *v.low, *v.high);
        std::putchar('\n');
    }
    std::printf("%zu pictures%s\n", report.made,
                report.real ? (" against " + std::to_string(report.real)).c_str() : "");
    return 0;
}

int run(const ldm::MetricOptions& options, bool json)
{
    const auto report = ldm::measure(options, [json](std::size_t done, std::size_t total) {
        if (!json && isatty(STDERR_FILENO))
            std::fprintf(stderr, "\r%zu of %zu pictures", done, total);
        if (!json && done == total && isatty(STDERR_FILENO))
            std::fputs("\r\033[K", stderr);
        return !interrupted();
    });
    return print(report, json);
}

}  // namespace

void add_metric_verb(CLI::App& app, Context& context)
{
    auto* verb = app.add_subcommand("metric", "how good and how alike pictures are");
    verb->require_subcommand(1);
    const auto add = [verb, &context](ldm::MetricKind kind, const char* text) {
        const auto o = std::make_shared<ldm::MetricOptions>();
        o->kind = kind;
        auto* sub = verb->add_subcommand(ldm::name_of(kind), text);
        sub->add_option("made", o->made, "folder, .zip, .npz or picture that is judged")
            ->required();
        if (kind != ldm::MetricKind::Is)
            sub->add_option("real", o->real, "the same of real pictures")->required();
        if (kind == ldm::MetricKind::Lpips)
            sub->add_option("--weights", o->lpips_weights,
                            "a published first stage, or VGG-16 and the LPIPS layers");
        if (kind <= ldm::MetricKind::Pr)
            sub->add_option("--network", o->network,
                            "Inception weights, a TorchScript file, or random:SEED");
        if (kind == ldm::MetricKind::Pr)
            sub->add_option("--neighbours", o->neighbours, "k")->capture_default_str();
        if (kind == ldm::MetricKind::Is)
            sub->add_option("--splits", o->splits, "parts of the set")->capture_default_str();
        sub->add_option("--bootstrap", o->bootstrap, "draws for 95 % intervals")
            ->capture_default_str()
            ->check(CLI::Range(0, 100000));
        sub->add_option("--batch", o->batch, "pictures at once")
            ->capture_default_str()
            ->check(CLI::Range(1, 1024));
        sub->add_option("--seed", o->seed, "of shuffle and bootstrap")->capture_default_str();
        sub->callback([o, &context] {
            o->threads = context.threads;
            context.action = [o, &context] { return run(*o, context.json); };
        });
    };
    add(ldm::MetricKind::Fid, "Fréchet distance of two sets");
    add(ldm::MetricKind::Is, "Inception score of a set");
    add(ldm::MetricKind::Pr, "precision and recall of two sets");
    add(ldm::MetricKind::Psnr, "signal-to-noise ratio of pairs, dB");
    add(ldm::MetricKind::Ssim, "structural similarity of pairs");
    add(ldm::MetricKind::Lpips, "perceptual distance of pairs");
}

}  // namespace sfumato::cli
