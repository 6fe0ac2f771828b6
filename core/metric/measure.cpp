// SPDX-License-Identifier: MIT
#include "ldm/error.h"
#include "ldm/metric.h"
#include "metric/bootstrap.h"
#include "metric/feature_metrics.h"
#include "metric/feature_net.h"
#include "metric/image_metrics.h"
#include "metric/lpips.h"
#include "metric/picture_set.h"
#include "runtime/device.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>
#include <random>

namespace ldm {

namespace {

using metric::Features;
using metric::PictureSet;

// Says how far the work is; turns a "stop" into Cancelled.
class Progress {
public:
    Progress(const std::function<bool(std::size_t, std::size_t)>& report, std::size_t total)
        : report_(report), total_(total)
    {
    }

    void add(std::size_t pictures)
    {
        done_ += pictures;
        if (report_ && !report_(done_, total_))
            throw Cancelled{};
    }

private:
    const std::function<bool(std::size_t, std::size_t)>& report_;
    std::size_t done_ = 0, total_;
};

// uint8 [1,3,H,W]
at::Tensor to_bytes(const Image& image)
{
    return at::from_blob(const_cast<std::uint8_t*>(image.pixels.data()),
                         {1, image.height, image.width, 3}, at::kByte)
        .permute({0, 3, 1, 2})
        .clone(at::MemoryFormat::Contiguous);
}

// Features of all pictures; neighbours of one size go through the network together.
Features features_of(const PictureSet& set, const metric::FeatureNet& net, int batch,
                     Progress& progress)
{
    std::vector<at::Tensor> waiting, features, logits;
    const auto flush = [&] {
        if (waiting.empty())
            return;
        const auto answer = net(at::cat(waiting));
        features.push_back(answer.features);
        if (answer.logits.defined())
            logits.push_back(answer.logits);
        progress.add(waiting.size());
        waiting.clear();
    };
    for (std::size_t i = 0; i < set.size(); ++i) {
        auto picture = to_bytes(set.read(i));
        if (!waiting.empty() && waiting.front().sizes() != picture.sizes())
            flush();
        waiting.push_back(std::move(picture));
        if (int(waiting.size()) >= batch)
            flush();
    }
    flush();
    return {at::cat(features), logits.empty() ? at::Tensor() : at::cat(logits)};
}

at::Tensor shuffled(const at::Tensor& rows, std::uint64_t seed)
{
    std::vector<std::int64_t> order(std::size_t(rows.size(0)));
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = std::int64_t(i);
    std::mt19937_64 random(seed);
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random() % i]);
    return rows.index_select(0, at::tensor(order, at::kLong));
}

void add_interval(MetricValue& value, std::int64_t count, const MetricOptions& o,
                  const std::function<double(const at::Tensor&)>& statistic)
{
    if (o.bootstrap < 1)
        return;
    const auto [low, high] = metric::bootstrap_interval(count, o.bootstrap, o.seed, statistic);
    value.low = low;
    value.high = high;
}

std::vector<MetricValue> compare_features(const MetricOptions& o, const Features& made,
                                          const Features& real)
{
    const auto& fake = made.features;
    const auto rows = fake.size(0);
    if (o.kind == MetricKind::Is) {
        if (!made.logits.defined())
            throw Error(ErrorCode::BadArgument,
                        "This network gives no logits; the Inception score needs them.", "network");
        const auto logits = shuffled(made.logits, o.seed);
        const auto score = metric::inception_score(logits, o.splits);
        MetricValue value{"is", score.mean, score.deviation, {}, {}};
        add_interval(value, rows, o, [&](const at::Tensor& i) {
            return metric::inception_score(logits.index_select(0, i), o.splits).mean;
        });
        return {value};
    }
    if (o.kind == MetricKind::Fid) {
        MetricValue value{"fid", metric::frechet_distance(real.features, fake), {}, {}, {}};
        add_interval(value, rows, o, [&](const at::Tensor& i) {
            return metric::frechet_distance(real.features, fake.index_select(0, i));
        });
        return {value};
    }
    const auto both = metric::precision_recall(real.features, fake, o.neighbours);
    MetricValue precision{"precision", both.precision, {}, {}, {}};
    MetricValue recall{"recall", both.recall, {}, {}, {}};
    // Of the shares themselves: the manifolds stay as they are.
    const auto share = [](double p) {
        return [p](const at::Tensor& i) {
            return i.lt(std::int64_t(p * double(i.size(0)) + 0.5))
                .to(at::kDouble)
                .mean()
                .item<double>();
        };
    };
    add_interval(precision, rows, o, share(both.precision));
    add_interval(recall, real.features.size(0), o, share(both.recall));
    return {precision, recall};
}

std::unique_ptr<metric::FeatureNet> network_of(const MetricOptions& o)
{
    if (o.network.empty())
        throw Error(ErrorCode::BadArgument,
                    "A feature network is needed: the published Inception weights "
                    "(pt_inception-2015-12-05-6726825d.pth), a TorchScript file, or random:1 for "
                    "a rough comparison without any.",
                    "network");
    return metric::open_feature_net(o.network);
}

// Which picture of `real` belongs to each of `made`.
std::vector<std::size_t> pairs_of(const PictureSet& made, const PictureSet& real)
{
    std::vector<std::size_t> pairs;
    if (made.size() == 1 && real.size() == 1)
        return {0};
    std::map<std::string, std::size_t> by_name;
    for (std::size_t i = 0; i < real.size(); ++i)
        by_name[real.name(i)] = i;
    for (std::size_t i = 0; i < made.size(); ++i) {
        const auto found = by_name.find(made.name(i));
        if (found == by_name.end())
            throw Error(ErrorCode::BadArgument,
                        "There is no counterpart of “" + made.name(i) +
                            "” in the second set; pictures are paired by name.",
                        made.name(i));
        pairs.push_back(found->second);
    }
    return pairs;
}

using PairDistance = std::function<double(const at::Tensor&, const at::Tensor&)>;

PairDistance pair_distance(const MetricOptions& o)
{
    if (o.kind == MetricKind::Psnr)
        return [](const at::Tensor& a, const at::Tensor& b) { return metric::psnr(a, b, 255.0); };
    if (o.kind == MetricKind::Ssim)
        return [](const at::Tensor& a, const at::Tensor& b) {
            return metric::ssim(a[0], b[0], 255.0, metric::SsimWindow::Gaussian11);
        };
    if (o.lpips_weights.empty())
        throw Error(ErrorCode::BadArgument,
                    "The perceptual distance needs its weights: a published first stage, or "
                    "torchvision's VGG-16 and the LPIPS file vgg.pth.",
                    "weights");
    return [net = metric::load_lpips(o.lpips_weights)](const at::Tensor& a, const at::Tensor& b) {
        const auto signed_unit = [](const at::Tensor& x) { return x.to(at::kFloat) / 127.5 - 1.0; };
        return net->forward(signed_unit(a), signed_unit(b)).item<double>();
    };
}

MetricReport measure_pairs(const MetricOptions& o, const PictureSet& made, const PictureSet& real,
                           Progress& progress)
{
    const auto distance = pair_distance(o);
    const auto pairs = pairs_of(made, real);
    std::vector<double> values;
    for (std::size_t i = 0; i < made.size(); ++i) {
        const auto a = to_bytes(made.read(i)), b = to_bytes(real.read(pairs[i]));
        if (a.sizes() != b.sizes())
            throw Error(ErrorCode::BadArgument,
                        "“" + made.name(i) + "” has another size in the two sets.", made.name(i));
        values.push_back(distance(a, b));
        progress.add(1);
    }
    const auto all = at::tensor(values, at::kDouble);
    MetricValue value{
        name_of(o.kind), all.mean().item<double>(), all.std(false).item<double>(), {}, {}};
    add_interval(value, all.size(0), o,
                 [&](const at::Tensor& i) { return all.index_select(0, i).mean().item<double>(); });
    return {{value}, made.size(), made.size()};
}

}  // namespace

const char* name_of(MetricKind kind)
{
    switch (kind) {
    case MetricKind::Fid: return "fid";
    case MetricKind::Is: return "is";
    case MetricKind::Pr: return "pr";
    case MetricKind::Psnr: return "psnr";
    case MetricKind::Ssim: return "ssim";
    case MetricKind::Lpips: break;
    }
    return "lpips";
}

MetricReport measure(const MetricOptions& options,
                     const std::function<bool(std::size_t, std::size_t)>& report)
{
    const at::NoGradGuard no_grad;
    set_compute_threads(options.threads);
    const auto made = metric::open_picture_set(options.made);
    if (options.kind == MetricKind::Is) {
        const auto net = network_of(options);
        Progress progress(report, made->size());
        const auto features = features_of(*made, *net, options.batch, progress);
        return {compare_features(options, features, {}), made->size(), 0};
    }
    const auto real = metric::open_picture_set(options.real);
    if (options.kind >= MetricKind::Psnr) {
        Progress progress(report, made->size());
        return measure_pairs(options, *made, *real, progress);
    }
    const auto net = network_of(options);
    Progress progress(report, made->size() + real->size());
    const auto of_made = features_of(*made, *net, options.batch, progress);
    const auto of_real = features_of(*real, *net, options.batch, progress);
    return {compare_features(options, of_made, of_real), made->size(), real->size()};
}

}  // namespace ldm
