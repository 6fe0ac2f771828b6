// SPDX-License-Identifier: MIT
#pragma once

#include "job/job_queue.h"

#include <QWidget>

class QListWidget;
class QToolButton;

namespace sfumato {

/// What is being made and what waits: order, progress, ways to end it.
class QueuePanel : public QWidget {
    Q_OBJECT

public:
    explicit QueuePanel(JobQueue& queue, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {300, 104}; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void showProgress(int job, const StepUpdate& update);
    void showButtons();
    int chosen() const;
    QToolButton* addButton(const QString& icon, const QString& text, const QString& tip,
                           std::function<void()> run);

    JobQueue& m_queue;
    QListWidget* m_list;
    QToolButton *m_up, *m_down, *m_cancel, *m_finish;
    QString m_progress;  ///< of the running job
};

}  // namespace sfumato
