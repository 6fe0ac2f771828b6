// SPDX-License-Identifier: MIT
#pragma once

#include "tool/tool.h"

namespace sfumato {

/// Floods the area under the pointer with the label in use; Shift replaces that label everywhere.
class FillTool final : public Tool {
public:
    using Tool::Tool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;
    void press(const ToolEvent& event) override;
};

/// Takes up the label under the pointer.
class PickerTool final : public Tool {
public:
    using Tool::Tool;

    QString id() const override;
    QString text() const override;
    QString status() const override;
    QKeySequence shortcut() const override;
    void press(const ToolEvent& event) override;
    void move(const ToolEvent& event) override;
};

}  // namespace sfumato
