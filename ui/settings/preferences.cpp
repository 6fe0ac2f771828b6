// SPDX-License-Identifier: MIT
#include "settings/preferences.h"

namespace sfumato {

void resetPreferences(QSettings& store)
{
    const auto reset = [&store](const auto&... settings) { (settings.reset(store), ...); };
    reset(kDevice, kMemoryMegabytes, kThreads, kModelFolders, kPrecision, kPreviews,
          kPreviewsPerSecond, kPictureFolder, kAutosaveSeconds, kTheme, kLanguage, kKritaKeys,
          kWheelScrolls, kNotify);
}

}  // namespace sfumato
