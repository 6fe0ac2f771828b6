// SPDX-License-Identifier: MIT
#pragma once

#include <ldm/attention.h>
#include <ldm/error.h>
#include <ldm/picture.h>

#include <QImage>
#include <QString>

#include <memory>
#include <variant>

namespace sfumato {

/// A run that went wrong.
struct Failure {
    ldm::ErrorCode code = ldm::ErrorCode::Internal;
    QString sentence;  ///< for the artist
};

/// How a job ended.
template <typename Result>
using Answer = std::variant<std::shared_ptr<const Result>, ldm::Cancelled, Failure>;
using Outcome = Answer<ldm::Picture>;
using ImageAnswer = Answer<ldm::Image>;
using AttentionAnswer = Answer<ldm::Attention>;

/// One step of a running job.
struct StepUpdate {
    bool loading = false;
    bool decoding = false;
    int step = 0;
    int total = 0;
    double secondsLeft = 0.0;
    QImage preview;  ///< null if none was made
};

/// What the generation thread sends.
using JobEvent = std::variant<StepUpdate, Outcome, ImageAnswer, AttentionAnswer>;

}  // namespace sfumato
