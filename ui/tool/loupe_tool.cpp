// SPDX-License-Identifier: MIT
#include "tool/loupe_tool.h"

#include "tool/tool_context.h"

#include <QCoreApplication>

namespace sfumato {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Tool", text);
}

}  // namespace

QString LoupeTool::id() const
{
    return QStringLiteral("loupe");
}

QString LoupeTool::text() const
{
    return translated(QT_TRANSLATE_NOOP("Tool", "Loupe"));
}

QString LoupeTool::status() const
{
    return translated(QT_TRANSLATE_NOOP(
        "Tool", "Click where it matters: that part is enlarged first, four ways to choose from."));
}

QKeySequence LoupeTool::shortcut() const
{
    return Qt::Key_U;
}

void LoupeTool::clicked(const ToolEvent& event)
{
    Q_EMIT context().loupeWanted(event.position);
}

void LoupeTool::dragged(ToolView& view, QPointF, QPointF by)
{
    view.panBy(by);
}

}  // namespace sfumato
