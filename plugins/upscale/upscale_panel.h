// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QButtonGroup;
class QLabel;

namespace sfumato {
class ModeContext;
}

namespace sfumato::upscale {

/// How many times larger, and what that comes to.
class UpscalePanel final : public QWidget {
    Q_OBJECT

public:
    UpscalePanel(ModeContext& context, QWidget* parent);

    int scale() const;  ///< 2, 4 or 8
    void setScale(int scale);

private:
    void foresee();

    ModeContext& m_context;
    QButtonGroup* m_scales;
    QLabel* m_outcome;  ///< size and memory of the picture to be
};

}  // namespace sfumato::upscale
