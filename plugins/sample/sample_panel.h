// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace sfumato {
class ModeContext;
}

namespace sfumato::sample {

/// The classes of the model, where it has any.
class SamplePanel final : public QWidget {
    Q_OBJECT

public:
    SamplePanel(ModeContext& context, QWidget* parent);
};

}  // namespace sfumato::sample
