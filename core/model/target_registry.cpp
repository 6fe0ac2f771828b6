// SPDX-License-Identifier: MIT
#include "model/target_registry.h"

#include "condition/bert_embedder.h"
#include "condition/class_embedder.h"
#include "condition/clip_text_embedder.h"
#include "condition/spatial_rescaler.h"
#include "firststage/autoencoder_kl.h"
#include "firststage/autoencoder_vq.h"
#include "firststage/slim_autoencoder.h"

namespace ldm::model {

std::shared_ptr<firststage::FirstStage> make_first_stage(const FirstStageConfig& config)
{
    switch (config.kind) {
    case FirstStageKind::Kl: return std::make_shared<firststage::AutoencoderKl>(config.autoencoder);
    case FirstStageKind::Vq: return std::make_shared<firststage::AutoencoderVq>(config.autoencoder);
    case FirstStageKind::Slim: return std::make_shared<firststage::SlimAutoencoder>(config.slim);
    case FirstStageKind::Identity: break;
    }
    return std::make_shared<firststage::IdentityFirstStage>(config.channels);
}

std::shared_ptr<condition::Conditioner> make_conditioner(const ConditionerConfig& config)
{
    switch (config.kind) {
    case ConditionerKind::SpatialRescaler:
        return std::make_shared<condition::SpatialRescaler>(config.rescaler);
    case ConditionerKind::ClassEmbedder:
        return std::make_shared<condition::ClassEmbedder>(config.class_width, config.classes);
    case ConditionerKind::Bert: return std::make_shared<condition::BertEmbedder>(config.bert);
    case ConditionerKind::ClipText:
        return std::make_shared<condition::ClipTextEmbedder>(config.clip);
    case ConditionerKind::Identity: return std::make_shared<condition::IdentityConditioner>();
    case ConditionerKind::None:
    case ConditionerKind::EnlargedImage:
    case ConditionerKind::FirstStage: break;
    }
    return nullptr;
}

}  // namespace ldm::model
