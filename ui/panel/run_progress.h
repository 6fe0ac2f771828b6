// SPDX-License-Identifier: MIT
#pragma once

#include "job/job_queue.h"

#include <QProgressBar>
#include <QTimer>

namespace sfumato {

/// How far the queue's running job is, for the eye and for screen readers. Jobs that are done in a
/// moment do not show it.
class RunProgress : public QProgressBar {
    Q_OBJECT

public:
    explicit RunProgress(JobQueue& queue, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {96, QProgressBar::sizeHint().height()}; }
    QSize minimumSizeHint() const override { return {48, 4}; }

private:
    void begin();
    void follow(int job, const StepUpdate& update);
    void end();

    QTimer m_patience;
};

}  // namespace sfumato
