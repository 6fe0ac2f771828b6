// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/desktop_bus.h"

#include <QObject>

namespace sfumato {

/// One notification of the desktop at a time: the portal's, or the older kind where there is none.
class Notifier : public QObject {
    Q_OBJECT

public:
    explicit Notifier(DesktopBus& bus, QObject* parent = nullptr);

    void show(const QString& title, const QString& text);

    /// Takes back what was shown through the portal.
    void withdraw();

private:
    void showOlderKind(const QString& title, const QString& text);

    DesktopBus& m_bus;
    bool m_shown = false;
};

}  // namespace sfumato
