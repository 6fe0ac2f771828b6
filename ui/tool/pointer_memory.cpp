// SPDX-License-Identifier: MIT
#include "tool/pointer_memory.h"

namespace sfumato {

QString PointerMemory::change(const QString& pointer, bool eraser)
{
    const QString now = m_tools.value(m_pointer);
    m_pointer = pointer;
    const auto known = m_tools.constFind(pointer);
    if (known != m_tools.constEnd())
        return *known;
    // What an eraser did last is not what a tip that is seen for the first time should do.
    const QString tool = eraser                            ? QStringLiteral("eraser")
                         : now == QStringLiteral("eraser") ? m_tools.value(QString())
                                                           : now;
    m_tools[pointer] = tool;
    return tool;
}

}  // namespace sfumato
