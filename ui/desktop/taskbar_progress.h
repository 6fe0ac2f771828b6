// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/desktop_bus.h"

namespace sfumato {

/// How far a picture is, on the program's icon in docks and taskbars that show it.
class TaskbarProgress {
public:
    explicit TaskbarProgress(DesktopBus& bus) : m_bus(bus) {}
    ~TaskbarProgress() { hide(); }

    /// @param progress  0 … 1
    void show(double progress);
    void hide();

private:
    void tell(double progress, bool visible);

    DesktopBus& m_bus;
    double m_shown = -1.0;  ///< negative = hidden
};

}  // namespace sfumato
