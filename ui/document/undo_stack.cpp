// SPDX-License-Identifier: MIT
#include "document/undo_stack.h"

namespace sfumato {

void UndoStack::pushCommand(MemoryCommand* command)
{
    push(command);
    qsizetype total = bytes();
    for (int i = 0; i + 1 < count() && total > m_budget; ++i) {
        // Only MemoryCommands are ever pushed, and the stack hands them out as const.
        auto* oldest = static_cast<MemoryCommand*>(const_cast<QUndoCommand*>(this->command(i)));
        total -= oldest->bytes();
        oldest->release();
    }
}

qsizetype UndoStack::bytes() const
{
    qsizetype total = 0;
    for (int i = 0; i < count(); ++i)
        total += static_cast<const MemoryCommand*>(command(i))->bytes();
    return total;
}

}  // namespace sfumato
