// SPDX-License-Identifier: MIT
#pragma once

#include "cli.h"

#include "ldm/observer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sfumato::cli {

/// Shows a run on the terminal, or as JSON lines; writes previews as PNGs and keeps them for a film
/// if asked to.
class ProgressBar final : public ldm::Observer {
public:
    using Frames = std::vector<std::shared_ptr<const ldm::Image>>;

    /// @param film  where previews are put; null: nowhere
    ProgressBar(bool json, std::filesystem::path previews, Frames* film);
    ~ProgressBar() override;

    ldm::Verdict on_step(const ldm::StepEvent& event) override;
    void on_part(const ldm::PartEvent& event) override;
    bool cancelled() const override { return interrupted(); }
    bool wants_preview(int) const override { return film_ || !previews_.empty(); }

private:
    void draw(ldm::Phase phase, double share, const std::string& count, double seconds_left);
    void save_preview(const ldm::StepEvent& event) const;

    bool json_;
    bool terminal_;
    bool drawn_ = false;
    std::filesystem::path previews_;
    Frames* film_;
};

}  // namespace sfumato::cli
