// SPDX-License-Identifier: MIT
#include "job/failure_text.h"

#include <QCoreApplication>

namespace sfumato {

namespace {

const char* kindOf(ldm::ErrorCode code)
{
    using ldm::ErrorCode;
    switch (code) {
    case ErrorCode::BadArgument:
        return QT_TRANSLATE_NOOP("Failure", "The picture cannot be made of this.");
    case ErrorCode::ShapeMismatch:
        return QT_TRANSLATE_NOOP("Failure", "The model and what it was given do not fit.");
    case ErrorCode::CheckpointFormat:
        return QT_TRANSLATE_NOOP("Failure", "The model file cannot be read.");
    case ErrorCode::CheckpointKeys:
        return QT_TRANSLATE_NOOP("Failure", "The model file lacks parts of the model.");
    case ErrorCode::File:
        return QT_TRANSLATE_NOOP("Failure", "A file cannot be opened, read or written.");
    case ErrorCode::OutOfMemory:
        return QT_TRANSLATE_NOOP("Failure",
                                 "There is not enough memory; make a smaller picture or close "
                                 "other programs.");
    case ErrorCode::Unsupported:
        return QT_TRANSLATE_NOOP("Failure", "This program cannot do that.");
    case ErrorCode::DeviceLost:
        return QT_TRANSLATE_NOOP("Failure", "The graphics card stopped answering.");
    case ErrorCode::Internal: break;
    }
    return QT_TRANSLATE_NOOP("Failure", "The computation failed.");
}

}  // namespace

QString failureText(ldm::ErrorCode code, const QString& sentence)
{
    const char* kind = kindOf(code);
    const QString translated = QCoreApplication::translate("Failure", kind);
    return translated == QString::fromUtf8(kind) ? sentence
                                                 : translated + QLatin1Char('\n') + sentence;
}

}  // namespace sfumato
