// SPDX-License-Identifier: MIT
#include "tool/pin_tool.h"

#include "tool/tool_context.h"

#include <QCoreApplication>

namespace sfumato {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

}  // namespace

QString PinTool::id() const
{
    return QStringLiteral("pin");
}

QString PinTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Keep this"));
}

QString PinTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool",
        "Brush over what is to stay in the next pictures; Ctrl lets parts go. Shift+drag changes "
        "the size."));
}

QKeySequence PinTool::shortcut() const
{
    return Qt::Key_K;
}

bool PinTool::beginStroke(bool reversed)
{
    m_reversed = reversed;
    context().document()->beginPins();
    return true;
}

void PinTool::dab(QPointF centre, double diameter)
{
    context().document()->paintDisc(centre, diameter, m_reversed ? 0 : 1);
}

}  // namespace sfumato
