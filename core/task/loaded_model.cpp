// SPDX-License-Identifier: MIT
#include "task/loaded_model.h"

#include "io/checkpoint.h"
#include "ldm/error.h"
#include "model/text_tokenizer.h"
#include "runtime/hash.h"

namespace ldm::task {

namespace {

// Models with one first-stage file, one scale and one schedule have the same latents.
std::string latents_of(model::LatentDiffusion& model, const std::string& hash)
{
    const auto& alphas = model.schedule().alphas_cumprod;
    const auto& stage = model.config().first_stage.weights;
    const std::string levels(static_cast<const char*>(alphas.const_data_ptr()), alphas.nbytes());
    return (stage.empty() ? hash : stage.filename().string()) + ' ' +
           std::to_string(model.scale_factor()) + ' ' + sha256_text(levels);
}

}  // namespace

std::unique_ptr<LoadedModel> load_model(const ModelInfo& info, torch::ScalarType dtype,
                                        const std::filesystem::path& vocabularies,
                                        c10::Device device)
{
    if (!info.problem.empty())
        throw Error(ErrorCode::BadArgument,
                    "The model '" + info.id + "' cannot be used. " + info.problem, info.id);
    const auto config = model::read_model_config(info.config);
    auto loaded = std::make_unique<LoadedModel>();
    loaded->info = info;
    loaded->dtype = dtype;
    loaded->device = device;
    loaded->tokenizer = model::make_tokenizer(config, vocabularies);
    loaded->model = std::make_shared<model::LatentDiffusion>(config.latent_diffusion());
    const auto checkpoint = open_checkpoint(info.weights);
    loaded->model->load(*checkpoint).require_complete(info.weights.string());
    loaded->hash = sha256_file(info.weights);
    loaded->latents = latents_of(*loaded->model, loaded->hash);
    loaded->model->prepare(dtype, device);
    loaded->model->eval();
    loaded->preview = std::make_unique<firststage::LatentPreview>(
        loaded->model->first_stage(), loaded->model->scale_factor(), device);
    return loaded;
}

}  // namespace ldm::task
