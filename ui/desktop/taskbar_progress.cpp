// SPDX-License-Identifier: MIT
#include "desktop/taskbar_progress.h"

#include <QVariantMap>

#include <cmath>

namespace sfumato {

namespace {

constexpr double kSmallest = 0.01;  // a step that can be seen

}  // namespace

void TaskbarProgress::show(double progress)
{
    if (m_shown >= 0.0 && std::abs(progress - m_shown) < kSmallest)
        return;
    m_shown = progress;
    tell(progress, true);
}

void TaskbarProgress::hide()
{
    if (m_shown < 0.0)
        return;
    m_shown = -1.0;
    tell(0.0, false);
}

void TaskbarProgress::tell(double progress, bool visible)
{
    const QVariantMap state{{QStringLiteral("progress"), progress},
                            {QStringLiteral("progress-visible"), visible}};
    m_bus.tell({{},
                QStringLiteral("/org/sfumato/Sfumato"),
                QStringLiteral("com.canonical.Unity.LauncherEntry"),
                QStringLiteral("Update"),
                {QStringLiteral("application://org.sfumato.Sfumato.desktop"), state}});
}

}  // namespace sfumato
