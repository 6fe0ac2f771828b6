// SPDX-License-Identifier: MIT
#include "main_window.h"

#include <QDockWidget>
#include <QPlainTextEdit>

#include <algorithm>

namespace sfumato {

// What is said when something cannot be done, and the way on that is offered.

void MainWindow::sayObstacle()
{
    const QString obstacle = m_current->mode().obstacle();
    if (obstacle.isEmpty())
        return;
    if (!picturePanel().model()) {
        m_messages->show(obstacle, tr("Show what fits"), [this] { showModels(); });
        return;
    }
    const auto& tools = m_current->toolList();
    if (tools.empty() || (document().takesPhoto() && !document().hasPhoto())) {
        m_messages->show(obstacle, document().takesPhoto() ? tr("Open a photo…") : QString(),
                         [this] { open(); });
        return;
    }
    m_messages->show(obstacle, tr("Show how"), [this] {
        if (auto* words = m_current->panel()->findChild<QPlainTextEdit*>()) {
            m_panelDock->show();
            m_panelDock->raise();
            words->setFocus();
            return;
        }
        auto* tool = m_current->toolList().front().get();
        takeTool(tool->id());
        m_messages->show(tool->status());
        m_canvas->setFocus();
    });
}

// A map of one label is a picture of one thing: allowed, and seldom what was meant.
void MainWindow::sayOneLabel()
{
    if (document().inputKind() != InputKind::Map)
        return;
    const QImage& map = document().map();
    const int label = document().labelAt({0, 0});
    for (int y = 0; y < map.height(); ++y) {
        const auto* row = map.constScanLine(y);
        if (std::any_of(row, row + map.width(), [label](uchar v) { return int(v) != label; }))
            return;
    }
    const auto& names = document().palette();
    m_messages->show(tr("All of the map is “%1”: paint something else on it for more to see.")
                         .arg(label >= 0 && label < names.size() ? names[label].name : QString()),
                     tr("Show how"), [this] {
                         takeTool(QStringLiteral("brush"));
                         m_messages->show(m_current->toolList().front()->status());
                         m_canvas->setFocus();
                     });
}

// @param id  of the model that was asked for
void MainWindow::sayFailure(const Failure& failure, const std::string& id)
{
    const auto again = [this] { generate(); };
    switch (failure.code) {
    case ldm::ErrorCode::OutOfMemory: {
        const auto recipe = picturePanel().recipe();
        const bool sized = !document().takesPhoto() && std::min(recipe.width, recipe.height) >= 128;
        m_messages->show(failure.sentence, sized ? tr("Make it half as large") : QString(),
                         [this, recipe, again] {
                             const QSize half(recipe.width / 2, recipe.height / 2);
                             picturePanel().setPictureSize(half);
                             if (document().inputKind() == InputKind::Boxes ||
                                 document().inputKind() == InputKind::Nothing)
                                 document().setSize(half);
                             again();
                         });
        return;
    }
    case ldm::ErrorCode::DeviceLost:
    case ldm::ErrorCode::Internal:
        m_messages->show(failure.sentence, tr("Try again"), again);
        return;
    case ldm::ErrorCode::CheckpointFormat:
    case ldm::ErrorCode::CheckpointKeys:
    case ldm::ErrorCode::File:
        m_messages->show(failure.sentence, tr("Models…"), [this] { showModels(); });
        return;
    default: break;
    }
    // A model that is gone is one of the reasons: the list shall say so, too.
    const auto known = std::any_of(m_models.begin(), m_models.end(), [&](const auto& model) {
        return model.id == id && std::filesystem::exists(model.weights);
    });
    m_messages->show(failure.sentence, known ? QString() : tr("Models…"), [this] { showModels(); });
}

}  // namespace sfumato
