// SPDX-License-Identifier: MIT
#include "firststage/latent_preview.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;

namespace {

// A first stage whose decoder is what a preview can express: an affine map of the channels, a
// little of the cell to the left in it.
class AffineStage final : public firststage::FirstStage {
public:
    firststage::Encoded encode(const torch::Tensor& image) override { return {{}, image}; }
    torch::Tensor decode(const torch::Tensor& z, bool) override
    {
        const auto rgb = at::stack({0.2 * z.select(1, 0) + 0.1, 0.1 * z.select(1, 1) - 0.2,
                                    0.1 * z.select(1, 0) - 0.1 * z.select(1, 2)},
                                   1);
        const auto left = at::cat({rgb.narrow(3, 0, 1), rgb.narrow(3, 0, rgb.size(3) - 1)}, 3);
        const auto mixed = 0.8 * rgb + 0.2 * left;
        return at::upsample_nearest2d(mixed, {z.size(2) * 4, z.size(3) * 4});
    }
    int factor() const override { return 4; }
    int channels() const override { return 4; }
};

}  // namespace

class LatentPreviewTest : public QObject {
    Q_OBJECT

private:
    static double error(const firststage::LatentPreview& preview, AffineStage& stage,
                        const at::Tensor& z, double scale)
    {
        const auto image = at::adaptive_avg_pool2d(stage.decode(z / scale, true), {16, 16});
        const auto want = ((image.clamp(-1.0, 1.0) + 1.0) * 127.5)[0].permute({1, 2, 0});
        return (preview.render(z).to(at::kFloat) - want).abs().max().item<double>();
    }

private Q_SLOTS:
    void anAffineDecoderIsFoundExactly()
    {
        AffineStage stage;
        at::manual_seed(1);
        const double scale = 0.5;
        const firststage::LatentPreview preview(stage, scale);
        const auto z = at::randn({1, 4, 8, 8}) * 0.8;
        const auto picture = preview.render(z);
        QVERIFY(picture.sizes() == at::IntArrayRef({16, 16, 3}));
        QCOMPARE(picture.scalar_type(), at::kByte);
        QVERIFY(error(preview, stage, z, scale) < 3.0);
    }

    void learningFromAPictureDoesNotLoseTheFit()
    {
        AffineStage stage;
        at::manual_seed(2);
        firststage::LatentPreview preview(stage, 1.0);
        const auto z = at::randn({1, 4, 8, 8}) * 0.5;
        const double before = error(preview, stage, z, 1.0);
        preview.learn(z, stage.decode(z, true));
        QVERIFY(error(preview, stage, z, 1.0) <= before + 1.0);
    }

    // Of a large picture the middle is enough, in full or already as small as a preview.
    void theMiddleOfALargePictureTeachesAsMuchAsAllOfIt()
    {
        AffineStage stage;
        at::manual_seed(3);
        constexpr int64_t kMost = firststage::LatentPreview::kLearnt;
        const auto z = at::randn({1, 4, 6, kMost + 10}) * 0.5;
        const auto image = stage.decode(z, true);
        const auto small = at::avg_pool2d(image.clamp(-1.0, 1.0), 2);
        firststage::LatentPreview all(stage, 1.0), part(stage, 1.0);
        all.learn(z, image);
        part.learn(z, small.narrow(3, 10, 2 * kMost));
        QVERIFY(at::equal(all.render(z), part.render(z)));
    }

    void aDarkAndALightHalfOfACellAreTold()
    {
        // Points within a cell differ, which a map of single cells to single points cannot show.
        class Halves final : public firststage::FirstStage {
        public:
            firststage::Encoded encode(const torch::Tensor& image) override { return {{}, image}; }
            torch::Tensor decode(const torch::Tensor& z, bool) override
            {
                const auto half = 0.3 * z.narrow(1, 0, 1);
                const auto cells = at::cat({half, -half, half, -half}, 1);
                const auto points = at::pixel_shuffle(cells, 2);  // [B,1,2h,2w]
                return points.expand({-1, 3, -1, -1}).contiguous();
            }
            int factor() const override { return 2; }
            int channels() const override { return 2; }
        } stage;
        const firststage::LatentPreview preview(stage, 1.0);
        const auto picture = preview.render(at::ones({1, 2, 4, 4})).to(at::kFloat);
        QVERIFY(std::abs(picture[3][2][0].item<double>() - 127.5 * 1.3) < 4.0);
        QVERIFY(std::abs(picture[3][3][0].item<double>() - 127.5 * 0.7) < 4.0);
    }

    void unfittingLatentsAreRefused()
    {
        AffineStage stage;
        firststage::LatentPreview preview(stage, 1.0);
        QVERIFY_EXCEPTION_THROWN(preview.learn(at::zeros({1, 3, 8, 8}), at::zeros({1, 3, 32, 32})),
                                 Error);
    }
};

QTEST_APPLESS_MAIN(LatentPreviewTest)
#include "latent_preview_test.moc"
