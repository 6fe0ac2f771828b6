// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

#include <optional>

class QApplication;

namespace sfumato {

enum class ThemeKind { System, Light, Dark };

/// Neutral greys that do not tint what is painted, one accent. Sets palette and style sheet.
/// @param systemDark  what the desktop says of itself; nothing = judged by the palette at the start
void applyTheme(QApplication& application, ThemeKind kind, std::optional<bool> systemDark = {});

/// The colours of a theme, as they are set.
QPalette themePalette(bool dark);

/// Text that stands back, such as the status bar's.
QColor faintText(bool dark);

/// One of our own icons (resource `:/icons/NAME.svg`), drawn in the text colour.
QIcon themedIcon(const QString& name);

}  // namespace sfumato
