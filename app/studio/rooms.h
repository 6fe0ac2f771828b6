// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "explore/next_run.h"
#include "explore/step_film.h"
#include "job/job_queue.h"
#include "workspace.h"

#include <QObject>
#include <QPointF>
#include <QPointer>

#include <map>

class QAction;
class QMenu;
class QVBoxLayout;
class QWidget;

namespace sfumato {

class BlendDial;
class ContactSheet;
class HistoryStrip;
class MainWindow;
class ScrubStrip;
class StepExport;
class XrayPanel;

/// The doors of the window to the rooms of ui/explore: where they are placed, what opens them, and
/// what goes on between them, the document and the queue.
class Rooms : public QObject {
    Q_OBJECT

public:
    Rooms(MainWindow& window, HistoryStrip& history);
    ~Rooms() override;

    // rooms.cpp
    /// Strip and dial, below the canvas.
    void place(QVBoxLayout* layout);
    QWidget* xray() const;
    void buildEditMenu(QMenu* edit);
    void buildViewMenu(QMenu* view);
    void buildGenerateMenu(QMenu* generate);

    /// For the tool bar.
    QAction* sheetAction() const { return m_sheetAction; }

    /// All of the window is there.
    void connectParts();

    /// Another mode is in use.
    void enter(Workspace& workspace);

    /// What the next picture goes on from, and what of it stays, put into its recipe.
    void prepare(ldm::Recipe& recipe);

    /// The same while the picture follows the brush: it always begins from noise.
    void prepareLive(ldm::Recipe& recipe);

    /// A contact sheet of what is set now.
    void openSheet(int count);
    ContactSheet& sheet() { return *m_sheet; }
    ScrubStrip& strip() { return *m_strip; }
    BlendDial& dial() { return *m_dial; }
    StepFilm& film() { return m_scenes[m_workspace].film; }
    NextRun& next() { return m_scenes[m_workspace].next; }

    // rooms_canvas.cpp
    /// What can be done with the thing at a place of the document; owned by the caller.
    QMenu* menuAt(QPointF place, QWidget* parent);

    /// Another seed for the thing at a place: an island of a label, a box, or what is around it.
    void diceAt(QPointF place);

    /// More canvas on its sides, or less.
    void extendCanvas(const QMargins& by);

    /// Moves the canvas a quarter of its size over the endless land. @param way  -1, 0 or 1 each
    void goOn(QPoint way);

    /// The same picture twice as large.
    void makeLarger(const Document::PicturePtr& picture);

private:
    // What belongs to one mode.
    struct Scene {
        StepFilm film;
        NextRun next;
    };

    QAction* add(QMenu* menu, const QString& text, const QKeySequence& key, const QString& tip,
                 std::function<void()> run);
    void buildHistory();
    void follow(Workspace& workspace);
    void keep(ldm::Recipe& recipe, bool says);
    void recordStep(int job, const StepUpdate& update);
    void recordEnd(int job, const Outcome& outcome);
    void blend(const Document::PicturePtr& from, const Document::PicturePtr& to);
    void turnDial();
    void compare(const Document::PicturePtr& other);
    void showUndecided();

    // rooms_canvas.cpp
    QString thingAt(QPointF place, QImage& where) const;
    void dice(const QImage& where);
    void pin(const QImage& where, bool keep);
    void askForCanvas();
    void canvasExtended(Workspace& workspace, QSize before, QSize after);
    void lookThroughModel(bool on);
    void showSeen(const ImageAnswer& answer);

    MainWindow& m_window;
    HistoryStrip& m_history;
    QPointer<Workspace> m_workspace;
    std::map<Workspace*, Scene> m_scenes;
    ScrubStrip* m_strip;
    BlendDial* m_dial;
    ContactSheet* m_sheet;
    XrayPanel* m_xray;
    StepExport* m_steps;
    QAction* m_sheetAction = nullptr;
    QAction* m_undecided = nullptr;
    QAction* m_seen = nullptr;
    QAction* m_canvasSize = nullptr;
    QList<QAction*> m_goOn;
    QPointF m_pointer;
    int m_filmed = 0;                ///< the job that is being recorded
    QPointer<Workspace> m_filmedOf;  ///< and whose it is
    int m_seenJob = 0;
};

}  // namespace sfumato
