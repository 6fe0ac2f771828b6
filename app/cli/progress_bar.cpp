// SPDX-License-Identifier: MIT
#include "progress_bar.h"

#include "cli.h"

#include <unistd.h>

#include <cstdio>

namespace sfumato::cli {

ProgressBar::ProgressBar(bool json, std::filesystem::path previews, Frames* film)
    : json_(json),
      terminal_(isatty(STDERR_FILENO) != 0),
      previews_(std::move(previews)),
      film_(film)
{
    if (!previews_.empty())
        std::filesystem::create_directories(previews_);
}

ProgressBar::~ProgressBar()
{
    if (drawn_)
        std::fputc('\n', stderr);
}

ldm::Verdict ProgressBar::on_step(const ldm::StepEvent& event)
{
    if (json_ && event.phase == ldm::Phase::Sampling)
        std::printf("{\"step\": %d, \"total\": %d, \"seconds\": %.3f, \"seconds_left\": %.3f}\n",
                    event.step, event.total, event.seconds, event.seconds_left);
    else if (terminal_)
        draw(event);
    if (event.preview && !previews_.empty())
        save_preview(event);
    if (event.preview && film_)
        film_->push_back(event.preview);
    return interrupted() ? ldm::Verdict::Cancel : ldm::Verdict::Continue;
}

void ProgressBar::draw(const ldm::StepEvent& event)
{
    constexpr int kWidth = 30;
    const char* what = event.phase == ldm::Phase::Loading    ? "loading"
                       : event.phase == ldm::Phase::Decoding ? "decoding"
                                                             : "sampling";
    const int filled = event.total > 0 ? kWidth * event.step / event.total : 0;
    std::string bar(size_t(filled), '#');
    bar.resize(kWidth, '.');
    std::fprintf(stderr, "\r%-8s [%s] %d/%d  %.1f s left   ", what, bar.c_str(), event.step,
                 event.total, event.seconds_left);
    std::fflush(stderr);
    drawn_ = true;
}

void ProgressBar::save_preview(const ldm::StepEvent& event) const
{
    char name[32];
    std::snprintf(name, sizeof name, "step-%03d.png", event.step);
    ldm::save_image(*event.preview, previews_ / name);
}

}  // namespace sfumato::cli
