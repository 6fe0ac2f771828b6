// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QButtonGroup;

namespace sfumato {
class ModeContext;
}

namespace sfumato::upscale {

/// How many times larger.
class UpscalePanel final : public QWidget {
    Q_OBJECT

public:
    UpscalePanel(ModeContext& context, QWidget* parent);

    int scale() const;  ///< 2, 4 or 8
    void setScale(int scale);

private:
    QButtonGroup* m_scales;
};

}  // namespace sfumato::upscale
