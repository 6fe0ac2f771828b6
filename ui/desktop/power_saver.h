// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/desktop_bus.h"

#include <QObject>

namespace sfumato {

/// Whether the computer saves power, as the desktop's portal says.
class PowerSaver : public QObject {
    Q_OBJECT

public:
    explicit PowerSaver(DesktopBus& bus, QObject* parent = nullptr);

    bool isOn() const { return m_on; }

Q_SIGNALS:
    void changed(bool on);

private:
    void take(const QVariant& value);

    bool m_on = false;
};

}  // namespace sfumato
