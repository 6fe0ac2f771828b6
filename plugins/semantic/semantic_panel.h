// SPDX-License-Identifier: MIT
#pragma once

#include "mode/label_list.h"

namespace sfumato {
class ModeContext;
}

namespace sfumato::semantic {

/// The labels that the brush paints with.
class SemanticPanel final : public LabelList {
    Q_OBJECT

public:
    SemanticPanel(ModeContext& context, QWidget* parent);
};

}  // namespace sfumato::semantic
