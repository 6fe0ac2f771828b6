// SPDX-License-Identifier: MIT
#pragma once

#include "job/upscale_batch.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace sfumato {

/// The photos of a batch with the state of each.
class BatchPanel : public QWidget {
    Q_OBJECT

public:
    explicit BatchPanel(UpscaleBatch& batch, QWidget* parent = nullptr);

Q_SIGNALS:
    void photosWanted();
    void folderWanted();

    /// A result was double-clicked.
    void resultWanted(const QString& path);

private:
    void fill();
    void showRow(int row);
    void showSummary();

    UpscaleBatch& m_batch;
    QTreeWidget* m_list;
    QLabel* m_summary;
    QProgressBar* m_progress;
    QPushButton* m_stop;
    QPushButton* m_retry;
    QPushButton* m_clear;
};

}  // namespace sfumato
