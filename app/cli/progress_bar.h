// SPDX-License-Identifier: MIT
#pragma once

#include "cli.h"

#include "ldm/observer.h"

#include <filesystem>
#include <string>

namespace sfumato::cli {

/// Shows a run on the terminal, or as JSON lines; writes previews as PNGs if asked to.
class ProgressBar final : public ldm::Observer {
public:
    ProgressBar(bool json, std::filesystem::path previews);
    ~ProgressBar() override;

    ldm::Verdict on_step(const ldm::StepEvent& event) override;
    bool cancelled() const override { return interrupted(); }
    bool wants_preview(int) const override { return !previews_.empty(); }

private:
    void draw(const ldm::StepEvent& event);
    void save_preview(const ldm::StepEvent& event) const;

    bool json_;
    bool terminal_;
    bool drawn_ = false;
    std::filesystem::path previews_;
};

}  // namespace sfumato::cli
