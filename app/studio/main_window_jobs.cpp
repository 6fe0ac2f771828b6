// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "document_tabs.h"
#include "job/image_conversion.h"
#include "model_watch.h"
#include "rooms.h"

#include <QLabel>

namespace sfumato {

// The way of a generation through the window.

void MainWindow::connectJobs()
{
    connect(&m_queue, &JobQueue::started, this, [this] { setRunning(true); });
    connect(&m_queue, &JobQueue::stepped, this,
            [this](int job, const StepUpdate& update) { jobStepped(job, update); });
    connect(&m_queue, &JobQueue::finished, this,
            [this](int job, const Outcome& outcome) { jobFinished(job, outcome); });
    connect(&m_queue, &JobQueue::idle, this, [this] { setRunning(false); });
    connect(&m_queue, &JobQueue::pausedChanged, m_pauseAction, &QAction::setChecked);
}

void MainWindow::generate(bool first)
{
    auto& mode = m_current->mode();
    if (!mode.obstacle().isEmpty()) {
        sayObstacle();
        return;
    }
    if (!picturePanel().seedLocked() && !document().history().isEmpty())
        picturePanel().rollLikeIt();
    m_messages->hide();
    sayOneLabel();
    auto recipe = mode.buildRecipe();
    m_rooms->prepare(recipe);
    run(recipe, first);
}

void MainWindow::run(const ldm::Recipe& recipe, bool first)
{
    m_jobs[m_queue.enqueue(recipe, first)] = m_current;
}

Workspace* MainWindow::ownerOf(int job) const
{
    return m_live->owns(job) ? m_current : m_jobs.value(job).data();
}

void MainWindow::setRunning(bool running)
{
    m_pauseAction->setEnabled(running);
    m_stopAction->setEnabled(running || m_live->isOn());
    if (!running) {
        m_progressText.clear();
        m_canvas->setProgress(-1.0);
        // Of live painting the first look stays until it is settled.
        for (auto* w : m_sessions.workspaces())
            if (w != m_current || !m_live->isOn())
                w->document().setPreview({});
    }
    m_saveAction->setEnabled(document().picture() != nullptr);
    updateTitle();
}

void MainWindow::jobStepped(int job, const StepUpdate& update)
{
    if (m_live->take(job, update) || m_loupe->take(job, update) ||
        m_batch->batch().take(job, update))
        return;
    if (const auto workspace = m_jobs.value(job); workspace && !update.preview.isNull())
        workspace->document().setPreview(update.preview);
    showProgress(m_jobs.value(job), update.progress());
    m_runText->setText(progressText(update));
    m_progressText =
        update.loading ? QString() : QStringLiteral(" — %1/%2").arg(update.step).arg(update.total);
    updateTitle();
}

void MainWindow::jobFinished(int job, const Outcome& outcome)
{
    if (m_live->take(job, outcome))
        return;
    if (const auto* done = std::get_if<Document::PicturePtr>(&outcome))
        m_watch->learn(**done);
    if (m_loupe->take(job, outcome) || m_batch->batch().take(job, outcome))
        return;
    const QPointer<Workspace> workspace = m_jobs.take(job);
    showProgress(workspace, -1.0);
    if (workspace)
        workspace->document().setPreview({});
    if (const auto* done = std::get_if<Document::PicturePtr>(&outcome)) {
        if (workspace)
            takePicture(*workspace, *done);
    } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
        m_runText->clear();
        sayFailure(*failure, workspace ? workspace->picturePanel()->recipe().model : std::string());
    } else {
        m_runText->setText(tr("stopped"));
    }
    setRunning(m_queue.isRunning() && m_queue.waiting() > 0);
}

// Into the document that it was made for, shown or not.
void MainWindow::takePicture(Workspace& workspace, const Document::PicturePtr& made)
{
    const auto& picture = *made;
    auto& document = workspace.document();
    for (auto* w : m_sessions.workspaces())
        w->forecast();
    m_runText->setText(tr("last run %1 s").arg(picture.timings.total, 0, 'f', 1));
    document.setResult(made, pixelsOf(made));
    document.addToHistory(made);
    if (auto* session = m_sessions.sessionOf(&workspace))
        m_tabs->setNews(*session);
    if (!picture.notes.empty())
        m_messages->show(QString::fromStdString(picture.notes.front()));
}

// On the canvas if it is what is seen there, else on the tab.
void MainWindow::showProgress(const Workspace* workspace, double progress)
{
    m_canvas->setProgress(workspace == m_current ? progress : -1.0);
    if (auto* session = m_sessions.sessionOf(workspace))
        m_tabs->setProgress(*session, progress);
}

void MainWindow::showPicture(Document::PicturePtr picture)
{
    if (picture != document().picture())
        document().setResult(picture, pixelsOf(picture));
}

}  // namespace sfumato
