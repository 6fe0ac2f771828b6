// SPDX-License-Identifier: MIT
#include "nn/unet.h"
#include "ldm/error.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace ldm;

class UnetTest : public QObject {
    Q_OBJECT

private:
    static nn::UnetConfig small()
    {
        nn::UnetConfig c;
        c.in_channels = 4;
        c.out_channels = 3;
        c.model_channels = 32;
        c.num_res_blocks = 1;
        c.channel_mult = {1, 2};
        c.attention_resolutions = {2};
        c.num_heads = 4;
        return c;
    }

    // The i-th way of building one.
    static nn::UnetConfig variant(int i)
    {
        auto c = small();
        c.use_scale_shift_norm = c.resblock_updown = i == 1;
        c.use_spatial_transformer = i == 2;
        c.context_dim = i == 2 ? 8 : 0;
        c.num_classes = i == 3 ? 5 : 0;
        c.use_new_attention_order = i == 4;
        c.n_embed = i == 5 ? 7 : 0;
        c.conv_resample = i != 6;
        return c;
    }

    static nn::Unet filled(const nn::UnetConfig& config)
    {
        at::manual_seed(3);
        nn::Unet unet(config);
        nn::reset_parameters(*unet);
        const at::NoGradGuard no_grad;
        for (auto& p : unet->parameters())
            p.add_(0.05 * at::randn_like(p));
        return unet;
    }

    static at::Tensor run(nn::Unet& unet, const at::Tensor& x, const at::Tensor& t)
    {
        const auto& c = unet->config();
        const auto batch = x.size(0);
        at::manual_seed(4);
        at::Tensor context, y;
        if (c.context_dim > 0)
            context = at::randn({1, 6, c.context_dim}).expand({batch, -1, -1});
        if (c.num_classes > 0)
            y = at::full({batch}, 2, at::kLong);
        return unet->forward(x, t, context, y);
    }

    template <typename Action>
    static ErrorCode codeOf(Action action)
    {
        try {
            action();
        } catch (const Error& e) {
            return e.code();
        }
        return ErrorCode::Internal;
    }

private Q_SLOTS:
    void theContextsMeanReachesTheTimeEmbedding()
    {
        auto config = variant(2);
        config.pooled_context = true;
        auto unet = filled(config);
        const auto x = at::randn({1, 4, 8, 8});
        const auto t = at::full({1}, 9, at::kLong);
        const auto tokens = at::randn({1, 6, 8});
        const auto embedding = [&](const at::Tensor& context) {
            nn::UnetTrace trace;
            unet->forward(x, t, context, {}, &trace);
            return trace.emb;
        };
        const auto before = embedding(tokens);
        QVERIFY(at::allclose(before, embedding(tokens.flip(1)), 1e-5, 1e-5));
        QVERIFY(!at::allclose(before, embedding(tokens + 0.5)));
        config.context_dim = 0;
        config.use_spatial_transformer = false;
        QCOMPARE(codeOf([&] { nn::Unet unbuilt(config); }), ErrorCode::BadArgument);
    }

    void answersInTheSizeOfItsInput_data()
    {
        QTest::addColumn<int>("variantIndex");
        const char* names[] = {"plain",          "scale-shift, up and down", "cross-attention",
                               "class labels",   "new attention order",      "codebook ids",
                               "pooled resample"};
        for (int i = 0; i < int(std::size(names)); ++i)
            QTest::newRow(names[i]) << i;
    }

    void answersInTheSizeOfItsInput()
    {
        QFETCH(int, variantIndex);
        const at::NoGradGuard no_grad;
        auto unet = filled(variant(variantIndex));
        const auto x = at::randn({2, 4, 8, 12});
        const auto t = at::tensor({3, 900}, at::kLong);
        const auto y = run(unet, x, t);
        const int channels = unet->config().n_embed > 0 ? 7 : 3;
        QVERIFY(y.sizes() == at::IntArrayRef({2, channels, 8, 12}));
        QVERIFY(at::isfinite(y).all().item<bool>());
        // Pictures of a batch do not know of each other.
        for (int b = 0; b < 2; ++b) {
            const auto alone = run(unet, x.narrow(0, b, 1), t.narrow(0, b, 1));
            QVERIFY(at::allclose(alone[0], y[b], 1e-4, 1e-4));
        }
        QVERIFY(!at::allclose(run(unet, x, t), run(unet, x, t + 50), 1e-4, 1e-4));
    }

    void gradientsReachEveryParameter()
    {
        auto unet = filled(variant(2));
        run(unet, at::randn({1, 4, 8, 8}), at::tensor({7}, at::kLong)).square().mean().backward();
        for (const auto& item : unet->named_parameters()) {
            QVERIFY2(item.value().grad().defined(), item.key().c_str());
            QVERIFY2(at::isfinite(item.value().grad()).all().item<bool>(), item.key().c_str());
        }
    }

    void aFreshNetworkAnswersZero()
    {
        nn::Unet unet(small());
        nn::reset_parameters(*unet);
        const auto y = run(unet, at::randn({1, 4, 4, 4}), at::tensor({1}, at::kLong));
        QCOMPARE(y.abs().max().item<float>(), 0.0f);
    }

    void isBuiltWithoutMemory()
    {
        auto c = small();
        c.model_channels = 4096;
        const nn::Unet unet(c);
        for (const auto& p : unet->parameters())
            QVERIFY(p.is_meta());
    }

    void bf16StaysNearFp32()
    {
        const at::NoGradGuard no_grad;
        auto unet = filled(small());
        const auto x = at::randn({1, 4, 8, 8});
        const auto t = at::tensor({40}, at::kLong);
        const auto exact = run(unet, x, t);
        nn::prepare_for_inference(*unet, at::kBFloat16);
        const auto fast = run(unet, x.contiguous(at::MemoryFormat::ChannelsLast), t).to(at::kFloat);
        const double error = (fast - exact).norm().item<double>() / exact.norm().item<double>();
        QVERIFY2(error < 0.03, qPrintable(QString::number(error)));
    }

    void unfittingInputsAreRefused()
    {
        auto unet = filled(variant(2));
        const auto t = at::tensor({1}, at::kLong);
        const auto context = at::zeros({1, 6, 8});
        const auto shape = ErrorCode::ShapeMismatch;
        QCOMPARE(codeOf([&] { unet->forward(at::zeros({1, 3, 8, 8}), t, context); }), shape);
        QCOMPARE(codeOf([&] { unet->forward(at::zeros({2, 4, 8, 8}), t, context); }), shape);
        QCOMPARE(codeOf([&] { unet->forward(at::zeros({1, 4, 8, 8}), t); }), shape);
    }

    void aKeptContextAnswersAsAFreshOne()
    {
        auto unet = filled(variant(2));
        const at::NoGradGuard no_grad;
        const auto t = at::full({2}, 7, at::kLong);
        const auto first = at::randn({2, 6, 8}), second = at::randn({2, 6, 8});
        nn::ContextCache cache;
        for (const auto& context : {first, first, second, first}) {
            const auto x = at::randn({2, 4, 8, 8});
            const auto fresh = unet->forward(x, t, context);
            QVERIFY(at::equal(unet->forward(x, t, {context, &cache}), fresh));
        }
    }

    void unbuildableConfigurationsAreRefused()
    {
        const auto bad = [](auto change) {
            auto c = small();
            change(c);
            return codeOf([&] { nn::Unet unet(c); });
        };
        const auto wrong = ErrorCode::BadArgument;
        QCOMPARE(bad([](auto& c) { c.model_channels = 0; }), wrong);
        QCOMPARE(bad([](auto& c) { c.model_channels = 48; }), wrong);  // 32 groups do not fit
        QCOMPARE(bad([](auto& c) { c.channel_mult.clear(); }), wrong);
        QCOMPARE(bad([](auto& c) { c.num_heads = -1; }), wrong);
        QCOMPARE(bad([](auto& c) { c.use_spatial_transformer = true; }), wrong);
        QCOMPARE(bad([](auto& c) { c.context_dim = 8; }), wrong);
    }
};

QTEST_APPLESS_MAIN(UnetTest)
#include "unet_test.moc"
