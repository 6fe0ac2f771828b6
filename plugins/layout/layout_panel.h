// SPDX-License-Identifier: MIT
#pragma once

#include "mode/label_list.h"

namespace sfumato {
class ModeContext;
}

namespace sfumato::layout {

/// The labels that boxes are given.
class LayoutPanel final : public LabelList {
    Q_OBJECT

public:
    LayoutPanel(ModeContext& context, QWidget* parent);
};

}  // namespace sfumato::layout
