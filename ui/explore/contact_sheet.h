// SPDX-License-Identifier: MIT
#pragma once

#include "job/job_queue.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace sfumato {

/// Sketches of several seeds side by side, over the canvas: the first few steps of each. One that
/// is chosen goes on to its end, from where its sketch stopped.
class ContactSheet : public QWidget {
    Q_OBJECT

public:
    static constexpr int kSteps = 3;  ///< of a sketch

    /// @param canvas  is covered while the sheet is open
    ContactSheet(JobQueue& queue, QWidget* canvas);

    /// Sketches of a recipe with its seed and those that follow. Opens the sheet; with the same
    /// recipe and number as last time it shows what is there.
    void open(const ldm::Recipe& recipe, int count);

    /// Ends what is still to be sketched and hides the sheet; what is there stays for `open`.
    void leave();

    /// The next seeds.
    void others();

    int count() const { return int(m_cells.size()); }

    /// A sketch as far as it has come; null before its first step.
    QImage sketch(int index) const { return m_cells[size_t(index)].image; }
    const ldm::Recipe& recipe(int index) const { return m_cells[size_t(index)].recipe; }
    bool isComplete() const;

    /// The sketches that are finished.
    QList<QImage> sketches() const;

    void choose(int index);

    /// Where a cell is drawn.
    QRect cellRect(int index) const;

Q_SIGNALS:
    void chosen(const ldm::Recipe& recipe);
    void sketchesChanged();
    void countWanted(int count);
    void failed(const QString& sentence);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Cell {
        ldm::Recipe recipe;
        int job = 0;  ///< 0 = not waiting
        QImage image;
        bool done = false;
    };

    void begin();
    void drop();
    void stepped(int job, const StepUpdate& update);
    void sketched(int job, const Outcome& outcome);
    int cellAt(QPointF place) const;
    int columns() const;
    void select(int index);

    JobQueue& m_queue;
    std::vector<Cell> m_cells;
    QWidget* m_head;
    QLabel* m_text;
    int m_current = -1;
};

}  // namespace sfumato
