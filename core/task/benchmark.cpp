// SPDX-License-Identifier: MIT
#include "ldm/benchmark.h"

#include "diffusion/sample_ddim.h"
#include "runtime/device.h"
#include "runtime/memory_policy.h"
#include "task/task.h"

#include <ATen/ATen.h>
#include <ATen/record_function.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>

namespace ldm {

namespace {

double milliseconds(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// One model in one compute type with everything that a step needs.
struct Contender {
    explicit Contender(std::unique_ptr<task::LoadedModel> model) : loaded(std::move(model)) {}

    std::unique_ptr<task::LoadedModel> loaded;
    diffusion::Condition condition;
    at::Tensor x, t;
    std::vector<double> step, launched, decode, preview, total;
    double flops = 0.0;
};

// A plain input of the kind that the task takes.
void add_input(const ModelInfo& info, Recipe& r)
{
    const auto area = size_t(r.width) * size_t(r.height);
    const auto grey = [](int width, int height, int channels) {
        Image image{width, height, channels, {}};
        image.pixels.assign(size_t(width) * size_t(height) * size_t(channels), 128);
        return std::make_shared<Image>(image);
    };
    if (r.task == TaskKind::Semantic) {
        auto map = std::make_shared<LabelMap>();
        *map = {r.width, r.height, std::vector<std::uint8_t>(area, 0)};
        for (size_t i = area / 2; i < area; ++i)
            map->labels[i] = std::uint8_t(std::min<size_t>(6, info.labels.size() - 1));
        r.map = map;
    } else if (r.task == TaskKind::Layout) {
        r.boxes = {LabelledBox{0, 0.25, 0.25, 0.5, 0.5}};
    } else if (r.task == TaskKind::Inpaint) {
        r.image = grey(r.width, r.height, 3);
        auto mask = grey(r.width, r.height, 1);
        std::fill(mask->pixels.begin(), mask->pixels.begin() + std::ptrdiff_t(area / 2), 0);
        r.mask = mask;
    } else if (r.task == TaskKind::Upscale) {
        r.image = grey(std::max(1, r.width / r.scale), std::max(1, r.height / r.scale), 3);
    }
}

Recipe make_recipe(const ModelInfo& info, const BenchmarkOptions& options, DType dtype)
{
    Recipe r;
    r.model = info.id;
    r.task = info.tasks.at(0);
    r.width = options.width ? options.width : info.native_width;
    r.height = options.height ? options.height : info.native_height;
    r.steps = options.steps;
    r.dtype = dtype;
    add_input(info, r);
    return r;
}

// Multiply-adds ×2 of the convolutions and matrix products that run while it lives.
class FlopCounter {
public:
    FlopCounter()
    {
        flops_ = 0.0;
        handle_ = at::addThreadLocalCallback(at::RecordFunctionCallback(&count).needsInputs(true));
    }
    ~FlopCounter() { at::removeCallback(handle_); }
    double flops() const { return flops_; }

private:
    static std::unique_ptr<at::ObserverContext> count(const at::RecordFunction& fn)
    {
        const std::string name = fn.name();
        const auto inputs = fn.inputs();
        if (inputs.size() < 2 || !inputs[0].isTensor() || !inputs[1].isTensor())
            return nullptr;
        const auto& a = inputs[0].toTensor();
        const auto& b = inputs[1].toTensor();
        if (name == "aten::conv2d") {
            const auto strides = inputs[3].toIntVector();
            const auto positions = double(a.size(0)) * double(a.size(2) / strides.front()) *
                                   double(a.size(3) / strides.back());
            flops_ += 2.0 * positions * double(b.numel());
        } else if (name == "aten::linear") {
            flops_ += 2.0 * double(a.numel()) * double(b.size(0));
        } else if (name == "aten::scaled_dot_product_attention") {
            flops_ += 4.0 * double(a.numel()) * double(b.size(2));
        }
        return nullptr;
    }

    static thread_local double flops_;
    at::CallbackHandle handle_;
};
thread_local double FlopCounter::flops_ = 0.0;

void prepare(Contender& c, const Recipe& r)
{
    auto& model = *c.loaded->model;
    const int factor = model.first_stage().factor();
    const auto assignment = task::make_task(r.task)->prepare(r, *c.loaded, {});
    const auto device = c.loaded->device;
    c.condition = diffusion::moved_to(assignment.condition, device);
    c.x = diffusion::FieldNoise(1).normal(
        {1, model.config().channels, assignment.height / factor, assignment.width / factor});
    c.x = c.x.to(device);
    c.t = at::full({1}, 500, at::kLong).to(device);
    const FlopCounter counter;
    model.network(/*recorded=*/false)(c.x, c.t, c.condition);
    c.flops = counter.flops();
}

void measure(Contender& c, const Recipe& r)
{
    auto& model = *c.loaded->model;
    const auto device = c.loaded->device;
    const auto time_of = [&](const diffusion::Network& network) {
        wait_for(device);
        return milliseconds([&] {
            network(c.x, c.t, c.condition);
            wait_for(device);
        });
    };
    c.step.push_back(time_of(model.network()));
    if (!device.is_cpu())
        c.launched.push_back(time_of(model.network(/*recorded=*/false)));
    c.preview.push_back(milliseconds([&] { c.loaded->preview->render(c.x); }));
    c.decode.push_back(milliseconds([&] { model.decode_first_stage(c.x); }));
    SilentObserver silent;
    c.total.push_back(milliseconds([&] { task::generate(r, *c.loaded, silent); }));
}

double matmul_gflops(at::ScalarType dtype, c10::Device device)
{
    const int64_t n = device.is_cpu() ? 1536 : 8192;
    const auto a = at::randn({n, n}).to(device, dtype), b = at::randn({n, n}).to(device, dtype);
    double best = 1e30;
    for (int i = 0; i < 8; ++i)
        // One number comes back, so that a GPU's work is waited for.
        best = std::min(best, milliseconds([&] { at::mm(a, b)[0][0].item(); }));
    return 2.0 * double(n) * double(n) * double(n) / best / 1e6;
}

}  // namespace

std::vector<BenchmarkRow> run_benchmark(const ModelInfo& info, const BenchmarkOptions& options)
{
    const c10::InferenceMode inference;
    keep_freed_memory();
    const auto device = resolve_device(options.device);
    set_compute_threads(options.threads);
    std::vector<Contender> contenders;
    std::vector<Recipe> recipes;
    std::vector<DType> types{DType::Fp32, DType::Bf16};
    if (device.is_cuda())
        types.push_back(DType::Fp16);
    for (const auto dtype : types) {
        recipes.push_back(make_recipe(info, options, dtype));
        contenders.emplace_back(task::load_model(info, resolve_dtype(dtype, device),
                                                 options.resources / "vocabularies", device));
        prepare(contenders.back(), recipes.back());
    }
    // In turn, so that both meet the same moods of the machine; the first round warms up.
    for (int i = 0; i <= options.repeats; ++i)
        for (size_t k = 0; k < contenders.size(); ++k) {
            auto& c = contenders[k];
            measure(c, recipes[k]);
            if (i == 0)
                for (auto* series : {&c.step, &c.launched, &c.decode, &c.preview, &c.total})
                    series->clear();
        }
    std::vector<BenchmarkRow> rows;
    for (size_t k = 0; k < contenders.size(); ++k) {
        const auto& c = contenders[k];
        BenchmarkRow row;
        row.dtype = recipes[k].dtype;
        row.unet_step = median(c.step);
        row.unet_step_launched = c.launched.empty() ? 0.0 : median(c.launched);
        row.decode = median(c.decode);
        row.preview = median(c.preview);
        row.total = median(c.total);
        row.unet_gflops = c.flops / row.unet_step / 1e6;
        row.matmul_gflops = matmul_gflops(c.loaded->dtype, device);
        rows.push_back(row);
    }
    return rows;
}

}  // namespace ldm
