// SPDX-License-Identifier: MIT
#include "cli.h"
#include "ldm/error.h"
#include "ldm/metric.h"
#include "ldm/training.h"
#include "plot.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

namespace sfumato::cli {

namespace {

namespace fs = std::filesystem;

struct Study {
    std::vector<std::string> models;  ///< ids, files, or descriptions that are trained first
    std::vector<int> steps{10, 20, 50, 100, 200};
    std::string real, network;
    fs::path out;
    int count = 1000;
    double eta = 0.0;
};

/// One model with one number of steps.
struct Row {
    std::string model;
    int steps = 0;
    double seconds = 0.0;  ///< a picture
    double fid = 0.0;
};

bool is_training_description(const std::string& name)
{
    std::ifstream in(name);
    std::string line;
    while (std::getline(in, line))
        if (line.rfind("lightning:", 0) == 0)
            return true;
    return false;
}

/// Trains what a description says, or goes on with it, and leaves the model in OUT/models.
/// @return its id
std::string trained(const fs::path& description, const Study& study, const Context& context)
{
    const auto name = description.stem().string();
    const auto models = study.out / "models", weights = models / (name + ".safetensors");
    if (fs::exists(weights))
        return name;
    ldm::TrainingOptions options;
    options.config = description;
    options.folder = study.out / name;
    options.resume = fs::exists(options.folder / "last.ckpt");
    options.threads = context.threads;
    options.resources = resource_folder(context.program);
    options.interrupted = interrupted;
    std::fprintf(stderr, "%s is trained in %s\n", name.c_str(), options.folder.c_str());
    ldm::run_training(options, [](const ldm::TrainingStatus& s) {
        std::fprintf(stderr, "step %lld/%lld  loss %.4f  %.0f s left\n",
                     static_cast<long long>(s.step), static_cast<long long>(s.total), s.loss,
                     s.seconds_left);
        return true;
    });
    if (interrupted())
        throw ldm::Cancelled();
    fs::create_directories(models);
    fs::copy_file(description, models / (name + ".yaml"), fs::copy_options::overwrite_existing);
    ldm::export_model(description, options.folder / "last.ckpt", weights);
    return name;
}

ldm::Recipe recipe_of(const ldm::ModelInfo& info, int steps, double eta, int index)
{
    ldm::Recipe r;
    r.model = info.id;
    r.width = info.native_width;
    r.height = info.native_height;
    r.steps = steps;
    r.eta = eta;
    r.seed = std::uint64_t(index);
    const auto can = [&info](ldm::TaskKind task) {
        return std::find(info.tasks.begin(), info.tasks.end(), task) != info.tasks.end();
    };
    if (can(ldm::TaskKind::Unconditional)) {
        r.task = ldm::TaskKind::Unconditional;
    } else if (can(ldm::TaskKind::Class)) {
        r.task = ldm::TaskKind::Class;
        r.class_id = index % int(info.classes.size());
        r.guidance = info.guidance;
    } else {
        throw ldm::Error(ldm::ErrorCode::BadArgument,
                         "The model '" + info.id +
                             "' needs an input for each picture; a study takes models of classes "
                             "and unconditional ones.",
                         info.id);
    }
    return r;
}

/// Makes the pictures of one row, those that are not there, and measures them. The time is that of
/// the pictures made now, or what an earlier run noted.
Row measured(const ldm::ModelInfo& info, int steps, const Study& study, ldm::Engine& engine,
             const Context& context)
{
    const auto folder = study.out / "pictures" / (info.id + "-" + std::to_string(steps));
    const auto note = folder / "seconds.txt";
    fs::create_directories(folder);
    Row row{info.id, steps};
    double seconds = 0.0;
    int made = 0;
    ldm::SilentObserver silent;
    for (int i = 0; i < study.count; ++i) {
        char name[32];
        std::snprintf(name, sizeof name, "%06d.png", i);
        if (fs::exists(folder / name))
            continue;
        if (interrupted())
            throw ldm::Cancelled();
        const auto picture = engine.run(recipe_of(info, steps, study.eta, i), silent);
        ldm::save_picture(picture, folder / name);
        seconds += picture.timings.total - picture.timings.load;
        ++made;
    }
    if (made > 0)
        std::ofstream(note) << seconds / made << "\n";
    std::ifstream(note) >> row.seconds;
    ldm::MetricOptions options;
    options.made = folder;
    options.real = study.real;
    options.network = study.network;
    options.threads = context.threads;
    row.fid = ldm::measure(options).values.at(0).value;
    return row;
}

void write_tables(const std::vector<Row>& rows, const fs::path& out)
{
    std::ofstream csv(out / "efficiency.csv"), table(out / "efficiency.md");
    csv << "model,steps,seconds_a_picture,pictures_a_second,fid\n";
    table << "| model | steps | s a picture | pictures a second | FID |\n|---|---|---|---|---|\n";
    for (const auto& r : rows) {
        csv << r.model << ',' << r.steps << ',' << r.seconds << ',' << 1.0 / r.seconds << ','
            << r.fid << '\n';
        char line[256];
        std::snprintf(line, sizeof line, "| %s | %d | %.3f | %.2f | %.4g |\n", r.model.c_str(),
                      r.steps, r.seconds, 1.0 / r.seconds, r.fid);
        table << line;
    }
}

void write_figure(const std::vector<Row>& rows, const fs::path& out)
{
    std::vector<Series> series;
    for (const auto& r : rows) {
        if (series.empty() || series.back().name != r.model)
            series.push_back({r.model, {}, {}});
        series.back().x.push_back(1.0 / r.seconds);
        series.back().y.push_back(std::max(r.fid, 1e-9));
    }
    write_plot(out / "efficiency.svg", series, "pictures a second", "FID");
}

int run(const Study& study, Context& context)
{
    auto options = context.engine_options();
    fs::create_directories(study.out);
    std::vector<std::string> ids;
    for (const auto& name : study.models)
        ids.push_back(is_training_description(name) ? trained(name, study, context) : name);
    options.model_folders.insert(options.model_folders.begin(), study.out / "models");
    ldm::Engine engine(options);
    std::vector<Row> rows;
    for (const auto& id : ids)
        for (const int steps : study.steps) {
            rows.push_back(measured(engine.model(id), steps, study, engine, context));
            const auto& r = rows.back();
            const char* form = context.json ? "{\"model\": \"%s\", \"steps\": %d, "
                                              "\"seconds_a_picture\": %.6f, \"fid\": %.8g}\n"
                                            : "%-20s %4d steps  %8.3f s a picture  FID %.4g\n";
            std::printf(form, r.model.c_str(), r.steps, r.seconds, r.fid);
            std::fflush(stdout);
            write_tables(rows, study.out);
        }
    write_figure(rows, study.out);
    return 0;
}

}  // namespace

void add_efficiency_verb(CLI::App& app, Context& context)
{
    const auto study = std::make_shared<Study>();
    auto* verb = app.add_subcommand(
        "efficiency", "speed against quality over models and numbers of steps (LDM paper, 4.1)");
    verb->add_option("models", study->models,
                     "ids or files of models; descriptions with lightning: are trained first")
        ->required();
    verb->add_option("--real", study->real, "folder, .zip or .npz of real pictures")->required();
    verb->add_option("--network", study->network,
                     "Inception weights, a TorchScript file, or random:SEED")
        ->required();
    verb->add_option("--out", study->out, "folder for pictures, tables and the figure")->required();
    verb->add_option("--steps", study->steps, "of the sampler DDIM")
        ->delimiter(',')
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    verb->add_option("--count", study->count, "pictures of each model and number of steps")
        ->capture_default_str()
        ->check(CLI::Range(2, 1000000));
    verb->add_option("--eta", study->eta, "of DDIM")->check(CLI::Range(0.0, 1.0));
    verb->callback(
        [study, &context] { context.action = [study, &context] { return run(*study, context); }; });
}

}  // namespace sfumato::cli
