// SPDX-License-Identifier: MIT
#include "metric/inception_v3.h"

#include "io/checkpoint.h"
#include "ldm/error.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

namespace ldm::metric {

namespace {

constexpr std::int64_t kSide = 299, kPooled = 2048, kClasses = 1008;

// The convolutions of one block, in the published names.
class Inventory {
public:
    std::vector<ConvolutionShape> shapes;

    void stem()
    {
        add("Conv2d_1a_3x3", 3, 32, 3, 3);
        add("Conv2d_2a_3x3", 32, 32, 3, 3);
        add("Conv2d_2b_3x3", 32, 64, 3, 3);
        add("Conv2d_3b_1x1", 64, 80, 1, 1);
        add("Conv2d_4a_3x3", 80, 192, 3, 3);
    }

    void block_a(const std::string& n, std::int64_t in, std::int64_t pool)
    {
        add(n + ".branch1x1", in, 64, 1, 1);
        add(n + ".branch5x5_1", in, 48, 1, 1);
        add(n + ".branch5x5_2", 48, 64, 5, 5);
        add(n + ".branch3x3dbl_1", in, 64, 1, 1);
        add(n + ".branch3x3dbl_2", 64, 96, 3, 3);
        add(n + ".branch3x3dbl_3", 96, 96, 3, 3);
        add(n + ".branch_pool", in, pool, 1, 1);
    }

    void block_b(const std::string& n, std::int64_t in)
    {
        add(n + ".branch3x3", in, 384, 3, 3);
        add(n + ".branch3x3dbl_1", in, 64, 1, 1);
        add(n + ".branch3x3dbl_2", 64, 96, 3, 3);
        add(n + ".branch3x3dbl_3", 96, 96, 3, 3);
    }

    void block_c(const std::string& n, std::int64_t narrow)
    {
        add(n + ".branch1x1", 768, 192, 1, 1);
        add(n + ".branch7x7_1", 768, narrow, 1, 1);
        add(n + ".branch7x7_2", narrow, narrow, 1, 7);
        add(n + ".branch7x7_3", narrow, 192, 7, 1);
        add(n + ".branch7x7dbl_1", 768, narrow, 1, 1);
        add(n + ".branch7x7dbl_2", narrow, narrow, 7, 1);
        add(n + ".branch7x7dbl_3", narrow, narrow, 1, 7);
        add(n + ".branch7x7dbl_4", narrow, narrow, 7, 1);
        add(n + ".branch7x7dbl_5", narrow, 192, 1, 7);
        add(n + ".branch_pool", 768, 192, 1, 1);
    }

    void block_d(const std::string& n)
    {
        add(n + ".branch3x3_1", 768, 192, 1, 1);
        add(n + ".branch3x3_2", 192, 320, 3, 3);
        add(n + ".branch7x7x3_1", 768, 192, 1, 1);
        add(n + ".branch7x7x3_2", 192, 192, 1, 7);
        add(n + ".branch7x7x3_3", 192, 192, 7, 1);
        add(n + ".branch7x7x3_4", 192, 192, 3, 3);
    }

    void block_e(const std::string& n, std::int64_t in)
    {
        add(n + ".branch1x1", in, 320, 1, 1);
        add(n + ".branch3x3_1", in, 384, 1, 1);
        add(n + ".branch3x3_2a", 384, 384, 1, 3);
        add(n + ".branch3x3_2b", 384, 384, 3, 1);
        add(n + ".branch3x3dbl_1", in, 448, 1, 1);
        add(n + ".branch3x3dbl_2", 448, 384, 3, 3);
        add(n + ".branch3x3dbl_3a", 384, 384, 1, 3);
        add(n + ".branch3x3dbl_3b", 384, 384, 3, 1);
        add(n + ".branch_pool", in, 192, 1, 1);
    }

private:
    void add(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t height,
             std::int64_t width)
    {
        shapes.push_back({name, in, out, height, width});
    }
};

at::Tensor weight_of(const Checkpoint& file, const std::string& name, at::IntArrayRef shape)
{
    const auto refuse = [&](const std::string& what) {
        throw Error(ErrorCode::CheckpointKeys,
                    "These are no Inception weights for FID: the tensor '" + name + "' " + what +
                        ". The published file is pt_inception-2015-12-05-6726825d.pth.",
                    name);
    };
    if (!file.contains(name))
        refuse("is missing");
    auto tensor = file.tensor(name).to(at::kFloat);
    if (tensor.sizes() != shape)
        refuse("has another shape");
    return tensor;
}

// Mean over a 3×3 window; what lies outside the picture does not count.
at::Tensor mean_pool(const at::Tensor& x)
{
    return at::avg_pool2d(x, 3, 1, 1, false, false);
}

}  // namespace

std::vector<ConvolutionShape> inception_convolutions()
{
    Inventory all;
    all.stem();
    all.block_a("Mixed_5b", 192, 32);
    all.block_a("Mixed_5c", 256, 64);
    all.block_a("Mixed_5d", 288, 64);
    all.block_b("Mixed_6a", 288);
    all.block_c("Mixed_6b", 128);
    all.block_c("Mixed_6c", 160);
    all.block_c("Mixed_6d", 160);
    all.block_c("Mixed_6e", 192);
    all.block_d("Mixed_7a");
    all.block_e("Mixed_7b", 1280);
    all.block_e("Mixed_7c", 2048);
    return all.shapes;
}

at::Tensor resize_tensorflow1(const at::Tensor& x, std::int64_t height, std::int64_t width)
{
    const auto along = [](const at::Tensor& t, std::int64_t axis, std::int64_t size) {
        const auto last = t.size(axis) - 1;
        const auto place = at::arange(size, at::kFloat) * (float(t.size(axis)) / float(size));
        const auto low = place.to(at::kLong).clamp_max(last);
        const auto high = (low + 1).clamp_max(last);
        std::vector<std::int64_t> sizes(size_t(t.dim()), 1);
        sizes[size_t(axis)] = size;
        const auto share = (place - low.to(at::kFloat)).view(sizes);
        const auto a = t.index_select(axis, low), b = t.index_select(axis, high);
        return a + (b - a) * share;
    };
    return along(along(x, 2, height), 3, width);
}

// One run through the network.
class InceptionV3::Pass {
public:
    explicit Pass(const InceptionV3& net) : net_(net) {}

    at::Tensor conv(const at::Tensor& x, const std::string& name, int stride = 1,
                    bool padded = true) const
    {
        const auto& c = net_.convolutions_.at(name);
        const auto pad = [&](int axis) { return padded ? c.weight.size(axis) / 2 : 0; };
        return at::relu(at::conv2d(x, c.weight, c.bias, stride, at::IntArrayRef({pad(2), pad(3)})));
    }

    // Convolutions one after the other.
    at::Tensor chain(at::Tensor x, const std::string& prefix,
                     const std::vector<const char*>& names) const
    {
        for (const auto* name : names)
            x = conv(x, prefix + name);
        return x;
    }

    at::Tensor stem(at::Tensor x) const
    {
        x = conv(x, "Conv2d_1a_3x3", 2, false);
        x = conv(x, "Conv2d_2a_3x3", 1, false);
        x = at::max_pool2d(conv(x, "Conv2d_2b_3x3"), 3, 2);
        x = conv(x, "Conv2d_3b_1x1");
        return at::max_pool2d(conv(x, "Conv2d_4a_3x3", 1, false), 3, 2);
    }

    at::Tensor block_a(const at::Tensor& x, const std::string& n) const
    {
        return at::cat({conv(x, n + ".branch1x1"), chain(x, n + ".branch5x5", {"_1", "_2"}),
                        chain(x, n + ".branch3x3dbl", {"_1", "_2", "_3"}),
                        conv(mean_pool(x), n + ".branch_pool")},
                       1);
    }

    at::Tensor block_b(const at::Tensor& x, const std::string& n) const
    {
        const auto deep = chain(x, n + ".branch3x3dbl", {"_1", "_2"});
        return at::cat({conv(x, n + ".branch3x3", 2, false),
                        conv(deep, n + ".branch3x3dbl_3", 2, false), at::max_pool2d(x, 3, 2)},
                       1);
    }

    at::Tensor block_c(const at::Tensor& x, const std::string& n) const
    {
        return at::cat({conv(x, n + ".branch1x1"), chain(x, n + ".branch7x7", {"_1", "_2", "_3"}),
                        chain(x, n + ".branch7x7dbl", {"_1", "_2", "_3", "_4", "_5"}),
                        conv(mean_pool(x), n + ".branch_pool")},
                       1);
    }

    at::Tensor block_d(const at::Tensor& x, const std::string& n) const
    {
        const auto wide = chain(x, n + ".branch7x7x3", {"_1", "_2", "_3"});
        return at::cat({conv(conv(x, n + ".branch3x3_1"), n + ".branch3x3_2", 2, false),
                        conv(wide, n + ".branch7x7x3_4", 2, false), at::max_pool2d(x, 3, 2)},
                       1);
    }

    at::Tensor block_e(const at::Tensor& x, const std::string& n, bool max_pooled) const
    {
        const auto fork = [&](const at::Tensor& t, const std::string& name) {
            return at::cat({conv(t, name + "a"), conv(t, name + "b")}, 1);
        };
        const auto deep = chain(x, n + ".branch3x3dbl", {"_1", "_2"});
        const auto pooled = max_pooled ? at::max_pool2d(x, 3, 1, 1) : mean_pool(x);
        return at::cat(
            {conv(x, n + ".branch1x1"), fork(conv(x, n + ".branch3x3_1"), n + ".branch3x3_2"),
             fork(deep, n + ".branch3x3dbl_3"), conv(pooled, n + ".branch_pool")},
            1);
    }

private:
    const InceptionV3& net_;
};

template <typename Make>
void InceptionV3::build(Make make)
{
    for (const auto& shape : inception_convolutions()) {
        auto c = make(shape);
        c.weight = c.weight.contiguous(at::MemoryFormat::ChannelsLast);
        convolutions_[shape.name] = std::move(c);
    }
}

InceptionV3::InceptionV3(const Checkpoint& weights)
{
    const at::NoGradGuard no_grad;
    build([&weights](const ConvolutionShape& s) {
        const auto norm = [&](const char* part) {
            return weight_of(weights, s.name + ".bn." + part, {s.out});
        };
        return fold_norm(
            weight_of(weights, s.name + ".conv.weight", {s.out, s.in, s.height, s.width}),
            {norm("weight"), norm("bias"), norm("running_mean"), norm("running_var")});
    });
    classifier_ = weight_of(weights, "fc.weight", {kClasses, kPooled}).clone();
}

InceptionV3::InceptionV3(std::uint64_t seed)
{
    const at::NoGradGuard no_grad;
    auto random = at::detail::createCPUGenerator(seed);
    const auto draw = [&random](at::IntArrayRef shape, double fan_in) {
        return at::randn(shape, random) * std::sqrt(2.0 / fan_in);
    };
    build([&draw](const ConvolutionShape& s) {
        return FoldedConvolution{
            draw({s.out, s.in, s.height, s.width}, double(s.in * s.height * s.width)),
            at::zeros({s.out})};
    });
    classifier_ = draw({kClasses, kPooled}, double(kPooled));
}

Features InceptionV3::operator()(const at::Tensor& pictures) const
{
    const at::NoGradGuard no_grad;
    const Pass pass(*this);
    auto x = resize_tensorflow1(pictures.to(at::kFloat), kSide, kSide);
    x = ((x - 128.0) / 128.0).contiguous(at::MemoryFormat::ChannelsLast);
    x = pass.stem(x);
    for (const auto* name : {"Mixed_5b", "Mixed_5c", "Mixed_5d"})
        x = pass.block_a(x, name);
    x = pass.block_b(x, "Mixed_6a");
    for (const auto* name : {"Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e"})
        x = pass.block_c(x, name);
    x = pass.block_d(x, "Mixed_7a");
    x = pass.block_e(x, "Mixed_7b", false);
    x = pass.block_e(x, "Mixed_7c", true);
    const auto pooled = x.mean({2, 3});
    return {pooled, at::linear(pooled, classifier_)};
}

}  // namespace ldm::metric
