// SPDX-License-Identifier: MIT
#include "metric/random_view.h"

#include <ATen/ATen.h>

#include <array>

namespace ldm::metric {

namespace {

constexpr std::int64_t kMargin = 8;  // trunks want sides that are multiples of it
constexpr std::array<std::array<std::int64_t, 3>, 6> kOrders{
    {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}};

}  // namespace

torch::Tensor random_view(const torch::Tensor& pictures, std::uint64_t bits)
{
    const auto take = [&bits](std::uint64_t bound) {
        const auto value = bits % bound;
        bits /= bound;
        return std::int64_t(value);
    };
    const auto top = take(kMargin), left = take(kMargin);
    auto view = pictures.narrow(2, top, pictures.size(2) - kMargin)
                    .narrow(3, left, pictures.size(3) - kMargin);
    if (take(2))
        view = view.flip({2});
    if (take(2))
        view = view.flip({3});
    if (take(2))
        view = view.transpose(2, 3);
    const auto& order = kOrders[take(2) ? std::size_t(take(kOrders.size())) : 0];
    if (view.size(1) == 3)
        view = at::stack(
            {view.select(1, order[0]), view.select(1, order[1]), view.select(1, order[2])}, 1);
    return view.contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace ldm::metric
