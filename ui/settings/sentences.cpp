// SPDX-License-Identifier: MIT
#include "settings/sentences.h"

namespace sfumato {

QString joinedSentences(const QStringList& sentences)
{
    QString all;
    for (const QString& sentence : sentences) {
        if (!all.isEmpty() && !sentence.isEmpty() && !all.endsWith(u'。'))
            all += QLatin1Char(' ');
        all += sentence;
    }
    return all;
}

}  // namespace sfumato
