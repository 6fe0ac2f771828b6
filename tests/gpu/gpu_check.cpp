// SPDX-License-Identifier: MIT
// What a GPU computes: every operator of core/cuda and every task beside the processor, and the
// golden cases of models within their tolerances. No Qt.
// gpu-check FOLDER: the folder gets tiny models with random weights. $SFUMATO_GOLDEN names another
// set of golden cases than the tree's.
#include "diffusion/sampler_update.h"
#include "firststage/latent_preview.h"
#include "golden_case.h"
#include "ldm/engine.h"
#include "ldm/error.h"
#include "nn/geglu.h"
#include "nn/group_norm_silu.h"
#include "runtime/device.h"
#include "runtime/gpu_library.h"
#include "runtime/operators.h"
#include "support/tiny_model.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace {

using namespace ldm;

int g_failures = 0;

void report(const std::string& what, double error, double allowed)
{
    const bool good = error <= allowed;
    g_failures += !good;
    std::printf("%-4s  %-44s error %.3g (allowed %.3g)\n", good ? "ok" : "BAD", what.c_str(), error,
                allowed);
}

// Largest difference as a share of the largest value.
double difference(const at::Tensor& got, const at::Tensor& want)
{
    const auto a = got.to(at::kCPU, at::kDouble), b = want.to(at::kCPU, at::kDouble);
    return ((a - b).abs().max() / b.abs().max().clamp_min(1e-12)).item<double>();
}

double allowed_for(at::ScalarType type)
{
    return type == at::kFloat ? 2e-5 : type == at::kHalf ? 2e-3 : 1.6e-2;
}

void check_norm(at::ScalarType type, std::int64_t channels, std::int64_t side, bool scaled)
{
    const auto x = (at::randn({2, channels, side, side + 1}) * 2.0 + 0.5)
                       .to(type)
                       .contiguous(at::MemoryFormat::ChannelsLast);
    const auto weight = at::randn({channels}), bias = at::randn({channels});
    at::Tensor scale, shift;
    if (scaled) {
        scale = (at::randn({2, channels}) * 0.3).to(type);
        shift = at::randn({2, channels}).to(type);
    }
    const auto wide = [](const at::Tensor& t) { return t.defined() ? t.to(at::kFloat) : t; };
    const auto want =
        nn::group_norm_silu(wide(x), weight, bias, 32, 1e-5, wide(scale), wide(shift));
    const auto there = [](const at::Tensor& t) { return t.defined() ? t.to(at::kCUDA) : t; };
    const auto got = nn::group_norm_silu(there(x), there(weight), there(bias), 32, 1e-5,
                                         there(scale), there(shift));
    report(std::string("group norm and SiLU, ") + toString(type) + ", " + std::to_string(channels) +
               " channels" + (scaled ? ", scale and shift" : ""),
           difference(got, want), allowed_for(type));
}

void check_nearest_code()
{
    static const Operator<at::Tensor(const at::Tensor&, const at::Tensor&)> nearest(
        "ldm::nearest_code");
    for (const std::int64_t width : {3, 4, 8, 256}) {
        const auto rows = at::randn({1000, width}), codes = at::randn({8192, width});
        const auto found = nearest(rows.to(at::kCUDA), codes.to(at::kCUDA)).to(at::kCPU);
        const auto squares = at::cdist(rows.to(at::kDouble), codes.to(at::kDouble)).square();
        const auto chosen = squares.gather(1, found.unsqueeze(1)).squeeze(1);
        const auto excess = (chosen - std::get<0>(squares.min(1))).max() / squares.max();
        report("nearest code, width " + std::to_string(width), excess.item<double>(), 1e-6);
    }
}

void check_sampler_update()
{
    const auto x = at::randn({3, 4, 33, 31}), eps = at::randn_like(x), noise = at::randn_like(x);
    report("sampler update",
           difference(
               diffusion::sampler_update(x.to(at::kCUDA), 0.9, eps.to(at::kCUDA), -0.3, noise, 0.2),
               diffusion::sampler_update(x, 0.9, eps, -0.3, noise, 0.2)),
           1e-6);
}

void check_preview()
{
    static const Operator<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&)>
        preview("ldm::latent_preview");
    const auto z = at::randn({1, 4, 40, 56}), weight = at::randn({4, 3}) * 0.3;
    const auto bias = at::randn({3}) * 0.1;
    const auto there = preview(z.to(at::kCUDA), weight.to(at::kCUDA), bias.to(at::kCUDA));
    const auto apart = there.to(at::kCPU, at::kInt) - preview(z, weight, bias).to(at::kInt);
    report("preview, grey levels", apart.abs().max().item<double>(), 1.0);
}

void check_operators()
{
    at::manual_seed(1);
    for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16}) {
        for (const std::int64_t channels : {32, 96, 320, 2560})
            for (const bool scaled : {false, true})
                check_norm(type, channels, channels > 1000 ? 9 : 33, scaled);
        const auto x = (at::randn({3, 77, 2 * 320}) * 2.0).to(type);
        report(std::string("GEGLU, ") + toString(type),
               difference(nn::geglu(x.to(at::kCUDA)), nn::geglu(x.to(at::kFloat))),
               allowed_for(type));
    }
    check_nearest_code();
    check_sampler_update();
    check_preview();
}

Recipe recipe_for(const ModelInfo& info)
{
    Recipe r;
    r.model = info.id;
    r.task = info.tasks.at(0);
    r.width = r.height = 64;
    r.steps = 6;
    r.prompt = "a quiet lake";
    r.guidance = info.takes_guidance ? 3.0 : 1.0;
    r.boxes = {{0, 0.2, 0.2, 0.5, 0.5}};
    auto image = std::make_shared<Image>(Image{64, 64, 3, {}});
    for (int i = 0; i < 64 * 64 * 3; ++i)
        image->pixels.push_back(std::uint8_t(i * 7 % 251));
    auto mask = std::make_shared<Image>(Image{64, 64, 1, std::vector<std::uint8_t>(64 * 64, 0)});
    std::fill_n(mask->pixels.begin() + 64 * 20, 64 * 20, 255);
    auto map = std::make_shared<LabelMap>(
        LabelMap{64, 64, std::vector<std::uint8_t>(64 * 64, std::uint8_t(1))});
    if (r.task == TaskKind::Semantic)
        r.map = map;
    if (r.task == TaskKind::Inpaint || r.task == TaskKind::Upscale)
        r.image = image;
    if (r.task == TaskKind::Inpaint)
        r.mask = mask;
    if (r.task == TaskKind::Upscale)
        r.scale = 4;
    return r;
}

// Mean difference of two pictures in grey levels.
double distance(const Image& a, const Image& b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        sum += std::abs(int(a.pixels[i]) - int(b.pixels.at(i)));
    return sum / double(a.pixels.size());
}

void check_tasks(const std::filesystem::path& folder)
{
    sfumato::test::write_tiny_models(folder);
    EngineOptions options{{folder}, SFUMATO_SOURCE_DIR "/resources"};
    options.device = "cuda";
    Engine gpu(options);
    options.device = "cpu";
    Engine cpu(options);
    SilentObserver silent;
    for (const auto& info : cpu.models()) {
        auto recipe = recipe_for(info);
        for (const auto type : {DType::Fp32, DType::Bf16, DType::Fp16}) {
            recipe.dtype = DType::Fp32;
            const auto want = cpu.run(recipe, silent).image;
            recipe.dtype = type;
            const auto got = gpu.run(recipe, silent).image;
            report("task of model " + info.id + ", " + name_of(type), distance(got, want),
                   type == DType::Fp32 ? 0.5 : 6.0);
            report("  again, from the recording", distance(gpu.run(recipe, silent).image, got),
                   0.0);
        }
    }
}

// The golden cases of models, with the model and its inputs on the GPU.
void check_golden()
{
    const auto root = golden::folder();
    std::ifstream in(root / "cases.json");
    const auto index = golden::Json::parse(in);
    golden::set_device(at::kCUDA);
    // The cases ask for fp32 throughout.
    at::globalContext().setAllowTF32CuDNN(false);
    at::globalContext().setAllowTF32CuBLAS(false);
    int checks = 0, good = 0;
    for (const auto& c : index["cases"])
        for (const auto& entry : c.value("checks", golden::Json::array())) {
            if (!golden::runs_anywhere(entry["op"].get<std::string>()))
                continue;
            const auto check = golden::read_check(root, c, entry);
            golden::Tensors outputs;
            golden::run(check, outputs);
            const auto problem = golden::compare(check, outputs);
            ++checks;
            good += problem.empty();
            if (!problem.empty())
                std::printf("BAD   golden %s/%s: %s\n", c["name"].get<std::string>().c_str(),
                            entry["name"].get<std::string>().c_str(), problem.c_str());
        }
    g_failures += checks - good;
    std::printf("%d of %d golden checks within their tolerances\n", good, checks);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fputs("gpu-check FOLDER\n", stderr);
        return 2;
    }
    if (!open_gpu_library()) {
        std::fprintf(stderr, "Nothing was checked: %s.\n", gpu_problem().c_str());
        return 77;
    }
    std::printf("%s, kernels %s\n", list_gpus().front().name.c_str(),
                gpu_symbol("ldm_cuda_make_step_graph") ? "open" : "NOT open");
    try {
        {
            const c10::InferenceMode inference;
            check_operators();
            check_tasks(argv[1]);
        }
        check_golden();
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 1;
    }
    std::printf("%d failures\n", g_failures);
    return g_failures ? 1 : 0;
}
