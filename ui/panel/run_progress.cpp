// SPDX-License-Identifier: MIT
#include "panel/run_progress.h"

namespace sfumato {

namespace {

constexpr int kMoment = 400;  // ms

}  // namespace

RunProgress::RunProgress(JobQueue& queue, QWidget* parent) : QProgressBar(parent)
{
    setObjectName(QStringLiteral("runProgress"));
    setAccessibleName(tr("Progress"));
    setToolTip(tr("How far the picture is that is being made"));
    setRange(0, 100);
    setTextVisible(false);
    auto policy = QSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    policy.setRetainSizeWhenHidden(true);  // what stands beside it stays there
    setSizePolicy(policy);
    hide();
    m_patience.setSingleShot(true);
    m_patience.setInterval(kMoment);
    connect(&m_patience, &QTimer::timeout, this, &QWidget::show);
    connect(&queue, &JobQueue::started, this, &RunProgress::begin);
    connect(&queue, &JobQueue::stepped, this, &RunProgress::follow);
    connect(&queue, &JobQueue::idle, this, &RunProgress::end);
}

void RunProgress::begin()
{
    setValue(0);
    if (!isVisible() && !m_patience.isActive())
        m_patience.start();
}

void RunProgress::follow(int, const StepUpdate& update)
{
    if (!update.loading)
        setValue(int(100.0 * update.progress()));
}

void RunProgress::end()
{
    m_patience.stop();
    hide();
}

}  // namespace sfumato
