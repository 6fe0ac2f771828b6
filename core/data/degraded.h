// SPDX-License-Identifier: MIT
#pragma once

#include "data/dataset.h"
#include "ldm/degrade.h"

#include <memory>

namespace ldm::data {

/// A data set whose examples get a `low_res`: the framed picture made small and bad while training
/// runs, a new way each time (LDM paper, Sec. 4.4; the published ImageNetSR loader).
class Degraded : public Dataset {
public:
    /// @throws Error{BadArgument} for a factor that the kind lacks
    Degraded(std::shared_ptr<const Dataset> inner, DegradeKind kind, int factor);

    std::int64_t size() const override { return inner_->size(); }
    Example read(std::int64_t index, std::uint64_t seed) const override;
    std::vector<std::int64_t> stretches() const override { return inner_->stretches(); }
    std::vector<std::string> notes() const override { return inner_->notes(); }

private:
    std::shared_ptr<const Dataset> inner_;
    DegradeKind kind_;
    int factor_;
};

}  // namespace ldm::data
