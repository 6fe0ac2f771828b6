// SPDX-License-Identifier: MIT
#pragma once

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
using Outcome = std::variant<std::shared_ptr<const ldm::Picture>, ldm::Cancelled, Failure>;

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
using JobEvent = std::variant<StepUpdate, Outcome>;

}  // namespace sfumato
