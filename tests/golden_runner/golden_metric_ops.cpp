// SPDX-License-Identifier: MIT
#include "golden_ops.h"

#include "metric/feature_metrics.h"
#include "metric/image_metrics.h"

#include <ATen/ATen.h>

#include <cmath>

namespace ldm::golden {

namespace {

// Collects what is out of tolerance.
class Comparison {
public:
    explicit Comparison(const Json& tolerances) : tolerances_(tolerances) {}

    void number(const std::string& name, const char* tolerance, double got, double want)
    {
        const auto& t = tolerances_[tolerance];
        const double allowed = t.value("atol", 0.0) + t.value("rtol", 0.0) * std::abs(want);
        if (!(std::abs(got - want) <= allowed))
            problems_ +=
                name + " is " + std::to_string(got) + " instead of " + std::to_string(want) + "; ";
    }

    const std::string& problems() const { return problems_; }

private:
    const Json& tolerances_;
    std::string problems_;
};

void compare_images(const Json& c, const Checkpoint& io, Comparison& compare)
{
    const auto name = c["name"].get<std::string>();
    const auto picture = [&](const char* key) {
        return io.tensor(c[key].get<std::string>()).permute({2, 0, 1}).to(at::kDouble);
    };
    const auto a = picture("a"), b = picture("b");
    const auto want = [&](const char* key) { return c[key].get<double>(); };
    using metric::SsimWindow;
    compare.number(name + " psnr", "psnr", metric::psnr(a, b, 255.0), want("psnr_uint8"));
    compare.number(name + " psnr of floats", "psnr", metric::psnr(a / 255.0, b / 255.0, 1.0),
                   want("psnr_float01"));
    compare.number(name + " ssim", "ssim", metric::ssim(a, b, 255.0), want("ssim_uniform7"));
    compare.number(name + " ssim, Gaussian", "ssim",
                   metric::ssim(a, b, 255.0, SsimWindow::Gaussian11), want("ssim_gauss11"));
    const auto grey = [](const at::Tensor& x) { return x.mean(0, true); };
    compare.number(name + " ssim of grey", "ssim", metric::ssim(grey(a), grey(b), 255.0),
                   want("ssim_uniform7_grey_mean"));
}

void compare_features(const Json& f, const Checkpoint& io, Comparison& compare)
{
    const auto tensor = [&](const char* key) { return io.tensor(f[key].get<std::string>()); };
    const auto real = tensor("real"), fake = tensor("fake");
    const auto want = [&](const char* key) { return f[key].get<double>(); };
    compare.number("fid", "fid", metric::frechet_distance(real, fake), want("fid"));
    compare.number("fid of the same", "fid_same", metric::frechet_distance(real, real),
                   want("fid_same"));
    compare.number("fid of few", "fid_rank_deficient",
                   metric::frechet_distance(real, tensor("few")), want("fid_rank_deficient"));
    for (const int k : {3, 5}) {
        const auto pr = metric::precision_recall(real, fake, k);
        const auto suffix = std::to_string(k);
        compare.number("precision", "precision_recall", pr.precision,
                       want(("precision_k" + suffix).c_str()));
        compare.number("recall", "precision_recall", pr.recall,
                       want(("recall_k" + suffix).c_str()));
    }
    for (const int splits : {1, 10}) {
        const auto score = metric::inception_score(tensor("logits"), splits);
        const auto& expected =
            f[splits == 1 ? "inception_score_1_split" : "inception_score_10_splits"];
        compare.number("inception score", "inception", score.mean, expected["mean"].get<double>());
        if (splits > 1)
            compare.number("its deviation", "inception", score.deviation,
                           expected["std"].get<double>());
    }
}

}  // namespace

std::string check_metrics(const std::filesystem::path& dir, const Json& file)
{
    const auto io = open_checkpoint(dir / "io.safetensors");
    Comparison compare(file["tolerance"]);
    for (const auto& c : file["images"])
        compare_images(c, *io, compare);
    compare_features(file["features"], *io, compare);
    return compare.problems();
}

}  // namespace ldm::golden
