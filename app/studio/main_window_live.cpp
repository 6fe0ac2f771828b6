// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "job/image_conversion.h"
#include "rooms.h"

#include <QLabel>

namespace sfumato {

// Live painting: from the document's changes to runs, and from runs to the canvas.

void MainWindow::buildLive(QMenu* menu)
{
    m_liveAction =
        addAction(menu, tr("Live"), QStringLiteral("live"), QKeySequence(tr("Ctrl+L")), {});
    m_liveAction->setObjectName(QStringLiteral("liveAction"));
    m_liveAction->setCheckable(true);
    m_liveAction->setToolTip(tr("The picture follows the brush (Ctrl+L)"));
    connect(m_liveAction, &QAction::toggled, this, &MainWindow::setLive);
    connect(m_live, &LiveMode::stateChanged, this, [this] {
        m_liveAction->setChecked(m_live->isOn());
        m_stopAction->setEnabled(m_live->isOn() || m_queue.isRunning());
        m_runText->setText(!m_live->isOn()       ? QString()
                           : m_live->isResting() ? tr("live, resting")
                                                 : tr("live"));
        if (m_live->isResting())
            document().setPreview({});
    });
    connect(m_live, &LiveMode::progressed, m_canvas, &CanvasView::setProgress);
    connect(m_live, &LiveMode::previewed, this, [this](const QImage& preview, const QRect& part) {
        document().setPreview(preview, part);
    });
    connect(m_live, &LiveMode::made, this, &MainWindow::liveMade);
    connect(m_live, &LiveMode::failed, this, [this](const QString& sentence) {
        document().setPreview({});
        m_messages->show(sentence);
    });
    connect(m_live, &LiveMode::fellAsleep, this, [this] {
        m_messages->show(
            tr("Live painting has stopped: nothing was painted for a minute. Ctrl+L goes on."));
    });
}

void MainWindow::liveMade(Document::PicturePtr picture, bool settled, const QRect& part)
{
    const QImage image = pixelsOf(picture);
    m_canvas->setProgress(-1.0);
    m_runText->setText((settled ? tr("live, settled in %1 s") : tr("live, %1 s"))
                           .arg(picture->timings.total, 0, 'f', 1));
    // What few steps made of a part is shown there alone, until the part is settled.
    if (!settled && !part.isEmpty()) {
        document().setPreview(renewedOnly(image, picture->recipe), part);
        return;
    }
    document().setPreview({});
    document().showLive(std::move(picture), image, settled);
    m_saveAction->setEnabled(true);
}

void MainWindow::connectLive(Workspace& workspace)
{
    auto& document = workspace.document();
    const auto here = [this, w = &workspace] { return w == m_current; };
    connect(&document, &Document::mapChanged, m_live, [=, this](const QRect& where) {
        if (here())
            m_live->touch(where);
    });
    connect(&document.undoStack(), &QUndoStack::indexChanged, m_live, [=, this] {
        if (here())
            m_live->release();
    });
    connect(workspace.picturePanel(), &PicturePanel::changed, m_live, [=, this] {
        if (here())
            m_live->change();
    });
}

void MainWindow::setLive(bool on)
{
    if (on == m_live->isOn())
        return;
    if (!on) {
        m_live->stop();
        document().setPreview({});
        m_canvas->setProgress(-1.0);
        return;
    }
    if (const QString obstacle = m_current->mode().obstacle(); !obstacle.isEmpty()) {
        m_messages->show(obstacle);
        m_liveAction->setChecked(false);
        return;
    }
    m_messages->hide();
    m_live->start([this]() -> std::optional<ldm::Recipe> {
        auto& mode = m_current->mode();
        if (!mode.obstacle().isEmpty())
            return std::nullopt;
        auto recipe = mode.buildRecipe();
        m_rooms->prepareLive(recipe);
        return recipe;
    });
}

}  // namespace sfumato
