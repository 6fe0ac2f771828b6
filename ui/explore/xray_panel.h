// SPDX-License-Identifier: MIT
#pragma once

#include "job/job_queue.h"

#include <QWidget>

#include <functional>

class QLabel;
class QListWidget;
class QPushButton;

namespace sfumato {

/// Where the words, boxes or the class of a picture act on it: pointing at one shows its place.
class XrayPanel : public QWidget {
    Q_OBJECT

public:
    explicit XrayPanel(JobQueue& queue, QWidget* parent = nullptr);

    /// Gives the recipe of the picture that is shown; null without one.
    void setSource(std::function<std::shared_ptr<const ldm::Picture>()> source);

    /// Asks where each word of the picture acts.
    void look();

    /// Another picture is shown: what is listed is no longer of it.
    void clear();

Q_SIGNALS:
    void pointedAt(const QImage& glow);  ///< null: at nothing

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showAnswer(const AttentionAnswer& answer);
    void point(int row);

    JobQueue& m_queue;
    std::function<std::shared_ptr<const ldm::Picture>()> m_source;
    QListWidget* m_words;
    QPushButton* m_look;
    QLabel* m_hint;
    QList<QImage> m_maps;
    int m_job = 0;
};

/// A map of attention as a glow to be laid over a picture.
QImage attentionGlow(const ldm::Image& map);

}  // namespace sfumato
