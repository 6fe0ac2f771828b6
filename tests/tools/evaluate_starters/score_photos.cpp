// SPDX-License-Identifier: MIT
// Upscaling and filling: both are measured against the picture itself.
#include "data/hole_masks.h"
#include "ldm/degrade.h"
#include "metric/image_metrics.h"
#include "pictures.h"
#include "scoring.h"
#include "task/loaded_model.h"

#include <ATen/ATen.h>
#include <opencv2/imgproc.hpp>
#include <opencv2/photo.hpp>

#include <cstdio>

namespace sfumato::evaluate {

namespace {

constexpr int kSide = 256;
constexpr int kFactor = 4;
constexpr std::uint64_t kHoleSeed = 5'000'000;

cv::Mat as_mat(const ldm::Image& image)
{
    return cv::Mat(image.height, image.width, image.channels == 3 ? CV_8UC3 : CV_8U,
                   const_cast<std::uint8_t*>(image.pixels.data()));
}

ldm::Image as_image(const cv::Mat& mat)
{
    return {mat.cols, mat.rows, 3,
            std::vector<std::uint8_t>(mat.data, mat.data + mat.total() * mat.elemSize())};
}

/// Sums of one way of making a picture.
struct Way {
    const char* name;
    double psnr = 0.0, ssim = 0.0, perceptual = 0.0, by_judge = 0.0;
    int count = 0;

    void add(const Scoring& scoring, const torch::Tensor& truth, const torch::Tensor& made,
             const torch::Tensor& weight = {})
    {
        psnr += ldm::metric::psnr(truth[0], made[0], 2.0);
        ssim += ldm::metric::ssim((truth[0] + 1.0) / 2.0, (made[0] + 1.0) / 2.0, 1.0);
        perceptual += scoring.perceptual(truth, made, weight).item<double>();
        by_judge += perceptual_distance(scoring.judge, truth, made, weight);
        ++count;
    }
    void print() const
    {
        std::printf(
            "  %-12s PSNR %6.2f dB  SSIM %.4f  perceptual distance %.4f (the judge's %.4f)\n", name,
            psnr / count, ssim / count, perceptual / count, by_judge / count);
    }
};

void print_gain(const Way& ours, const Way& other)
{
    const auto percent = [](double a, double b) { return 100.0 * (a / b - 1.0); };
    std::printf(
        "  against %s: perceptual distance %+.1f %% (the judge's %+.1f %%), PSNR %+.2f dB\n",
        other.name, percent(ours.perceptual, other.perceptual),
        percent(ours.by_judge, other.by_judge), (ours.psnr - other.psnr) / ours.count);
}

}  // namespace

void score_upscale(Scoring& scoring)
{
    Way ours{"upscale"}, bicubic{"bicubic"}, ceiling{"first stage"};
    const auto stage = ldm::task::load_model(scoring.engine.model("upscale"), torch::kFloat32);
    Sheet sheet(8);
    std::uint64_t seed = 0;
    for (const auto& photo : held_out_photos(scoring.options.photos, 4)) {
        const auto small =
            ldm::degrade_image(photo, {ldm::DegradeKind::BsrganLight, kFactor, seed});
        auto recipe = scoring.recipe("upscale", ldm::TaskKind::Upscale, kSide, seed++);
        recipe.image = std::make_shared<ldm::Image>(small);
        recipe.scale = kFactor;
        const auto truth = to_tensor(photo), made = to_tensor(scoring.run(recipe));
        cv::Mat larger;
        cv::resize(as_mat(small), larger, {kSide, kSide}, 0, 0, cv::INTER_CUBIC);
        const auto plain = to_tensor(as_image(larger));
        ours.add(scoring, truth, made);
        bicubic.add(scoring, truth, plain);
        const c10::InferenceMode guard;
        ceiling.add(scoring, truth,
                    stage->model->first_stage().decode(stage->model->encode_unscaled(truth)));
        if (seed % 4 == 1)
            sheet.add({plain, made, truth});
    }
    sheet.write(scoring.options.sheets, "upscale");
    std::printf("upscale: %d squares of held-out photographs, BSR light ×4\n", ours.count);
    for (const auto* way : {&ours, &bicubic, &ceiling})
        way->print();
    print_gain(ours, bicubic);
}

void score_fill(Scoring& scoring)
{
    Way ours{"fill"}, telea{"Telea"}, stokes{"Navier-Stokes"};
    Sheet sheet(16);
    auto pictures = held_out_photos(scoring.options.photos, 4);
    for (int i = 0; i < int(scoring.options.count) / 3; ++i)
        pictures.push_back(to_picture(held_out_landscape(i, scoring.options.materials).image));
    std::uint64_t seed = 0;
    for (const auto& picture : pictures) {
        ldm::data::Example example;
        example.image = picture;
        const auto kind = seed % 3 == 0 ? ldm::data::HoleKind::Boxes : ldm::data::HoleKind::Strokes;
        const auto mask = ldm::data::draw_hole(example, kind, kHoleSeed + seed);
        auto recipe = scoring.recipe("fill", ldm::TaskKind::Inpaint, kSide, seed++);
        recipe.image = std::make_shared<ldm::Image>(picture);
        recipe.mask = std::make_shared<ldm::Image>(mask);
        const auto truth = to_tensor(picture), made = to_tensor(scoring.run(recipe));
        const auto weight = at::from_blob(const_cast<std::uint8_t*>(mask.pixels.data()),
                                          {1, 1, mask.height, mask.width}, at::kByte)
                                .gt(127)
                                .to(at::kFloat);
        const auto by_opencv = [&](int method) {
            cv::Mat out;
            cv::inpaint(as_mat(picture), as_mat(mask), out, 3.0, method);
            return to_tensor(as_image(out));
        };
        const auto by_telea = by_opencv(cv::INPAINT_TELEA);
        ours.add(scoring, truth, made, weight);
        telea.add(scoring, truth, by_telea, weight);
        stokes.add(scoring, truth, by_opencv(cv::INPAINT_NS), weight);
        if (seed % 4 == 1)
            sheet.add({at::where(weight.gt(0.5), at::ones_like(truth), truth), by_telea, made});
    }
    sheet.write(scoring.options.sheets, "fill");
    std::printf("fill: %d pictures, photographs and landscapes; distance within the holes\n",
                ours.count);
    for (const auto* way : {&ours, &telea, &stokes})
        way->print();
    print_gain(ours, telea);
    print_gain(ours, stokes);
}

}  // namespace sfumato::evaluate
