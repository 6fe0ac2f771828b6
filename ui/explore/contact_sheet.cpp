// SPDX-License-Identifier: MIT
#include "explore/contact_sheet.h"

#include "job/image_conversion.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace sfumato {

namespace {

constexpr int kGap = 8, kHead = 40;

}  // namespace

ContactSheet::ContactSheet(JobQueue& queue, QWidget* canvas)
    : QWidget(canvas), m_queue(queue), m_head(new QWidget(this)), m_text(new QLabel)
{
    setObjectName(QStringLiteral("contactSheet"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Contact sheet"));
    auto* layout = new QHBoxLayout(m_head);
    layout->setContentsMargins(kGap, 4, kGap, 4);
    m_text->setText(tr("Choose one: it goes on to its end"));
    layout->addWidget(m_text, 1);
    const auto button = [&](const QString& text, const QString& tip, auto run) {
        auto* made = new QToolButton;
        made->setText(text);
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        made->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(made);
        connect(made, &QToolButton::clicked, this, run);
    };
    button(tr("9"), tr("Nine sketches"), [this] { Q_EMIT countWanted(9); });
    button(tr("16"), tr("Sixteen sketches"), [this] { Q_EMIT countWanted(16); });
    button(tr("Other seeds"), tr("Sketches of the next seeds"), [this] { others(); });
    button(tr("Close"), tr("Back to the canvas"), [this] { leave(); });
    connect(&queue, &JobQueue::stepped, this, &ContactSheet::stepped);
    connect(&queue, &JobQueue::sketched, this, &ContactSheet::sketched);
    canvas->installEventFilter(this);
    hide();
}

void ContactSheet::open(const ldm::Recipe& recipe, int count)
{
    auto known = m_cells.empty() ? recipe : m_cells.front().recipe;
    known.seed = recipe.seed;
    const bool same = this->count() == count && known == recipe;
    if (!same || !isComplete()) {
        drop();
        m_cells.assign(size_t(count), Cell());
        for (int i = 0; i < count; ++i) {
            m_cells[size_t(i)].recipe = recipe;
            m_cells[size_t(i)].recipe.seed += std::uint64_t(i);
        }
        begin();
    }
    m_current = 0;
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus();
}

void ContactSheet::begin()
{
    for (auto& cell : m_cells)
        cell.job = m_queue.enqueueSketch(cell.recipe, std::min(kSteps, cell.recipe.steps));
    update();
    Q_EMIT sketchesChanged();
}

// Ends what is still to come.
void ContactSheet::drop()
{
    for (auto& cell : m_cells)
        if (const int job = std::exchange(cell.job, 0))
            m_queue.cancel(job);
}

void ContactSheet::others()
{
    drop();
    const auto seeds = std::uint64_t(count());
    for (auto& cell : m_cells) {
        auto recipe = cell.recipe;
        recipe.seed += seeds;
        cell = Cell();
        cell.recipe = std::move(recipe);
    }
    begin();
}

void ContactSheet::leave()
{
    drop();
    if (!isVisible())
        return;
    hide();
    parentWidget()->setFocus();
}

void ContactSheet::choose(int index)
{
    if (index < 0 || index >= count())
        return;
    const auto recipe = m_cells[size_t(index)].recipe;
    leave();
    Q_EMIT chosen(recipe);
}

bool ContactSheet::isComplete() const
{
    return std::all_of(m_cells.begin(), m_cells.end(), [](const Cell& cell) { return cell.done; });
}

QList<QImage> ContactSheet::sketches() const
{
    QList<QImage> images;
    for (const auto& cell : m_cells)
        if (cell.done)
            images.append(cell.image);
    return images;
}

void ContactSheet::stepped(int job, const StepUpdate& update)
{
    for (auto& cell : m_cells)
        if (cell.job == job && job && !update.preview.isNull()) {
            cell.image = update.preview;
            this->update();
        }
}

void ContactSheet::sketched(int job, const Outcome& outcome)
{
    for (auto& cell : m_cells) {
        if (cell.job != job || !job)
            continue;
        cell.job = 0;
        if (const auto* picture = std::get_if<std::shared_ptr<const ldm::Picture>>(&outcome)) {
            cell.image = toQImage((*picture)->image);
            cell.done = true;
            Q_EMIT sketchesChanged();
        } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
            leave();
            Q_EMIT failed(failure->sentence);
            return;
        }
        update();
    }
}

int ContactSheet::columns() const
{
    return std::max(1, int(std::lround(std::sqrt(double(count())))));
}

QRect ContactSheet::cellRect(int index) const
{
    const int across = columns(), down = (count() + across - 1) / across;
    const QSize whole(width() - kGap, height() - kHead - kGap);
    const QSize cell(whole.width() / across - kGap, whole.height() / std::max(1, down) - kGap);
    const auto& recipe = m_cells[size_t(index)].recipe;
    const QSize picture =
        QSize(recipe.width, recipe.height).scaled(cell, Qt::KeepAspectRatio).expandedTo({8, 8});
    const QSize grid((picture.width() + kGap) * across, (picture.height() + kGap) * down);
    const QPoint corner((width() - grid.width() + kGap) / 2,
                        kHead + (height() - kHead - grid.height() + kGap) / 2);
    return {corner + QPoint((index % across) * (picture.width() + kGap),
                            (index / across) * (picture.height() + kGap)),
            picture};
}

int ContactSheet::cellAt(QPointF place) const
{
    for (int i = 0; i < count(); ++i)
        if (cellRect(i).contains(place.toPoint()))
            return i;
    return -1;
}

void ContactSheet::select(int index)
{
    if (index == m_current)
        return;
    m_current = index;
    if (index >= 0)
        setAccessibleDescription(tr("Seed %1").arg(m_cells[size_t(index)].recipe.seed));
    update();
}

void ContactSheet::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    for (int i = 0; i < count(); ++i) {
        const auto& cell = m_cells[size_t(i)];
        const QRect rect = cellRect(i);
        painter.fillRect(rect, palette().color(QPalette::Base));
        if (!cell.image.isNull())
            painter.drawImage(rect, cell.image);
        const QString text = tr("seed %1").arg(cell.recipe.seed);
        const QRect tag(rect.left() + 6, rect.bottom() - 24,
                        painter.fontMetrics().horizontalAdvance(text) + 12, 18);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0, 0, 0, 130));
        painter.drawRoundedRect(tag, 4, 4);
        painter.setPen(Qt::white);
        painter.drawText(tag, Qt::AlignCenter, text);
        if (i != m_current)
            continue;
        painter.setPen(QPen(palette().color(QPalette::Highlight), 3));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(-2, -2, 1, 1));
    }
}

bool ContactSheet::event(QEvent* event)
{
    // While the sheet is open, these keys are its own and no shortcuts.
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

bool ContactSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void ContactSheet::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_head->setGeometry(0, 0, width(), kHead);
}

void ContactSheet::mouseMoveEvent(QMouseEvent* event)
{
    if (const int cell = cellAt(event->position()); cell >= 0)
        select(cell);
    event->accept();
}

void ContactSheet::mousePressEvent(QMouseEvent* event)
{
    event->accept();
    if (event->button() == Qt::LeftButton)
        choose(cellAt(event->position()));
}

void ContactSheet::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    if (!hasFocus())
        select(-1);
}

void ContactSheet::keyPressEvent(QKeyEvent* event)
{
    const auto walk = [this](int by) { select(std::clamp(m_current + by, 0, count() - 1)); };
    switch (event->key()) {
    case Qt::Key_Left: walk(-1); break;
    case Qt::Key_Right: walk(1); break;
    case Qt::Key_Up: walk(-columns()); break;
    case Qt::Key_Down: walk(columns()); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(m_current); break;
    case Qt::Key_Escape: leave(); break;
    default: QWidget::keyPressEvent(event);
    }
}

}  // namespace sfumato
