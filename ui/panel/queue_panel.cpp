// SPDX-License-Identifier: MIT
#include "panel/queue_panel.h"

#include "theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace sfumato {

namespace {

constexpr int kJob = Qt::UserRole;

QString describe(const ldm::Recipe& recipe)
{
    return QueuePanel::tr("%1 · %2×%3 · %n step(s) · seed %4", nullptr, recipe.steps)
        .arg(QString::fromStdString(recipe.model))
        .arg(recipe.width)
        .arg(recipe.height)
        .arg(recipe.seed);
}

}  // namespace

QueuePanel::QueuePanel(JobQueue& queue, QWidget* parent)
    : QWidget(parent), m_queue(queue), m_list(new QListWidget)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_list->setAccessibleName(tr("Queue"));
    m_list->setToolTip(
        tr("What is being made and what waits; Delete ends one, Alt+arrows move it"));
    m_list->installEventFilter(this);
    layout->addWidget(m_list, 1);
    auto* buttons = new QVBoxLayout;
    layout->addLayout(buttons);
    m_up = addButton(QStringLiteral("up"), tr("Earlier"), tr("Make it earlier (Alt+Up)"),
                     [this] { m_queue.move(chosen(), -1); });
    m_down = addButton(QStringLiteral("down"), tr("Later"), tr("Make it later (Alt+Down)"),
                       [this] { m_queue.move(chosen(), +1); });
    m_cancel = addButton(QStringLiteral("close"), tr("End"),
                         tr("End it: at once if it waits, within one step if it runs (Delete)"),
                         [this] { m_queue.cancel(chosen()); });
    m_finish = addButton(QStringLiteral("finish"), tr("Finish this one"),
                         tr("Finish the picture that is forming and drop all that wait"),
                         [this] { m_queue.dropWaiting(); });
    for (auto* button : {m_up, m_down, m_cancel, m_finish})
        buttons->addWidget(button);
    buttons->addStretch();
    connect(&m_queue, &JobQueue::queueChanged, this, &QueuePanel::refresh);
    connect(&m_queue, &JobQueue::stepped, this, &QueuePanel::showProgress);
    connect(m_list, &QListWidget::currentRowChanged, this, &QueuePanel::showButtons);
    refresh();
}

QToolButton* QueuePanel::addButton(const QString& icon, const QString& text, const QString& tip,
                                   std::function<void()> run)
{
    auto* button = new QToolButton;
    button->setIcon(themedIcon(icon));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    connect(button, &QToolButton::clicked, this, std::move(run));
    return button;
}

int QueuePanel::chosen() const
{
    const auto* item = m_list->currentItem();
    return item ? item->data(kJob).toInt() : 0;
}

void QueuePanel::refresh()
{
    const int before = chosen();
    m_list->clear();
    for (const auto& job : m_queue.jobs()) {
        auto* item = new QListWidgetItem(describe(job.recipe), m_list);
        item->setData(kJob, job.id);
        if (job.running) {
            item->setIcon(themedIcon(QStringLiteral("generate")));
            item->setText(item->text() + m_progress);
        }
        if (job.id == before)
            m_list->setCurrentItem(item);
    }
    if (m_list->count() == 0) {
        auto* nothing = new QListWidgetItem(tr("Nothing is waiting."), m_list);
        nothing->setFlags(Qt::NoItemFlags);
    }
    showButtons();
}

void QueuePanel::showProgress(int, const StepUpdate& update)
{
    m_progress = QStringLiteral(" — ") + progressText(update);
    const auto jobs = m_queue.jobs();
    if (auto* item = m_list->item(0); item && !jobs.isEmpty() && jobs.front().running)
        item->setText(describe(jobs.front().recipe) + m_progress);
}

void QueuePanel::showButtons()
{
    const auto jobs = m_queue.jobs();
    const int job = chosen();
    int place = -1, firstWaiting = 0;
    for (int i = 0; i < jobs.size(); ++i) {
        place = jobs[i].id == job ? i : place;
        firstWaiting += jobs[i].running;
    }
    m_up->setEnabled(place > firstWaiting);
    m_down->setEnabled(place >= firstWaiting && place + 1 < jobs.size());
    m_cancel->setEnabled(place >= 0);
    m_finish->setEnabled(jobs.size() > firstWaiting);
    if (firstWaiting == 0)
        m_progress.clear();
}

bool QueuePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool alt = key->modifiers() & Qt::AltModifier;
    if (key->key() == Qt::Key_Delete)
        m_cancel->click();
    else if (alt && key->key() == Qt::Key_Up)
        m_up->click();
    else if (alt && key->key() == Qt::Key_Down)
        m_down->click();
    else
        return QWidget::eventFilter(watched, event);
    return true;
}

}  // namespace sfumato
