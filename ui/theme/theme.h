// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QString>

class QApplication;

namespace sfumato {

enum class ThemeKind { System, Light, Dark };

/// Neutral greys that do not tint what is painted, one accent. Sets palette and style sheet.
void applyTheme(QApplication& application, ThemeKind kind);

/// One of our own icons (resource `:/icons/NAME.svg`), drawn in the text colour.
QIcon themedIcon(const QString& name);

}  // namespace sfumato
