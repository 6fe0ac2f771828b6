// SPDX-License-Identifier: MIT
#pragma once

#include <QProxyStyle>

namespace sfumato {

/// Fusion with boxes to tick and buttons to choose by that can be told from a dark window, too.
class ThemedStyle final : public QProxyStyle {
    Q_OBJECT

public:
    ThemedStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

}  // namespace sfumato
