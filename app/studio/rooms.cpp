// SPDX-License-Identifier: MIT
#include "rooms.h"

#include "explore/blend_dial.h"
#include "explore/contact_sheet.h"
#include "explore/region.h"
#include "explore/renewal.h"
#include "explore/scrub_strip.h"
#include "explore/seed_spread.h"
#include "explore/xray_panel.h"
#include "job/image_conversion.h"
#include "main_window.h"
#include "panel/vary_row.h"
#include "step_export.h"
#include "theme/theme.h"

#include <QAction>
#include <QMenu>
#include <QVBoxLayout>

namespace sfumato {

Rooms::Rooms(MainWindow& window, HistoryStrip& history)
    : QObject(&window),
      m_window(window),
      m_history(history),
      m_strip(new ScrubStrip),
      m_dial(new BlendDial),
      m_sheet(new ContactSheet(window.queue(), &window.canvas())),
      m_xray(new XrayPanel(window.queue())),
      m_steps(new StepExport(window.messages(), &window))
{
}

Rooms::~Rooms() = default;

void Rooms::place(QVBoxLayout* layout)
{
    layout->addWidget(m_dial);
    layout->addWidget(m_strip);
}

QWidget* Rooms::xray() const
{
    return m_xray;
}

QAction* Rooms::add(QMenu* menu, const QString& text, const QKeySequence& key, const QString& tip,
                    std::function<void()> run)
{
    auto* action = run ? menu->addAction(text, this, std::move(run)) : menu->addAction(text);
    action->setShortcut(key);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    return action;
}

void Rooms::buildEditMenu(QMenu* edit)
{
    m_canvasSize = add(edit, tr("Canvas size…"), QKeySequence(tr("Ctrl+Alt+C")),
                       tr("More room on any side; what is there stays where it is"),
                       [this] { askForCanvas(); });
    m_canvasSize->setObjectName(QStringLiteral("canvasSizeAction"));
    auto* onward = edit->addMenu(tr("Go on"));
    const auto go = [&](const QString& text, Qt::Key key, QPoint way) {
        m_goOn.append(add(onward, text, QKeySequence(Qt::ALT | Qt::SHIFT | key),
                          tr("Moves the canvas a quarter on; what stays in view keeps its noise"),
                          [this, way] { goOn(way); }));
    };
    go(tr("To the left"), Qt::Key_Left, {-1, 0});
    go(tr("To the right"), Qt::Key_Right, {1, 0});
    go(tr("Upwards"), Qt::Key_Up, {0, -1});
    go(tr("Downwards"), Qt::Key_Down, {0, 1});
    add(edit, tr("Let go of all that is kept"), {}, tr("The next picture is made anew everywhere"),
        [this] { m_window.document().setPins({}, tr("Let go of all")); });
}

void Rooms::buildViewMenu(QMenu* view)
{
    view->addSeparator();
    m_undecided =
        add(view, tr("Undecided map"), {},
            tr("Glows where the sketches of the contact sheet disagree: paint there first"), {});
    m_undecided->setCheckable(true);
    connect(m_undecided, &QAction::toggled, this, [this](bool on) {
        if (on && m_sheet->sketches().size() < 2)
            openSheet(9);
        showUndecided();
    });
    m_seen = add(view, tr("What the model sees"), {},
                 tr("The photo as it is after going through the model and back: what cannot "
                    "survive is outlined"),
                 {});
    m_seen->setCheckable(true);
    connect(m_seen, &QAction::toggled, this, &Rooms::lookThroughModel);
    add(view, tr("End comparing"), {}, tr("Only the picture again"),
        [this] { m_window.canvas().setCompared({}); });
}

void Rooms::buildGenerateMenu(QMenu* menu)
{
    menu->addSeparator();
    m_sheetAction = add(menu, tr("Contact sheet"), QKeySequence(tr("Ctrl+G")),
                        tr("Nine sketches of other seeds; the one you choose goes on to its end"),
                        [this] { openSheet(m_sheet->count() ? m_sheet->count() : 9); });
    m_sheetAction->setIcon(themedIcon(QStringLiteral("sheet")));
    m_sheetAction->setObjectName(QStringLiteral("sheetAction"));
    add(menu, tr("One step back in the last run"), Qt::Key_Comma,
        tr("See the picture as it was a step earlier"), [this] { m_strip->back(); });
    add(menu, tr("One step forward in the last run"), Qt::Key_Period,
        tr("See the picture as it was a step later"), [this] { m_strip->forward(); });
    add(menu, tr("Branch here"), QKeySequence(tr("Ctrl+B")),
        tr("The next pictures go on from the step that is shown"), [this] { m_strip->branch(); })
        ->setObjectName(QStringLiteral("branchAction"));
    add(menu, tr("Begin anew"), {}, tr("Pictures start from noise again"),
        [this] { next().clearBranch(); });
    add(menu, tr("Another seed for what is under the pointer"), QKeySequence(tr("Alt+D")),
        tr("Makes only the label's area or the box anew"), [this] { diceAt(m_pointer); })
        ->setObjectName(QStringLiteral("diceAction"));
    add(menu, tr("Look into the picture"), {},
        tr("Shows where each word, box or class acts on the picture"), [this] { m_xray->look(); });
    add(menu, tr("Make again, twice as large"), {}, tr("The same recipe at twice the size"),
        [this] { makeLarger(m_window.document().picture()); })
        ->setObjectName(QStringLiteral("largerAction"));
    add(menu, tr("Save the steps as pictures…"), {},
        tr("Writes a picture of each step of the last run into a folder"),
        [this] { m_steps->askForPictures(film()); });
    add(menu, tr("Save a film of the steps…"), {},
        tr("Writes how the last picture formed as an animated WebP"),
        [this] { m_steps->askForFilm(film()); });
    menu->addSeparator();
}

void Rooms::connectParts()
{
    auto& queue = m_window.queue();
    connect(&queue, &JobQueue::stepped, this, &Rooms::recordStep);
    connect(&queue, &JobQueue::finished, this, &Rooms::recordEnd);
    connect(&queue, &JobQueue::roundTripped, this, [this](int job, const ImageAnswer& answer) {
        if (job == m_seenJob)
            showSeen(answer);
    });
    connect(m_strip, &ScrubStrip::frameShown, this,
            [this](const QImage& frame) { m_window.document().setPreview(frame); });
    connect(m_sheet, &ContactSheet::countWanted, this, &Rooms::openSheet);
    connect(m_sheet, &ContactSheet::sketchesChanged, this, &Rooms::showUndecided);
    connect(m_sheet, &ContactSheet::failed, this,
            [this](const QString& sentence) { m_window.messages().show(sentence); });
    connect(m_sheet, &ContactSheet::chosen, this, [this](const ldm::Recipe& recipe) {
        m_window.picturePanel().setSeed(recipe.seed);
        m_window.run(recipe);
    });
    connect(m_dial, &BlendDial::turned, this, &Rooms::turnDial);
    m_xray->setSource([this] { return m_window.document().picture(); });
    connect(m_xray, &XrayPanel::pointedAt, this,
            [this](const QImage& glow) { m_window.canvas().setOverlay(Overlay::Attention, glow); });
    auto& canvas = m_window.canvas();
    connect(&canvas, &CanvasView::pointerMoved, this, [this](QPointF place) { m_pointer = place; });
    connect(&canvas, &CanvasView::contextMenuWanted, this, [this](QPointF place, QPoint global) {
        auto* menu = menuAt(place, &m_window);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(global);
    });
    buildHistory();
}

void Rooms::buildHistory()
{
    connect(&m_history, &HistoryStrip::blendWanted, this, &Rooms::blend);
    connect(&m_history, &HistoryStrip::compareWanted, this, &Rooms::compare);
    connect(&m_history, &HistoryStrip::largerWanted, this, &Rooms::makeLarger);
}

void Rooms::follow(Workspace& workspace)
{
    auto& document = workspace.document();
    connect(
        &document, &Document::canvasExtended, this,
        [this, w = &workspace](QSize before, QSize after) { canvasExtended(*w, before, after); });
    connect(&document, &Document::resultChanged, this, [this, w = &workspace] {
        if (w == m_workspace)
            m_xray->clear();
    });
    connect(&workspace, &QObject::destroyed, this, [this, w = &workspace] { m_scenes.erase(w); });
}

void Rooms::enter(Workspace& workspace)
{
    if (!m_scenes.contains(&workspace))
        follow(workspace);
    m_workspace = &workspace;
    m_sheet->leave();
    m_dial->putAway();
    m_xray->clear();
    m_undecided->setChecked(false);
    m_seen->setChecked(false);
    m_seen->setEnabled(workspace.document().takesPhoto());
    m_canvasSize->setEnabled(!workspace.document().takesPhoto());
    for (auto* action : m_goOn)
        action->setEnabled(m_canvasSize->isEnabled());
    m_strip->setFilm(&film(), &next());
}

void Rooms::prepare(ldm::Recipe& recipe)
{
    if (!next().apply(recipe)) {
        next().clearBranch();
        m_window.messages().show(
            tr("The picture has another size than the run that was branched from; it begins "
               "anew."));
    }
    keep(recipe, true);
}

void Rooms::prepareLive(ldm::Recipe& recipe)
{
    keep(recipe, false);
}

// What is pinned stays as in the picture that is shown.
void Rooms::keep(ldm::Recipe& recipe, bool says)
{
    const auto& document = m_window.document();
    const auto picture = document.picture();
    if (!picture || !document.hasPins())
        return;
    if (canFollow(recipe, picture->recipe))
        keepPinned(recipe, picture->recipe, maskOf(document.pins()));
    else if (says)
        m_window.messages().show(
            tr("What you keep is of a picture of another size or model; this one is made anew "
               "everywhere."));
}

void Rooms::recordStep(int job, const StepUpdate& update)
{
    if (job != m_filmed) {
        const auto jobs = m_window.queue().jobs();
        if (jobs.isEmpty() || !jobs.first().running || jobs.first().id != job ||
            jobs.first().kind != JobQueue::Kind::Picture)
            return;
        m_filmed = job;
        m_filmedOf = m_window.ownerOf(job);
        if (m_filmedOf)
            m_scenes[m_filmedOf].film.begin(jobs.first().recipe);
    }
    if (m_filmedOf)
        m_scenes[m_filmedOf].film.add(update);
}

void Rooms::recordEnd(int job, const Outcome& outcome)
{
    if (job != m_filmed || !m_filmedOf)
        return;
    if (const auto* picture = std::get_if<Document::PicturePtr>(&outcome))
        m_scenes[m_filmedOf].film.finish(*picture);
    m_filmedOf = nullptr;
}

void Rooms::openSheet(int count)
{
    auto& mode = m_window.workspace().mode();
    if (const QString obstacle = mode.obstacle(); !obstacle.isEmpty())
        return m_window.messages().show(obstacle);
    auto recipe = mode.buildRecipe();
    prepare(recipe);
    m_sheet->open(recipe, count);
}

void Rooms::showUndecided()
{
    const QImage spread = m_undecided->isChecked() ? spreadOf(m_sheet->sketches()) : QImage();
    m_window.canvas().setOverlay(Overlay::Undecided, spread.isNull() ? spread : glowOf(spread));
}

void Rooms::blend(const Document::PicturePtr& from, const Document::PicturePtr& to)
{
    if (!from || !to || from == to)
        m_window.messages().show(tr("A blend needs two pictures of the history."));
    else
        m_dial->open(from, to);
}

void Rooms::turnDial()
{
    auto& panel = m_window.picturePanel();
    panel.setSeed(m_dial->seed());
    panel.vary().setBlend(m_dial->blend());
    auto& mode = m_window.workspace().mode();
    if (const QString obstacle = mode.obstacle(); !obstacle.isEmpty())
        return m_window.messages().show(obstacle);
    auto recipe = mode.buildRecipe();
    prepare(recipe);
    m_window.run(recipe);
}

void Rooms::compare(const Document::PicturePtr& other)
{
    if (!other || !m_window.document().picture())
        return;
    m_window.canvas().setCompared(toQImage(other->image), tr("Seed %1").arg(other->recipe.seed));
    m_window.messages().show(tr("Drag the line to compare."), tr("End comparing"),
                             [this] { m_window.canvas().setCompared({}); });
}

}  // namespace sfumato
