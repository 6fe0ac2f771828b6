// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>

namespace sfumato {

/// Which tool each pointer had in hand last: mouse, pen tip, eraser end and finger keep their own.
class PointerMemory {
public:
    /// A tool was taken up with the pointer in use.
    void use(const QString& tool) { m_tools[m_pointer] = tool; }

    /// Another pointer comes. @param eraser  is it an eraser? It begins with the eraser, others
    /// with the tool that is in use.
    /// @return the tool to take up
    QString change(const QString& pointer, bool eraser);

private:
    QString m_pointer;
    QHash<QString, QString> m_tools;
};

}  // namespace sfumato
