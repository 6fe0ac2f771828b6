// SPDX-License-Identifier: MIT
#include "document_commands.h"
#include "document_tabs.h"
#include "main_window.h"

#include <QMenu>
#include <QMessageBox>

namespace sfumato {

// The open documents: shown, added, closed.

void MainWindow::connectDocuments()
{
    connect(&m_sessions, &Sessions::shown, this, [this](Session* session) {
        m_messages->hide();
        enter(&session->current());
        checkModels();
    });
    connect(&m_sessions, &Sessions::titleChanged, this, &MainWindow::updateTitle);
    connect(&m_sessions, &Sessions::keepingFailed, this, [this](const QString& sentence) {
        m_messages->show(
            tr("For the case of a crash nothing can be kept at the moment. %1").arg(sentence));
    });
    connect(&m_sessions, &Sessions::removing, this, [this](Session* session) {
        for (const int job : m_jobs.keys())
            if (m_sessions.sessionOf(m_jobs.value(job)) == session) {
                m_jobs.remove(job);
                m_queue.cancel(job);
            }
    });
    connect(m_tabs, &DocumentTabs::newWanted, m_documents, &DocumentCommands::ask);
    connect(m_tabs, &DocumentTabs::closeWanted, this,
            [this](Session* session) { closeDocument(*session); });
    connect(m_tabs, &DocumentTabs::closeOthersWanted, this, [this](Session* kept) {
        for (int i = m_sessions.count() - 1; i >= 0; --i)
            if (&m_sessions.at(i) != kept && !closeDocument(m_sessions.at(i)))
                return;
    });
}

bool MainWindow::closeDocument(Session& session)
{
    if (session.isModified()) {
        m_sessions.show(session);
        const auto answer = QMessageBox::question(
            this, tr("Close the document?"),
            tr("“%1” has changes that are not saved.").arg(session.name()),
            QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
        if (answer == QMessageBox::Save &&
            !(session.path().isEmpty() ? askForProject() : saveProject(session.path())))
            return false;
        if (answer != QMessageBox::Save && answer != QMessageBox::Discard)
            return false;
    }
    m_sessions.remove(session);
    return true;
}

// Shows a document in which a file can be opened in that mode: this one if there is nothing yet in
// that mode. @param alone  nor in any other
void MainWindow::roomFor(const Workspace* workspace, bool alone)
{
    const QString mode = workspace->id();
    const auto& session = m_sessions.current();
    if (!(alone ? session.isUntouched() : session.isUntouched(*session.workspaceOf(mode))))
        m_sessions.show(m_sessions.add());
    setMode(mode);
    if (m_sessions.current().isExample())
        document().clearHistory();
}

}  // namespace sfumato
