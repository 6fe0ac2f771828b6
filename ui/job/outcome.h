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

/// How far a running job is: after each step, and some times a second where it works in parts.
struct StepUpdate {
    bool loading = false;
    bool preparing = false;
    bool decoding = false;
    int step = 0;  ///< steps done
    int total = 0;
    qint64 part = 0;   ///< parts done of the step at hand, or of preparing or decoding
    qint64 parts = 0;  ///< 0: at once
    double secondsLeft = 0.0;
    QImage preview;  ///< null if none was made

    /// The share that is done, 0 … 1: of all steps, or of preparing or decoding in parts.
    double progress() const
    {
        const double within = parts > 0 ? double(part) / double(parts) : 0.0;
        if (preparing || (decoding && parts > 0))
            return within;
        return total > 0 ? (step + within) / total : 0.0;
    }
};

/// In words: "step 3/20, 4 s left".
QString progressText(const StepUpdate& update);

/// What the generation thread sends.
using JobEvent = std::variant<StepUpdate, Outcome, ImageAnswer, AttentionAnswer>;

}  // namespace sfumato
