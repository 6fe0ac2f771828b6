// SPDX-License-Identifier: MIT
#include "mode/creative_mode.h"

#include "mode/label_names.h"

namespace sfumato {

LabelPalette CreativeMode::palette(const ldm::ModelInfo& model) const
{
    return palette_of(model.labels);
}

LabelPalette palette_of(const std::vector<ldm::LabelInfo>& labels)
{
    LabelPalette palette;
    for (const auto& label : labels)
        palette.append({labelName(label.name), QColor(label.rgb[0], label.rgb[1], label.rgb[2]),
                        QString::fromStdString(label.name)});
    return palette;
}

}  // namespace sfumato
