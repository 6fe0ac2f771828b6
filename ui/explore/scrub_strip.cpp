// SPDX-License-Identifier: MIT
#include "explore/scrub_strip.h"

#include "explore/next_run.h"
#include "explore/step_dots.h"
#include "explore/step_film.h"
#include "theme/theme.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace sfumato {

namespace {

QToolButton* button(const QString& icon, const QString& name)
{
    auto* made = new QToolButton;
    made->setIcon(themedIcon(icon));
    made->setToolTip(name);
    made->setAccessibleName(name);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::TabFocus);  // a click leaves the focus with the dots
    return made;
}

}  // namespace

ScrubStrip::ScrubStrip(QWidget* parent)
    : QWidget(parent),
      m_dots(new StepDots),
      m_text(new QLabel),
      m_branch(button(QStringLiteral("branch"), tr("Branch here"))),
      m_end(button(QStringLiteral("close"), tr("Begin anew: pictures start from noise again")))
{
    setObjectName(QStringLiteral("scrubStrip"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Steps of the last run"));
    setToolTip(
        tr("How the last picture formed: point at a dot to see that step, arrow keys walk."));
    m_branch->setObjectName(QStringLiteral("branchButton"));
    m_branch->setText(tr("Branch here"));
    m_branch->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_branch->setToolTip(
        tr("The next pictures go on from this step, with the map, words, seed and guidance as "
           "they are then"));
    auto* back = button(QStringLiteral("stepback"), tr("One step back"));
    auto* forward = button(QStringLiteral("stepforward"), tr("One step forward"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(4);
    layout->addWidget(back);
    layout->addWidget(m_dots, 1);
    layout->addWidget(forward);
    layout->addWidget(m_text);
    layout->addWidget(m_branch);
    layout->addWidget(m_end);
    connect(back, &QToolButton::clicked, this, &ScrubStrip::back);
    connect(forward, &QToolButton::clicked, this, &ScrubStrip::forward);
    connect(m_branch, &QToolButton::clicked, this, &ScrubStrip::branch);
    connect(m_end, &QToolButton::clicked, this, [this] {
        if (m_next)
            m_next->clearBranch();
    });
    connect(m_dots, &StepDots::pointedAt, this, &ScrubStrip::showStep);
    connect(m_dots, &StepDots::clicked, this, [this](int step) {
        showStep(step);
        setFocus();
    });
    refresh();
}

void ScrubStrip::setFilm(StepFilm* film, NextRun* next)
{
    if (m_film)
        m_film->disconnect(this);
    if (m_next)
        m_next->disconnect(this);
    m_film = film;
    m_next = next;
    m_step = 0;
    if (film)
        connect(film, &StepFilm::changed, this, &ScrubStrip::refresh);
    if (next)
        connect(next, &NextRun::changed, this, &ScrubStrip::refresh);
    refresh();
}

void ScrubStrip::showStep(int step)
{
    const int known = m_film && !m_film->isEmpty() ? std::clamp(step, 0, m_film->reached()) : 0;
    if (known == m_step)
        return;
    m_step = known;
    refresh();
    Q_EMIT frameShown(m_step ? m_film->frame(m_step) : QImage());
}

void ScrubStrip::walk(int by)
{
    if (!m_film || m_film->isEmpty())
        return;
    // From the picture itself the way leads back along the steps.
    const int from = m_step ? m_step : m_film->reached() + (by < 0 ? 1 : 0);
    showStep(std::clamp(from + by, 1, m_film->reached()));
}

void ScrubStrip::branch()
{
    if (!m_next || !m_film || !m_film->recipe() || m_film->reached() < 1)
        return;
    const int step = m_step ? m_step : std::max(1, m_film->reached() / 2);
    m_next->branchFrom(m_film->recipe(), std::min(step, m_film->total() - 1));
}

void ScrubStrip::refresh()
{
    const int total = m_film ? m_film->total() : 0, reached = m_film ? m_film->reached() : 0;
    m_step = std::min(m_step, reached);
    const int branch = m_next ? m_next->branchStep() : 0;
    m_dots->setSteps(total, reached, m_step, branch);
    m_branch->setEnabled(reached > 0 && total > 1);
    m_end->setVisible(branch > 0);
    if (branch > 0)
        m_text->setText(
            tr("goes on from step %1 of seed %2").arg(branch).arg(m_next->branch()->recipe->seed));
    else if (total == 0)
        m_text->setText(tr("no run yet"));
    else
        m_text->setText(tr("step %1/%2").arg(m_step ? m_step : reached).arg(total));
    setAccessibleDescription(m_text->text());
}

void ScrubStrip::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: back(); break;
    case Qt::Key_Right: forward(); break;
    case Qt::Key_Home: showStep(1); break;
    case Qt::Key_End: showStep(m_film ? m_film->reached() : 0); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: branch(); break;
    case Qt::Key_Escape:
        if (m_step) {
            showStep(0);
            break;
        }
        [[fallthrough]];
    default: QWidget::keyPressEvent(event);
    }
}

void ScrubStrip::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    if (!hasFocus())
        showStep(0);
}

void ScrubStrip::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    // Tab leads on to the buttons, which are about the step that is shown.
    if (event->reason() != Qt::TabFocusReason && event->reason() != Qt::BacktabFocusReason)
        showStep(0);
}

}  // namespace sfumato
