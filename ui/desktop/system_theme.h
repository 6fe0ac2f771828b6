// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/desktop_bus.h"

#include <QObject>

#include <optional>

namespace sfumato {

/// Whether the desktop is dark, as its settings portal says; Qt 6.4 does not know.
class SystemTheme : public QObject {
    Q_OBJECT

public:
    explicit SystemTheme(DesktopBus& bus, QObject* parent = nullptr);

    /// Nothing where the desktop has not said.
    std::optional<bool> isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private:
    void take(const QVariant& value);

    std::optional<bool> m_dark;
};

}  // namespace sfumato
