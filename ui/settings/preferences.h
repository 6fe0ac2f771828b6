// SPDX-License-Identifier: MIT
#pragma once

#include "settings/setting.h"

namespace sfumato {

// What can be chosen under Edit > Preferences. Keys are `area/camelCase`.

// The engine is made anew when one of these changes.
inline constexpr Setting<QString> kDevice{"engine/device", "auto"};
inline constexpr Setting<int> kMemoryMegabytes{"engine/memoryMegabytes", 0};  ///< 0 = half
inline constexpr Setting<int> kThreads{"engine/threads", 0};  ///< 0 = one a physical core
inline constexpr Setting<QStringList> kModelFolders{"engine/modelFolders", nullptr};

/// Of new pictures: "auto", "fp32", "bf16".
inline constexpr Setting<QString> kPrecision{"engine/precision", "auto"};

inline constexpr Setting<bool> kPreviews{"job/previews", true};
inline constexpr Setting<int> kPreviewsPerSecond{"job/previewsPerSecond", 0};  ///< 0 = each step

inline constexpr Setting<QString> kPictureFolder{"files/saveFolder", ""};  ///< empty = the system's
inline constexpr Setting<int> kAutosaveSeconds{"files/autosaveSeconds", 8};

inline constexpr Setting<int> kTheme{"window/theme", 0};             ///< ThemeKind
inline constexpr Setting<QString> kLanguage{"window/language", ""};  ///< empty = the system's

inline constexpr Setting<bool> kKritaKeys{"keys/krita", false};
inline constexpr Setting<bool> kWheelScrolls{"canvas/wheelScrolls", false};
inline constexpr Setting<bool> kNotify{"desktop/notify", true};

/// The first start's callouts have been seen.
inline constexpr Setting<bool> kIntroduced{"help/introduced", false};

/// Puts everything that the dialog offers back to its default.
void resetPreferences(QSettings& store);

}  // namespace sfumato
