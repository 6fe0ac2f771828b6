// SPDX-License-Identifier: MIT
#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace sfumato {

class NextRun;
class StepDots;
class StepFilm;

/// The steps of the last run as a row of dots below the canvas. Pointing at one or walking along
/// them with the arrow keys shows the picture as it was then; from there another run can go on.
class ScrubStrip : public QWidget {
    Q_OBJECT

public:
    explicit ScrubStrip(QWidget* parent = nullptr);

    /// Whose steps these are, and where a branch is put. Both may be null.
    void setFilm(StepFilm* film, NextRun* next);

    /// The step that is shown; 0 = none.
    int step() const { return m_step; }

    /// Shows a step; 0 = the picture itself again.
    void showStep(int step);
    void back() { walk(-1); }
    void forward() { walk(1); }

    /// The next pictures go on from the step that is shown, else from the middle of the run.
    void branch();

Q_SIGNALS:
    void frameShown(const QImage& frame);  ///< null: the picture itself again

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void walk(int by);
    void refresh();

    QPointer<StepFilm> m_film;
    QPointer<NextRun> m_next;
    StepDots* m_dots;
    QLabel* m_text;
    QToolButton* m_branch;
    QToolButton* m_end;
    int m_step = 0;
};

}  // namespace sfumato
