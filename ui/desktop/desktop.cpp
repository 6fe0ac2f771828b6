// SPDX-License-Identifier: MIT
#include "desktop/desktop.h"

#include "job/job_queue.h"

#include <QApplication>
#include <QWidget>

namespace sfumato {

Desktop::Desktop(DesktopBus& bus, JobQueue& queue, QWidget* window, QObject* parent)
    : QObject(parent), m_window(window), m_inhibitor(bus), m_notifier(bus), m_progress(bus)
{
    connect(&queue, &JobQueue::started, this, [this] {
        m_since.start();
        m_inhibitor.begin();
    });
    connect(&queue, &JobQueue::stepped, this, [this](int, const StepUpdate& update) {
        if (!update.loading && update.total > 0)
            m_progress.show(double(update.step) / update.total);
    });
    connect(&queue, &JobQueue::finished, this,
            [this](int, const Outcome& outcome) { finished(outcome); });
    connect(&queue, &JobQueue::idle, this, [this] {
        m_progress.hide();
        m_inhibitor.end();
    });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](auto state) {
        if (state == Qt::ApplicationActive)
            m_notifier.withdraw();
    });
}

void Desktop::finished(const Outcome& outcome)
{
    const bool looking = m_window && m_window->isActiveWindow() && !m_window->isMinimized();
    if (!m_notifies || looking || !m_since.isValid() || m_since.elapsed() < m_long)
        return;
    const double seconds = double(m_since.elapsed()) / 1000.0;
    if (const auto* failure = std::get_if<Failure>(&outcome))
        m_notifier.show(tr("The picture could not be made"), failure->sentence);
    else if (!std::holds_alternative<ldm::Cancelled>(outcome))
        m_notifier.show(tr("The picture is done"),
                        tr("It took %1 s.").arg(QLocale().toString(seconds, 'f', 0)));
}

}  // namespace sfumato
