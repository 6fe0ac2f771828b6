// SPDX-License-Identifier: MIT
#include "job/outcome.h"

#include <QCoreApplication>

namespace sfumato {

namespace {

QString timeLeft(double seconds)
{
    if (seconds < 100.0)
        return QCoreApplication::translate("Progress", "%1 s left")
            .arg(seconds, 0, 'f', seconds < 10.0 ? 1 : 0);
    return QCoreApplication::translate("Progress", "%1 min left").arg(qRound(seconds / 60.0));
}

}  // namespace

QString progressText(const StepUpdate& update)
{
    if (update.loading)
        return QCoreApplication::translate("Progress", "loading the model");
    QStringList parts;
    if (update.preparing)
        parts.append(QCoreApplication::translate("Progress", "preparing"));
    else if (update.decoding)
        parts.append(QCoreApplication::translate("Progress", "developing"));
    else
        parts.append(QCoreApplication::translate("Progress", "step %1/%2")
                         .arg(update.parts ? update.step + 1 : update.step)
                         .arg(update.total));
    if (update.parts > 0)
        parts.append(QCoreApplication::translate("Progress", "part %1/%2")
                         .arg(update.part + 1)
                         .arg(update.parts));
    const bool known = update.secondsLeft > 0.0 || (!update.parts && !update.decoding);
    if (known)
        parts.append(timeLeft(update.secondsLeft));
    return parts.join(QCoreApplication::translate("Progress", ", "));
}

}  // namespace sfumato
