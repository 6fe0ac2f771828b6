// SPDX-License-Identifier: MIT
#pragma once

#include "io/checkpoint.h"
#include "model/latent_diffusion.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ldm::golden {

using Json = nlohmann::json;
using Tensors = std::map<std::string, at::Tensor>;

/// Folder of the golden cases: $SFUMATO_GOLDEN, else shared/golden beside the tree, else the
/// tree's own small copy.
std::filesystem::path folder();

/// Where models run and inputs lie; the processor unless set.
void set_device(c10::Device device);
c10::Device device();

/// One check with its inputs read; the model is loaded when it is first asked for.
struct Check {
    std::filesystem::path dir;
    Json entry;  ///< of cases.json
    Json params;
    Tensors inputs;
    std::string config_file, checkpoint_file;

    /// @throws ldm::Error
    std::shared_ptr<model::LatentDiffusion> diffusion() const;
    std::shared_ptr<firststage::FirstStage> first_stage() const;
};

/// Reads the inputs of a check.
Check read_check(const std::filesystem::path& root, const Json& golden_case, const Json& entry);

/// Why the outputs differ from the case's; empty if they agree within its tolerance.
std::string compare(const Check& check, const Tensors& outputs);

/// Runs a case of the kind `json`. @return what is wrong, empty if nothing; nothing if the case is
/// not supported
std::optional<std::string> run_json(const std::filesystem::path& root, const Json& golden_case);

/// Runs the check's op. @return false if the op is not supported
bool run(const Check& check, Tensors& outputs);

/// Is it an op of models, which runs on any device? Others are tables and training.
bool runs_anywhere(const std::string& op);

}  // namespace ldm::golden
