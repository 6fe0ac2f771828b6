// SPDX-License-Identifier: MIT
#include "tool/colour_brush_tool.h"

#include "tool/tool_context.h"

#include <QCoreApplication>

#include <cmath>

namespace sfumato {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

}  // namespace

QString ColourBrushTool::id() const
{
    return QStringLiteral("paint");
}

QString ColourBrushTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Colour brush"));
}

QString ColourBrushTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool",
        "Paint the colour onto a paint layer. Ctrl+drag takes paint away, Ctrl+click or Alt picks "
        "a colour, Shift+click draws a line, Shift+drag changes the size."));
}

QKeySequence ColourBrushTool::shortcut() const
{
    return Qt::Key_C;
}

bool ColourBrushTool::beginStroke(bool reversed)
{
    return context().document()->beginPaint(context().colour(), reversed);
}

void ColourBrushTool::dab(QPointF centre, double diameter)
{
    context().document()->paintDab(centre, diameter);
}

void ColourBrushTool::pick(QPointF position)
{
    const auto* document = context().document();
    if (!document)
        return;
    QColor colour =
        document->colourAt({int(std::floor(position.x())), int(std::floor(position.y()))});
    if (!colour.isValid())
        return;
    colour.setAlpha(context().colour().alpha());
    context().setColour(colour);
}

}  // namespace sfumato
