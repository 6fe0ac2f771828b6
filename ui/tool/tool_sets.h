// SPDX-License-Identifier: MIT
#pragma once

#include "tool/tool.h"

#include <memory>
#include <vector>

namespace sfumato {

using ToolSet = std::vector<std::unique_ptr<Tool>>;

/// For a map of labels: brush, eraser, fills, mover, picker, colour brush; and the view's.
ToolSet mapTools(ToolContext& context);

/// For a hole in a photo: mask brush, eraser, fills, mover, colour brush; and the view's.
ToolSet holeTools(ToolContext& context);

/// For boxes; the colour brush and the view's. Choosing a label while boxes are chosen renames
/// them.
ToolSet boxTools(ToolContext& context);

/// Where a photo or a picture is all there is: hand, zoom, the colour brush.
ToolSet photoTools(ToolContext& context);

/// For a photo that is to be enlarged: the loupe and those for photos.
ToolSet enlargeTools(ToolContext& context);

/// Where words or chance make the picture: the same, and what keeps parts of it.
ToolSet sceneTools(ToolContext& context);

/// Hand and zoom.
ToolSet viewTools(ToolContext& context);

}  // namespace sfumato
