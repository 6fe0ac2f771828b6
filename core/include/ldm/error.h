// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace ldm {

/// What kind of thing went wrong. The window shows a translated text for the code and keeps
/// the sentence of the error as its detail.
enum class ErrorCode {
    BadArgument,       ///< a parameter, recipe, map or picture is not usable
    ShapeMismatch,     ///< a tensor has another shape than the module needs
    CheckpointFormat,  ///< a model file cannot be read
    CheckpointKeys,    ///< a model file lacks tensors or has them in another shape
    File,              ///< a file cannot be opened, read or written
    OutOfMemory,
    Unsupported,  ///< understood, but not something this build can do
    DeviceLost,   ///< the graphics card stopped answering
    Internal,     ///< a defect of the program
};

/// The one exception type that leaves `ldm`.
/// `what()` is one English sentence for the artist: what is wrong and what to do.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& sentence, std::string subject = {})
        : std::runtime_error(sentence), code_(code), subject_(std::move(subject))
    {
    }

    ErrorCode code() const { return code_; }

    /// The file or parameter at fault; may be empty.
    const std::string& subject() const { return subject_; }

private:
    ErrorCode code_;
    std::string subject_;
};

/// Thrown when the observer answered Verdict::Cancel. Not an Error: nothing went wrong.
struct Cancelled {};

}  // namespace ldm
