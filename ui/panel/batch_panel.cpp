// SPDX-License-Identifier: MIT
#include "panel/batch_panel.h"

#include "settings/sentences.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace sfumato {

namespace {

using State = UpscaleBatch::State;

constexpr int kParts = 20;  // of a photo that the progress tells apart

QString textOf(const UpscaleBatch::Entry& entry)
{
    switch (entry.state) {
    case State::Waiting: return BatchPanel::tr("waiting");
    case State::Running:
        return entry.progress.total > 0 || entry.progress.parts > 0 ? progressText(entry.progress)
                                                                    : BatchPanel::tr("opening");
    case State::Saving: return BatchPanel::tr("saving");
    case State::Done: return BatchPanel::tr("done");
    case State::Failed: return BatchPanel::tr("failed");
    case State::Stopped: break;
    }
    return BatchPanel::tr("stopped");
}

QString signOf(State state)
{
    switch (state) {
    case State::Running:
    case State::Saving: return QStringLiteral("▶ ");
    case State::Done: return QStringLiteral("✓ ");
    case State::Failed: return QStringLiteral("⚠ ");
    case State::Waiting:
    case State::Stopped: break;
    }
    return {};
}

QString timeLeft(double seconds)
{
    if (seconds <= 0.0)
        return BatchPanel::tr("Measuring how long it takes…");
    return seconds < 90 ? BatchPanel::tr("About %1 s left.").arg(qMax(1, qRound(seconds)))
                        : BatchPanel::tr("About %1 min left.").arg(qRound(seconds / 60));
}

}  // namespace

BatchPanel::BatchPanel(UpscaleBatch& batch, QWidget* parent)
    : QWidget(parent),
      m_batch(batch),
      m_list(new QTreeWidget),
      m_summary(new QLabel),
      m_progress(new QProgressBar)
{
    m_list->setHeaderLabels({tr("Photo"), tr("State"), tr("Result")});
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setAccessibleName(tr("Photos to enlarge"));
    m_list->setToolTip(tr("Each result is saved beside its photo; double-click one to open it"));
    for (const int column : {0, 1})
        m_list->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_summary->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("batchSummary"));
    m_progress->setAccessibleName(tr("Progress of the batch"));
    m_progress->setToolTip(tr("How many of the photos are done"));
    m_progress->setTextVisible(false);
    auto* row = new QHBoxLayout;
    const auto button = [&](const QString& text, const QString& tip) {
        auto* b = new QPushButton(text);
        b->setToolTip(tip);
        row->addWidget(b);
        return b;
    };
    auto* photos = button(tr("Add photos…"), tr("Enlarges them with the settings of this mode"));
    auto* folder = button(tr("Add a folder…"), tr("All photos in it; results of before are left "
                                                  "out"));
    m_stop = button(tr("Stop"), tr("Ends the photo at hand at its next part; nothing half is "
                                   "saved"));
    m_retry = button(tr("Try again"), tr("Those that failed or were stopped"));
    m_clear = button(tr("Clear"), tr("Empties this list; files stay"));
    row->insertStretch(2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 8);
    layout->addWidget(m_summary);
    layout->addWidget(m_progress);
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    connect(photos, &QPushButton::clicked, this, &BatchPanel::photosWanted);
    connect(folder, &QPushButton::clicked, this, &BatchPanel::folderWanted);
    connect(m_stop, &QPushButton::clicked, &batch, &UpscaleBatch::stop);
    connect(m_retry, &QPushButton::clicked, &batch, &UpscaleBatch::retry);
    connect(m_clear, &QPushButton::clicked, &batch, &UpscaleBatch::clear);
    connect(&batch, &UpscaleBatch::rowsChanged, this, &BatchPanel::fill);
    connect(&batch, &UpscaleBatch::changed, this, &BatchPanel::showRow);
    connect(&batch, &UpscaleBatch::foreseen, this, &BatchPanel::showSummary);
    connect(&batch, &UpscaleBatch::finished, this, &BatchPanel::showSummary);
    connect(m_list, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const auto& entry = m_batch.entries()[m_list->indexOfTopLevelItem(item)];
        if (entry.state == State::Done)
            Q_EMIT resultWanted(entry.text);
    });
    fill();
}

void BatchPanel::fill()
{
    m_list->clear();
    for (const auto& entry : m_batch.entries())
        new QTreeWidgetItem(m_list, {QFileInfo(entry.path).fileName()});
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        showRow(i);
    showSummary();
}

void BatchPanel::showRow(int row)
{
    auto* item = m_list->topLevelItem(row);
    if (!item)
        return;
    const auto& entry = m_batch.entries()[row];
    item->setText(1, signOf(entry.state) + textOf(entry));
    const QString result =
        entry.state == State::Done ? QFileInfo(entry.text).fileName() : entry.text;
    item->setText(2, result);
    item->setToolTip(0, entry.path);
    item->setToolTip(2, entry.text);
    if (entry.state == State::Running)
        m_list->scrollToItem(item);
    showSummary();
}

void BatchPanel::showSummary()
{
    int done = 0, failed = 0, stopped = 0;
    double share = 0.0;  // of the photo under way
    for (const auto& entry : m_batch.entries()) {
        if (entry.state == State::Running)
            share = entry.progress.progress();
        else if (entry.state == State::Saving)
            share = 1.0;
        done += entry.state == State::Done;
        failed += entry.state == State::Failed;
        stopped += entry.state == State::Stopped;
    }
    const int all = int(m_batch.entries().size());
    m_summary->setText(
        joinedSentences({all == 0 ? tr("Drop photos or a folder on “Upscale”, or add them here.")
                                  : tr("%1 of %2 done.").arg(done).arg(all),
                         failed > 0 ? tr("%n failed.", nullptr, failed) : QString(),
                         m_batch.isRunning() ? timeLeft(m_batch.secondsLeft()) : QString()}));
    m_progress->setVisible(m_batch.isRunning());
    m_progress->setRange(0, qMax(1, all * kParts));
    m_progress->setValue(qRound((done + failed + stopped + share) * kParts));
    m_stop->setEnabled(m_batch.isRunning());
    m_retry->setEnabled(failed + stopped > 0);
    m_clear->setEnabled(all > 0);
}

}  // namespace sfumato
