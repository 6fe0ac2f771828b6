// SPDX-License-Identifier: MIT
#include "task/memory_tiles.h"

#include <QTest>

using namespace ldm;

class MemoryTilesTest : public QObject {
    Q_OBJECT

private:
    static nn::UnetConfig unet()
    {
        nn::UnetConfig c;
        c.model_channels = 64;
        c.channel_mult = {1, 2, 2};
        c.image_size = 64;
        return c;
    }

private Q_SLOTS:
    void whatFitsIsDoneAtOnce()
    {
        QVERIFY(!task::sampling_patches(unet(), 1, 512, 512, 4, 0));
        const double cell = task::unet_bytes_per_cell(unet(), 4);
        QVERIFY(!task::sampling_patches(unet(), 1, 100, 100, 4, std::uintmax_t(cell * 10001)));
        QVERIFY(task::sampling_patches(unet(), 2, 100, 100, 4, std::uintmax_t(cell * 10001)));
    }

    void patchesStayBelowTheBudgetDownToTheSizeLearnt()
    {
        const double cell = task::unet_bytes_per_cell(unet(), 2);
        for (const int side : {300, 200, 100}) {
            const auto budget = std::uintmax_t(cell * side * side);
            const auto patches = task::sampling_patches(unet(), 1, 2048, 1024, 2, budget);
            QVERIFY(patches);
            QVERIFY(patches->height <= side && patches->height > side - 8);
            QCOMPARE(patches->height % unet().size_multiple(), 0);
            QCOMPARE(patches->stride_x * 2, patches->width);
        }
        QCOMPARE(task::sampling_patches(unet(), 1, 2048, 1024, 2, 1)->width, 64);
        QVERIFY(!task::sampling_patches(unet(), 1, 64, 64, 2, 1));
    }

    void widerTypesAndContextsTakeMore()
    {
        auto wide = unet();
        wide.use_spatial_transformer = true;
        wide.attention_resolutions = {1};
        QVERIFY(task::unet_bytes_per_cell(wide, 2) > task::unet_bytes_per_cell(unet(), 2));
        QCOMPARE(task::unet_bytes_per_cell(unet(), 4), 2 * task::unet_bytes_per_cell(unet(), 2));
    }

    void decodingTilesOverlapByTheirMargin()
    {
        model::FirstStageConfig stage;
        stage.autoencoder.ch = 128;
        stage.autoencoder.ch_mult = {1, 2, 4};
        QVERIFY(!task::decoding_tiles(stage, 512, 512, 0));
        const auto tiles = task::decoding_tiles(stage, 512, 512, 256 << 20);
        QVERIFY(tiles && tiles->margin);
        QVERIFY(2 * (tiles->width - tiles->stride_x) >= 3 * *tiles->margin);
    }
};

QTEST_APPLESS_MAIN(MemoryTilesTest)
#include "memory_tiles_test.moc"
