// SPDX-License-Identifier: MIT
#include "document/scene_readings.h"
#include "main_window.h"
#include "model_watch.h"

#include <QMenu>

#include <algorithm>

namespace sfumato {

// What one mode gives to another: a scene as map or as boxes, photos to enlarge.

void MainWindow::buildReadings(QMenu* menu)
{
    menu->addSeparator();
    addAction(menu, tr("The map as boxes"), {}, {}, [this] {
        readMapAsBoxes();
    })->setToolTip(tr("A box around each island of the map, in the mode of boxes, same seed"));
    addAction(menu, tr("The boxes as a map"), {}, {}, [this] {
        readBoxesAsMap();
    })->setToolTip(tr("The boxes painted, the larger first, in the mode of maps, same seed"));
}

// The other mode with the seed and the size of the one in use; null if it is not there or has no
// model.
Workspace* MainWindow::otherReading(const QString& id, QSize size)
{
    auto* other = m_sessions.current().workspaceOf(id);
    if (!other || other->labels().empty()) {
        m_messages->show(other ? other->mode().obstacle()
                               : tr("The mode for this is not installed."));
        return nullptr;
    }
    other->picturePanel()->setPictureSize(size);
    other->picturePanel()->setSeed(picturePanel().recipe().seed);
    return other;
}

void MainWindow::readMapAsBoxes()
{
    auto* maps = m_sessions.current().workspaceOf(QStringLiteral("semantic"));
    const QImage map = maps ? maps->document().map() : QImage();
    auto* other = maps ? otherReading(QStringLiteral("layout"), map.size()) : nullptr;
    if (!other)
        return;
    const auto matches =
        ldm::match_labels(maps->labels(), other->labels(), palettes().toStdString());
    const auto boxes = boxesOfMap(map, matches);
    if (boxes.empty()) {
        m_messages->show(tr("Nothing on the map has a label that the model of boxes knows."));
        return;
    }
    other->document().setSize(map.size());
    other->document().setBoxes(boxes, tr("The map as boxes"));
    setMode(other->id());
    m_canvas->fit();
}

void MainWindow::readBoxesAsMap()
{
    auto* scene = m_sessions.current().workspaceOf(QStringLiteral("layout"));
    if (!scene || scene->document().boxes().empty()) {
        m_messages->show(tr("There is no box yet: drag one in the mode of boxes first."));
        return;
    }
    const QSize size = scene->document().size();
    auto* other = otherReading(QStringLiteral("semantic"), size);
    if (!other)
        return;
    const auto matches =
        ldm::match_labels(scene->labels(), other->labels(), palettes().toStdString());
    const auto& boxes = scene->document().boxes();
    const auto lost = std::count_if(boxes.begin(), boxes.end(), [&](const auto& box) {
        return size_t(box.label) >= matches.size() || matches[size_t(box.label)] < 0;
    });
    other->document().replaceMap(mapOfBoxes(boxes, size, matches, 0), tr("The boxes as a map"));
    setMode(other->id());
    m_canvas->fit();
    if (lost > 0)
        m_messages->show(
            tr("%n box(es) have no label on this map and were left out.", nullptr, int(lost)));
}

// Enlarging: many photos, and the loupe.
void MainWindow::buildEnlarging(QMenu* menu)
{
    menu->addSeparator();
    m_batch->addCommands(menu);
    m_batch->setSpeeds(m_watch->speeds());
    const auto mode = [this] {
        return m_sessions.current().workspaceOf(QStringLiteral("upscale"));
    };
    if (!mode())
        return;
    m_batch->setMode({[mode]() -> QString {
                          return mode()->picturePanel()->model() ? QString()
                                                                 : mode()->mode().obstacle();
                      },
                      [mode] { return mode()->mode().buildRecipe(); }});
    connect(m_batch, &BatchRoom::resultWanted, this, &MainWindow::openFile);
    m_sessions.forEachWorkspace([this](Workspace& workspace) {
        connect(&workspace.tools(), &ToolContext::loupeWanted, this,
                [this, &workspace](QPointF place) {
                    if (!workspace.mode().obstacle().isEmpty())
                        sayObstacle();
                    else
                        m_loupe->show(place, workspace.document().photo(),
                                      workspace.mode().buildRecipe());
                });
    });
    connect(m_loupe, &Loupe::chosen, this, [this](ldm::Recipe recipe) {
        const QSize photo = document().size();
        recipe.width = photo.width();
        recipe.height = photo.height();
        m_current->restoreSettings(recipe);
        const Speed speed =
            m_watch->speeds().speedOf(recipe, double(photo.width()) * photo.height());
        m_messages->show(Loupe::promise(photo * recipe.scale, speed.seconds(recipe.steps)),
                         tr("All of it"), [this] { generate(); });
    });
    connect(m_loupe, &Loupe::failed, this,
            [this](const QString& sentence) { m_messages->show(sentence); });
}

}  // namespace sfumato
