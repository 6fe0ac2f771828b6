// SPDX-License-Identifier: MIT
#include "train/train_config.h"

#include "ldm/error.h"
#include "model/yaml_reader.h"

namespace ldm::train {

namespace {

int positive(model::YamlReader& reader, const std::string& key, int fallback)
{
    const int value = reader.number(key, fallback);
    if (value < 1)
        throw Error(ErrorCode::BadArgument,
                    "The training description is not usable: " + reader.path() + "." + key +
                        " must be at least 1.",
                    key);
    return value;
}

double share(model::YamlReader& reader, const std::string& key, double fallback = 0.0)
{
    const double value = reader.real(key, fallback);
    if (value < 0.0 || value > 1.0)
        throw Error(ErrorCode::BadArgument,
                    "The training description is not usable: " + reader.path() + "." + key +
                        " must lie between 0 and 1.",
                    key);
    return value;
}

void read_world(model::YamlReader world, WorldDataConfig& d)
{
    d.size = positive(world, "size", d.size);
    d.supersample = positive(world, "supersample", d.supersample);
    d.crop = positive(world, "crop", d.size);
    d.pool = positive(world, "pool", d.pool);
    d.reuse = positive(world, "reuse", d.reuse);
    d.workers = positive(world, "workers", d.workers);
    d.first_seed = std::uint64_t(world.number("first_seed", 0));
    d.coarse_maps = world.real("coarse_maps", d.coarse_maps);
    d.materials = world.text("materials", "");
    if (d.crop > d.size)
        throw Error(ErrorCode::BadArgument,
                    "The training description is not usable: crop is larger than size.", "crop");
}

// The pool of rendered pictures serves all but small copies and holes, which are made anew for each
// sample.
bool from_pool(model::YamlReader train)
{
    auto params = train.child("params");
    return train.text("target", "sfumato.data.World") == "sfumato.data.World" &&
           params.text("degradation").empty() && !params.flag("holes", false);
}

void read_data(model::YamlReader data, TrainConfig& config)
{
    auto params = data.child("params");
    config.batch_size = positive(params, "batch_size", config.batch_size);
    const auto train = params.child("train");
    if (from_pool(train)) {
        auto world = params.child("train").child("params");
        read_world(world, config.data);
        return;
    }
    config.dataset.emplace();
    config.dataset->train = read_dataset(train);
    config.dataset->workers = positive(params, "num_workers", config.dataset->workers);
    if (params.has("validation"))
        config.dataset->validation = read_dataset(params.child("validation"));
}

PictureLossConfig read_picture_loss(model::YamlReader block, int levels)
{
    PictureLossConfig loss;
    for (const auto& file : block.texts("weights"))
        loss.weights.emplace_back(file);
    loss.factor = block.real("factor", 1.0);
    loss.power = block.real("power", 1.0);
    if (loss.power <= 0.0 || loss.power > 1.0)
        throw Error(ErrorCode::BadArgument,
                    "The training description is not usable: picture_loss's power must be above 0 "
                    "and at most 1.",
                    "power");
    if (levels == 0 || loss.weights.empty())
        throw Error(ErrorCode::BadArgument,
                    "The training description is not usable: picture_loss needs weights, and "
                    "levels, because at high noise a picture cannot be told from one look.",
                    "picture_loss");
    return loss;
}

void read_trainer(model::YamlReader lightning, TrainConfig& config)
{
    auto trainer = lightning.child("trainer");
    config.max_steps = positive(trainer, "max_steps", 1000);
    config.accumulate = positive(trainer, "accumulate_grad_batches", 1);
    config.gradient_clip = trainer.real("gradient_clip_val", 0.0);
    config.bf16 = trainer.text("precision", "32").rfind("bf16", 0) == 0;
    config.log_every = positive(trainer, "log_every_n_steps", config.log_every);
    config.checkpoint_every =
        positive(trainer, "checkpoint_every_n_steps", config.checkpoint_every);
    config.image_every = positive(trainer, "image_every_n_steps", config.image_every);
    config.seed = std::uint64_t(trainer.number("seed", int(config.seed)));
    config.ema_decay = trainer.real("ema_decay", config.ema_decay);
    const auto policy = trainer.text("nan_policy", "skip");
    if (policy != "skip" && policy != "stop")
        throw Error(ErrorCode::BadArgument,
                    "The training description is not usable: nan_policy is '" + policy +
                        "'; there are skip and stop.",
                    "nan_policy");
    config.skip_bad_steps =
        policy == "stop" ? 0 : positive(trainer, "max_bad_steps", config.skip_bad_steps);
    config.final_decay = share(trainer, "final_decay");
    config.unconditional = share(trainer, "unconditional_dropout");
    config.words_alone = share(trainer, "words_alone", config.words_alone);
    config.boxes_alone = share(trainer, "boxes_alone", config.boxes_alone);
    if (config.words_alone + config.boxes_alone > 1.0)
        throw Error(ErrorCode::BadArgument,
                    "The training description is not usable: words_alone and boxes_alone are more "
                    "than 1 together; lower one.",
                    "words_alone");
    config.levels = trainer.number("levels", 0);
    const int all =
        config.model.is_latent_diffusion() ? config.model.latent_diffusion().schedule.timesteps : 0;
    if (config.levels < 0 || config.levels > all)
        throw Error(ErrorCode::BadArgument,
                    "The training description is not usable: levels must lie between 0 and the "
                    "model's " +
                        std::to_string(all) + " noise levels.",
                    "levels");
    if (trainer.has("distillation")) {
        auto block = trainer.child("distillation");
        config.distillation = {block.required_text("teacher"), positive(block, "steps", 8),
                               block.real("guidance", 1.0)};
    }
    if (trainer.has("picture_loss"))
        config.picture_loss = read_picture_loss(trainer.child("picture_loss"), config.levels);
    config.peer_timeout = positive(trainer, "peer_timeout", config.peer_timeout);
    config.latent_cache = trainer.text("latent_cache");
    config.learning_rate = config.model.base_learning_rate;
    config.scale_lr = trainer.flag("scale_lr", true);
    if (config.scale_lr)
        config.learning_rate *= double(config.accumulate) * config.batch_size;
}

}  // namespace

TrainConfig read_train_config(const std::filesystem::path& yaml)
{
    TrainConfig config;
    config.model = model::read_model_config(yaml);
    auto top = model::YamlReader::open(yaml);
    if (!top.has("data") || !top.has("lightning"))
        throw Error(ErrorCode::BadArgument,
                    "A training description needs the blocks model:, data: and lightning:.",
                    yaml.string());
    read_data(top.child("data"), config);
    read_trainer(top.child("lightning"), config);
    auto model = top.child("model").child("params");
    config.starting_weights = model.text("ckpt_path");
    auto first = model.child("first_stage_config").child("params");
    if (first.has("ckpt_path"))
        config.first_stage_weights = first.text("ckpt_path");
    return config;
}

void fit_to_processor(TrainConfig& config, bool computes_bf16)
{
    if (!config.bf16 || computes_bf16)
        return;
    config.bf16 = false;
    config.notes.emplace_back(
        "This processor does not compute in bf16, as the description asks; the run is in fp32.");
}

}  // namespace ldm::train
