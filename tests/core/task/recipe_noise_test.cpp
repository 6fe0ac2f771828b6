// SPDX-License-Identifier: MIT
#include "task/recipe_noise.h"

#include "task/sample_latent.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;
using namespace ldm::task;

class RecipeNoiseTest : public QObject {
    Q_OBJECT

private:
    static Image mask(int width, int height, const std::vector<std::pair<int, int>>& places)
    {
        Image image{width, height, 1, std::vector<std::uint8_t>(size_t(width * height), 0)};
        for (const auto& [x, y] : places)
            image.pixels[size_t(y * width + x)] = 200;
        return image;
    }

    static QString picture(const at::Tensor& cells)
    {
        QString text;
        for (std::int64_t y = 0; y < cells.size(2); ++y) {
            for (std::int64_t x = 0; x < cells.size(3); ++x)
                text += cells[0][0][y][x].item<bool>() ? '#' : '.';
            text += ' ';
        }
        return text.trimmed();
    }

private Q_SLOTS:
    void everyCellThatIsTouchedCounts()
    {
        const Frame frame{0, 0, 16, 8, 4, 2, 4};
        QCOMPARE(picture(cells_of(mask(16, 8, {{3, 0}}), frame)), QString("#... ...."));
        QCOMPARE(picture(cells_of(mask(16, 8, {{4, 0}, {15, 7}}), frame)), QString(".#.. ...#"));
        // A mask of another size is stretched over the picture.
        QCOMPARE(picture(cells_of(mask(2, 1, {{1, 0}}), frame)), QString("..## ..##"));
        QCOMPARE(picture(cells_of(mask(32, 16, {{8, 8}}), frame)), QString(".... .#.."));
        QCOMPARE(picture(cells_of(mask(3, 1, {{1, 0}}), frame)), QString(".##. .##."));
    }

    void cellsBeyondThePictureFollowItsBorder()
    {
        const Frame filled{0, 0, 10, 8, 4, 2, 4};
        QCOMPARE(picture(cells_of(mask(10, 8, {{9, 1}}), filled)), QString("..## ...."));
        const Frame window{8, 4, 24, 12, 3, 2, 4};
        QCOMPARE(picture(cells_of(mask(24, 12, {{8, 4}, {19, 11}, {0, 0}}), window)),
                 QString("#.. ..#"));
    }

    void everyDrawFollowsBlendPatchAndPlace()
    {
        Recipe r;
        r.seed = 3;
        r.noise_x = 8;
        const Frame frame{0, 0, 32, 32, 8, 8, 4};
        auto patched = r;
        patched.blend = {{5, 1.0}};
        patched.reseeded = {{7, std::make_shared<const Image>(mask(8, 8, {{2, 2}}))}};
        const auto plain = make_noise(r, frame), mixed = make_noise(patched, frame);
        diffusion::FieldNoise base(3, 2, 0), other(5, 2, 0), here(7, 2, 0);
        for (int draw = 0; draw < 3; ++draw) {
            const std::vector<std::int64_t> shape{1, 2, 8, 8};
            QVERIFY(at::equal(plain->normal(shape), base.normal(shape)));
            const auto want = other.normal(shape), patch = here.normal(shape);
            const auto got = mixed->normal(shape);
            want.narrow(2, 2, 1).narrow(3, 2, 1).copy_(patch.narrow(2, 2, 1).narrow(3, 2, 1));
            QVERIFY(at::equal(got, want));
        }
    }

    void aPartHoldsWhatIsMarkedAndItsSurroundings()
    {
        auto marked = at::zeros({1, 1, 64, 128}, at::kBool);
        marked[0][0][20][70] = true;
        QVERIFY((part_around(marked, 8, 8) == model::Part{8, 56, 24, 24}));
        marked[0][0][60][70] = true;
        QVERIFY((part_around(marked, 8, 8) == model::Part{8, 56, 56, 24}));
        marked[0][0][1][4] = marked[0][0][1][120] = true;
        QVERIFY((part_around(marked, 8, 8) == model::Part{0, 0, 64, 128}));
        QVERIFY((part_around(at::zeros({1, 1, 8, 8}, at::kBool), 4, 4) == model::Part{}));
    }
};

QTEST_APPLESS_MAIN(RecipeNoiseTest)
#include "recipe_noise_test.moc"
