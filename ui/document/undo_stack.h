// SPDX-License-Identifier: MIT
#pragma once

#include <QUndoStack>

namespace sfumato {

/// A command that knows its memory and can give it up.
class MemoryCommand : public QUndoCommand {
public:
    using QUndoCommand::QUndoCommand;

    /// Bytes held for undoing and redoing.
    virtual qsizetype bytes() const = 0;

    /// Frees them; the command can no longer be undone and becomes obsolete.
    virtual void release() = 0;
};

/// An undo stack without a limit on steps but with one on memory: the oldest steps are forgotten.
class UndoStack : public QUndoStack {
    Q_OBJECT

public:
    explicit UndoStack(QObject* parent = nullptr) : QUndoStack(parent) {}

    /// Takes ownership, runs the command and forgets old ones while over the budget.
    void pushCommand(MemoryCommand* command);

    void setBudget(qsizetype bytes) { m_budget = bytes; }
    qsizetype budget() const { return m_budget; }

    /// Bytes held by all commands.
    qsizetype bytes() const;

private:
    qsizetype m_budget = qsizetype(512) * 1024 * 1024;
};

}  // namespace sfumato
