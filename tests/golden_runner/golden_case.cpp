// SPDX-License-Identifier: MIT
#include "golden_case.h"

#include "model/target_registry.h"

#include <ATen/ATen.h>

#include <cstdlib>
#include <sstream>

namespace ldm::golden {

namespace {

namespace fs = std::filesystem;

c10::Device g_device = c10::kCPU;

// "" if `got` is as `spec` says `want` must be met.
std::string difference(const at::Tensor& got, const at::Tensor& want, const Json& spec)
{
    std::ostringstream text;
    const bool both_scalar = got.numel() == 1 && want.numel() == 1;
    if (got.sizes() != want.sizes() && !both_scalar) {
        text << "shape " << got.sizes() << " instead of " << want.sizes();
        return text.str();
    }
    const auto g = got.to(at::kCPU, at::kDouble).flatten(), w = want.to(at::kDouble).flatten();
    const auto error = (g - w).abs();
    if (spec.value("exact", false)) {
        const auto wrong = error.gt(0).sum().item<int64_t>();
        if (wrong > 0)
            text << wrong << " of " << g.numel() << " integers differ";
        return text.str();
    }
    if (spec.contains("max_mismatch")) {
        const auto wrong = error.gt(0).sum().item<int64_t>();
        if (wrong > spec["max_mismatch"].get<int64_t>() ||
            error.max().item<double>() > spec.value("max_step", 1.0))
            text << wrong << " integers differ, by up to " << error.max().item<double>();
        return text.str();
    }
    const auto allowed = spec.value("atol", 0.0) + spec.value("rtol", 0.0) * w.abs();
    const auto excess = (error - allowed).max().item<double>();
    if (!(excess <= 0.0))
        text << "largest difference " << error.max().item<double>() << ", over the tolerance by "
             << excess;
    return text.str();
}

}  // namespace

void set_device(c10::Device device)
{
    g_device = device;
}

c10::Device device()
{
    return g_device;
}

fs::path folder()
{
    if (const char* given = std::getenv("SFUMATO_GOLDEN"); given && *given)
        return given;
    const fs::path source(SFUMATO_SOURCE_DIR);
    const auto shared = source.parent_path() / "shared" / "golden";
    return fs::exists(shared / "cases.json") ? shared : source / "tests" / "golden";
}

Check read_check(const fs::path& root, const Json& golden_case, const Json& entry)
{
    Check check;
    check.dir = root / golden_case["dir"].get<std::string>();
    check.entry = entry;
    check.params = entry.value("params", Json::object());
    check.config_file = golden_case.value("config", "");
    check.checkpoint_file = golden_case.value("checkpoint", "");
    const auto io = open_checkpoint(check.dir / golden_case.value("io", "io.safetensors"));
    for (const auto& [argument, name] : entry["inputs"].items())
        check.inputs[argument] = io->tensor(name.get<std::string>()).to(g_device);
    return check;
}

std::shared_ptr<model::LatentDiffusion> Check::diffusion() const
{
    const auto config = model::read_model_config(dir / config_file);
    auto model = std::make_shared<model::LatentDiffusion>(config.latent_diffusion());
    const bool ema = entry.value("weights", "raw") == "ema";
    const auto file = open_checkpoint(dir / checkpoint_file);
    model->load(*file, ema ? model::WeightSet::Ema : model::WeightSet::Raw)
        .require_complete(checkpoint_file);
    model->prepare(at::kFloat, g_device);
    return model;
}

std::shared_ptr<firststage::FirstStage> Check::first_stage() const
{
    const auto config = model::read_model_config(dir / config_file);
    auto stage = model::make_first_stage(config.first_stage());
    model::load_first_stage(*stage, *open_checkpoint(dir / checkpoint_file))
        .require_complete(checkpoint_file);
    nn::prepare_for_inference(*stage, at::kFloat, g_device);
    return stage;
}

std::string compare(const Check& check, const Tensors& outputs)
{
    const auto io = open_checkpoint(check.dir / "io.safetensors");
    std::string problems;
    for (const auto& [name, spec] : check.entry["outputs"].items()) {
        const auto it = outputs.find(name);
        const auto problem =
            it == outputs.end()
                ? std::string("is not computed")
                : difference(it->second, io->tensor(spec["tensor"].get<std::string>()), spec);
        if (!problem.empty())
            problems += name + ": " + problem + "; ";
    }
    return problems;
}

}  // namespace ldm::golden
