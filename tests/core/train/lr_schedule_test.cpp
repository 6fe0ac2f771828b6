// SPDX-License-Identifier: MIT
#include "train/lr_schedule.h"

#include "model/model_config.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace ldm;

class LrScheduleTest : public QObject {
    Q_OBJECT

private:
    static model::LrScheduleConfig read(const std::string& target, const std::string& params)
    {
        const std::string yaml =
            "model:\n  target: ldm.models.autoencoder.VQModel\n  params:\n    embed_dim: 3\n"
            "    n_embed: 16\n    ddconfig: {ch: 32, num_res_blocks: 1, z_channels: 3}\n"
            "    scheduler_config:\n      target: ldm.lr_scheduler." +
            target + "\n      params: {" + params + "}\n";
        return model::parse_model_config(yaml, "test").first_stage().lr_schedule.value();
    }

    static void near(double value, double expected)
    {
        QVERIFY2(std::abs(value - expected) < 1e-12,
                 qPrintable(QString("%1 instead of %2").arg(value).arg(expected)));
    }

private Q_SLOTS:
    void linearWarmsUpAndFalls()
    {
        const auto c = read("LambdaLinearScheduler",
                            "warm_up_steps: [100], cycle_lengths: [1000], f_start: [0.01], "
                            "f_max: [1.0], f_min: [0.1]");
        near(train::lr_multiplier(c, 0), 0.01);
        near(train::lr_multiplier(c, 50), 0.01 + 0.99 * 0.5);
        near(train::lr_multiplier(c, 100), 0.1 + 0.9 * 0.9);
        near(train::lr_multiplier(c, 600), 0.1 + 0.9 * 0.4);
        near(train::lr_multiplier(c, 1000), 0.1);
        near(train::lr_multiplier(c, 5000), 0.1);
    }

    void publishedWarmUpThenConstant()
    {
        // As in every published text and class model.
        const auto c = read("LambdaLinearScheduler",
                            "warm_up_steps: [10000], cycle_lengths: [10000000000000], "
                            "f_start: [1.e-6], f_max: [1.], f_min: [1.]");
        near(train::lr_multiplier(c, 5000), 1e-6 + (1 - 1e-6) * 0.5);
        near(train::lr_multiplier(c, 10000), 1.0);
        near(train::lr_multiplier(c, 400000), 1.0);
    }

    void cosineFalls()
    {
        const auto c = read("LambdaWarmUpCosineScheduler",
                            "warm_up_steps: 10, max_decay_steps: 110, lr_start: 0.0, "
                            "lr_max: 2.0, lr_min: 0.5");
        near(train::lr_multiplier(c, 5), 1.0);
        near(train::lr_multiplier(c, 10), 2.0);
        near(train::lr_multiplier(c, 35), 0.5 + 0.75 * (1.0 + std::cos(std::numbers::pi / 4)));
        near(train::lr_multiplier(c, 110), 0.5);
        near(train::lr_multiplier(c, 500), 0.5);
    }

    void cyclesFollowEachOther()
    {
        const auto c = read("LambdaWarmUpCosineScheduler2",
                            "warm_up_steps: [2, 4], cycle_lengths: [10, 20], f_start: [0.0, 0.2], "
                            "f_max: [1.0, 0.6], f_min: [0.1, 0.0]");
        near(train::lr_multiplier(c, 1), 0.5);
        near(train::lr_multiplier(c, 10), 0.1);  // the end of the first cycle is its own
        near(train::lr_multiplier(c, 12), 0.2 + 0.4 * 0.5);
        near(train::lr_multiplier(c, 14), 0.6);
        near(train::lr_multiplier(c, 22), 0.3);
        near(train::lr_multiplier(c, 30), 0.0);
    }

    void theLastShareOfARunFalls()
    {
        train::TrainConfig config;
        config.max_steps = 100;
        near(train::final_decay(config, 99), 1.0);
        config.final_decay = 0.1;
        near(train::final_decay(config, 90), 1.0);
        near(train::final_decay(config, 95), 0.5);
        near(train::final_decay(config, 100), 0.02);
    }
};

QTEST_GUILESS_MAIN(LrScheduleTest)
#include "lr_schedule_test.moc"
