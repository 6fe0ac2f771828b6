// SPDX-License-Identifier: MIT
#include "progress_bar.h"

#include "cli.h"

#include <unistd.h>

#include <cstdio>

namespace sfumato::cli {

namespace {

const char* name_of(ldm::Phase phase)
{
    switch (phase) {
    case ldm::Phase::Loading: return "loading";
    case ldm::Phase::Preparing: return "preparing";
    case ldm::Phase::Sampling: return "sampling";
    case ldm::Phase::Decoding: return "decoding";
    }
    return "";
}

}  // namespace

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
        draw(event.phase, event.total > 0 ? double(event.step) / event.total : 0.0,
             std::to_string(event.step) + '/' + std::to_string(event.total), event.seconds_left);
    if (event.preview && !previews_.empty())
        save_preview(event);
    if (event.preview && film_)
        film_->push_back(event.preview);
    return interrupted() ? ldm::Verdict::Cancel : ldm::Verdict::Continue;
}

void ProgressBar::on_part(const ldm::PartEvent& event)
{
    if (json_) {
        std::printf(
            "{\"phase\": \"%s\", \"step\": %d, \"total\": %d, \"part\": %lld, \"parts\": %lld, "
            "\"seconds\": %.3f, \"seconds_left\": %.3f}\n",
            name_of(event.phase), event.step, event.total, static_cast<long long>(event.part),
            static_cast<long long>(event.parts), event.seconds, event.seconds_left);
        std::fflush(stdout);
    } else if (terminal_) {
        draw(event.phase, double(event.part) / double(event.parts),
             "part " + std::to_string(event.part) + '/' + std::to_string(event.parts),
             event.seconds_left);
    }
}

void ProgressBar::draw(ldm::Phase phase, double share, const std::string& count,
                       double seconds_left)
{
    constexpr int kWidth = 30;
    std::string bar(size_t(kWidth * share), '#');
    bar.resize(kWidth, '.');
    std::fprintf(stderr, "\r%-9s [%s] %s  %.1f s left   ", name_of(phase), bar.c_str(),
                 count.c_str(), seconds_left);
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
