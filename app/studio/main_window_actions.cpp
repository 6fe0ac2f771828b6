// SPDX-License-Identifier: MIT
#include "main_window.h"

#include "document_commands.h"
#include "help_control.h"
#include "panel/command_palette.h"
#include "panel/run_progress.h"
#include "preferences_control.h"
#include "rooms.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QSlider>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace sfumato {

// Menus, tool bars, status bar and keys of the window.

QAction* MainWindow::addAction(QMenu* menu, const QString& text, const QString& icon,
                               const QKeySequence& shortcut, std::function<void()> run)
{
    auto* action = run ? menu->addAction(text, this, std::move(run)) : menu->addAction(text);
    if (!icon.isEmpty())
        action->setIcon(themedIcon(icon));
    action->setShortcut(shortcut);
    return action;
}

void MainWindow::buildMenus()
{
    buildFileMenu();
    buildEditMenu();
    buildModeMenu();
    buildViewMenu();
    buildLayerMenu();
    buildGenerateMenu();
    auto* window = menuBar()->addMenu(tr("&Window"));
    m_documents->addWalk(window);
    for (auto* dock : findChildren<QDockWidget*>())
        window->addAction(dock->toggleViewAction());
    window->addSeparator();
    buildModels(window);
    addAction(window, tr("Reset layout"), {}, {}, [this] { restoreState(m_defaultLayout); });
    auto* help = menuBar()->addMenu(tr("&Help"));
    auto* palette = new CommandPalette(this, [this] { return commands(); });
    addAction(help, tr("Find a command…"), {}, QKeySequence(tr("Ctrl+Shift+P")),
              [palette] { palette->open(); });
    m_help->build(help);
}

// Every command of the window, each once.
QList<QAction*> MainWindow::commands() const
{
    QList<QAction*> all;
    for (auto* action : findChildren<QAction*>())
        if (!action->text().isEmpty() && !all.contains(action))
            all.append(action);
    return all;
}

void MainWindow::buildFileMenu()
{
    auto* file = menuBar()->addMenu(tr("&File"));
    m_documents->addNew(file);
    addAction(file, tr("Open…"), QStringLiteral("open"), QKeySequence::Open, [this] { open(); });
    buildRecentMenu(file);
    file->addSeparator();
    buildProjectMenu(file);
    file->addSeparator();
    m_saveAction = addAction(file, tr("Export picture…"), {}, QKeySequence(Qt::CTRL | Qt::Key_E),
                             [this] { save(shownPicture()); });
    m_saveMapAction = addAction(file, tr("Save map…"), {}, {}, [this] { saveMap(); });
    file->addSeparator();
    m_documents->addClose(file);
    addAction(file, tr("Quit"), {}, QKeySequence::Quit, [this] { close(); });
}

void MainWindow::buildEditMenu()
{
    auto* edit = m_editMenu = menuBar()->addMenu(tr("&Edit"));
    auto* undo = addAction(edit, tr("Undo"), QStringLiteral("undo"), QKeySequence::Undo,
                           [this] { m_undo.undo(); });
    auto* redo = addAction(edit, tr("Redo"), QStringLiteral("redo"), QKeySequence::Redo,
                           [this] { m_undo.redo(); });
    undo->setObjectName(QStringLiteral("undo"));
    redo->setObjectName(QStringLiteral("redo"));
    undo->setEnabled(false);
    redo->setEnabled(false);
    connect(&m_undo, &QUndoGroup::canUndoChanged, undo, &QAction::setEnabled);
    connect(&m_undo, &QUndoGroup::canRedoChanged, redo, &QAction::setEnabled);
    connect(&m_undo, &QUndoGroup::undoTextChanged, undo, [undo](const QString& what) {
        undo->setText(what.isEmpty() ? tr("Undo") : tr("Undo: %1").arg(what));
    });
    connect(&m_undo, &QUndoGroup::redoTextChanged, redo, [redo](const QString& what) {
        redo->setText(what.isEmpty() ? tr("Redo") : tr("Redo: %1").arg(what));
    });
    edit->addSeparator();
    m_documents->addCopy(edit);
    m_clearAction = addAction(edit, tr("Clear the input"), {}, {}, [this] { clearInput(); });
    m_clearAction->setToolTip(tr("An empty map, no boxes or no photo; can be undone"));
    edit->addSeparator();
    addAction(edit, tr("Smaller brush"), {}, Qt::Key_BracketLeft,
              [this] { m_current->tools().shrinkBrush(); });
    addAction(edit, tr("Larger brush"), {}, Qt::Key_BracketRight,
              [this] { m_current->tools().enlargeBrush(); });
    buildBrushMenu(edit);
    addAction(edit, tr("Swap with the last label"), {}, Qt::Key_X,
              [this] { m_current->tools().swapLabels(); });
    edit->addSeparator();
    m_rooms->buildEditMenu(edit);
    edit->addSeparator();
    m_preferences->build(edit);
    edit->addSeparator();
}

void MainWindow::buildModeMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Mode"));
    int number = 1;
    for (const auto& w : m_sessions.current().workspaces()) {
        auto* action = addAction(menu, {}, w->id(),
                                 QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key(Qt::Key_0 + number++)),
                                 [this, id = w->id()] { setMode(id); });
        action->setCheckable(true);
        action->setData(w->id());
        action->setObjectName(QStringLiteral("mode ") + w->id());
        m_modeActions->addAction(action);
    }
    nameModes();
    buildReadings(menu);
}

void MainWindow::nameModes()
{
    for (auto* action : m_modeActions->actions())
        if (const auto* w = m_sessions.current().workspaceOf(action->data().toString())) {
            action->setText(w->mode().title());
            action->setToolTip(tr("%1 (%2)").arg(w->mode().title(), action->shortcut().toString()));
        }
}

// The mode's own tools, in the tool bar and at the end of the Edit menu.
void MainWindow::showTools()
{
    for (auto* action : m_toolActions->actions()) {
        m_toolActions->removeAction(action);
        action->setShortcut({});  // it lives until the events at hand are over
        action->deleteLater();
    }
    for (const auto& tool : m_current->toolList()) {
        auto* action = m_editMenu->addAction(themedIcon(tool->id()), tool->text());
        action->setCheckable(true);
        action->setShortcut(tool->shortcut());
        action->setToolTip(tr("%1 (%2)").arg(tool->text(), tool->shortcut().toString()));
        action->setStatusTip(tool->status());
        action->setData(tool->id());
        m_toolActions->addAction(action);
        m_preferences->adoptTool(action);
        connect(action, &QAction::triggered, this, [this, t = tool.get()] { activate(t); });
        if (tool.get() == m_current->tool())
            action->trigger();
    }
    m_toolBar->clear();
    m_toolBar->addActions(m_toolActions->actions());
    m_toolBar->setVisible(!m_toolActions->actions().isEmpty());
}

void MainWindow::buildViewMenu()
{
    auto* view = menuBar()->addMenu(tr("&View"));
    auto* group = new QActionGroup(this);
    const auto mode = [&](const QString& text, const QString& icon, const QKeySequence& key,
                          ViewMode value) {
        auto* action = addAction(view, text, icon, key, [this, value] {
            m_canvas->setViewMode(value);
            m_opacity->setEnabled(value == ViewMode::Overlay);
        });
        action->setCheckable(true);
        action->setChecked(value == ViewMode::SideBySide);
        group->addAction(action);
    };
    mode(tr("Side by side"), QStringLiteral("sidebyside"), QKeySequence(tr("Shift+S")),
         ViewMode::SideBySide);
    mode(tr("Split"), QStringLiteral("split"), Qt::Key_Slash, ViewMode::Split);
    mode(tr("Overlay"), QStringLiteral("overlay"), Qt::Key_O, ViewMode::Overlay);
    view->addSeparator();
    addAction(view, tr("Zoom in"), {}, QKeySequence::ZoomIn, [this] { m_canvas->zoomIn(); });
    addAction(view, tr("Zoom out"), {}, QKeySequence::ZoomOut, [this] { m_canvas->zoomOut(); });
    addAction(view, tr("Fit"), QStringLiteral("fit"), QKeySequence(tr("Ctrl+0")),
              [this] { m_canvas->fit(); });
    addAction(view, tr("100 %"), {}, QKeySequence(tr("Ctrl+1")),
              [this] { m_canvas->actualSize(); });
    buildCanvasMenu(view);
    m_rooms->buildViewMenu(view);
    view->addSeparator();
    m_preferences->buildThemes(view);
}

void MainWindow::buildGenerateMenu()
{
    auto* menu = menuBar()->addMenu(tr("&Generate"));
    m_generateAction = addAction(menu, tr("Generate"), QStringLiteral("generate"),
                                 QKeySequence(tr("Ctrl+Return")), [this] { generate(); });
    m_generateAction->setToolTip(tr("Make a picture (Ctrl+Return)"));
    addAction(menu, tr("One more like it, other seed"), {}, QKeySequence(tr("Shift+Return")),
              [this] {
                  picturePanel().rollLikeIt();
                  generate();
              });
    addAction(menu, tr("Generate before all that wait"), {}, QKeySequence(tr("Ctrl+Shift+Return")),
              [this] { generate(true); });
    buildEnlarging(menu);
    m_rooms->buildGenerateMenu(menu);
    buildLive(menu);
    m_pauseAction = addAction(menu, tr("Pause"), QStringLiteral("pause"), {}, {});
    m_pauseAction->setCheckable(true);
    connect(m_pauseAction, &QAction::triggered, &m_queue, &JobQueue::setPaused);
    m_stopAction = addAction(menu, tr("Stop"), QStringLiteral("stop"), Qt::Key_Escape, [this] {
        setLive(false);
        m_batch->batch().stop();
        m_queue.cancelAll();
    });
    m_stopAction->setToolTip(tr("Stop now; nothing is changed (Esc)"));
}

void MainWindow::buildToolBars()
{
    m_toolBar = new QToolBar(tr("Tools"), this);
    m_toolBar->setObjectName(QStringLiteral("toolsBar"));
    m_toolBar->setIconSize({22, 22});
    addToolBar(Qt::LeftToolBarArea, m_toolBar);

    auto* modes = new QToolBar(tr("Modes"), this);
    modes->setObjectName(QStringLiteral("modesBar"));
    modes->setIconSize({20, 20});
    modes->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    modes->addActions(m_modeActions->actions());
    addToolBar(Qt::TopToolBarArea, modes);
    addToolBarBreak(Qt::TopToolBarArea);
    buildOptionsBar();
}

void MainWindow::buildOptionsBar()
{
    auto* bar = new QToolBar(tr("Options"), this);
    bar->setObjectName(QStringLiteral("optionsBar"));
    bar->setIconSize({20, 20});
    auto* sizeText = new QLabel(tr(" Brush "));
    auto* size = new QSlider(Qt::Horizontal);
    size->setRange(1, 200);
    size->setFixedWidth(120);
    size->setValue(int(m_sessions.current().current().tools().brushSize()));
    size->setToolTip(tr("Brush size, keys [ and ]"));
    size->setAccessibleName(tr("Brush size"));
    m_sessions.forEachWorkspace([size](Workspace& w) {
        w.tools().setBrushSize(size->value());
        connect(size, &QSlider::valueChanged, &w.tools(), &ToolContext::setBrushSize);
        connect(&w.tools(), &ToolContext::brushSizeChanged, size,
                [size](double value) { size->setValue(qRound(value)); });
    });
    m_brushParts = {bar->addWidget(sizeText), bar->addWidget(size), bar->addSeparator()};
    for (auto* action : m_canvas->window()->findChildren<QAction*>())
        if (action->actionGroup() && action->actionGroup() != m_toolActions &&
            action->actionGroup() != m_modeActions && !action->icon().isNull()) {
            bar->addAction(action);
            m_viewParts.append(action);
        }
    m_opacity = new QSlider(Qt::Horizontal);
    m_opacity->setRange(0, 100);
    m_opacity->setValue(50);
    m_opacity->setFixedWidth(90);
    m_opacity->setEnabled(false);
    m_opacity->setToolTip(tr("Opacity of the input over the picture"));
    m_opacity->setAccessibleName(tr("Input opacity"));
    connect(m_opacity, &QSlider::valueChanged, m_canvas,
            [this](int value) { m_canvas->setOverlayOpacity(value / 100.0); });
    m_viewParts.append(bar->addWidget(m_opacity));
    auto* spring = new QWidget;
    spring->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spring);
    auto* generateButton = new QToolButton;
    generateButton->setObjectName(QStringLiteral("generateButton"));
    generateButton->setDefaultAction(m_generateAction);
    generateButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->addWidget(generateButton);
    bar->addActions({m_rooms->sheetAction(), m_liveAction});
    if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(m_liveAction)))
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({m_pauseAction, m_stopAction});
    addToolBar(Qt::TopToolBarArea, bar);
    buildColourButton();
}

void MainWindow::buildStatusBar()
{
    const auto label = [this](int stretch = 0) {
        auto* text = new QLabel;
        statusBar()->addPermanentWidget(text, stretch);
        return text;
    };
    m_labelText = label();
    m_sizeText = label();
    m_zoomText = label();
    m_deviceText = label();
    statusBar()->addPermanentWidget(new RunProgress(m_queue));
    m_runText = label();
}

bool MainWindow::isTool(const QAction& action) const
{
    return action.actionGroup() == m_toolActions;
}

QString MainWindow::deviceText() const
{
    return m_deviceText->text();
}

void MainWindow::languageChanged()
{
    updateTitle();
    nameUses();
    nameModes();
    showTools();
    for (auto* w : m_sessions.workspaces())
        w->languageChanged();
    m_canvas->update();
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    const auto kind = document().inputKind();
    const bool plain = event->modifiers() == Qt::NoModifier &&
                       (kind == InputKind::Map || kind == InputKind::Boxes);
    if (m_preferences->takeDigit(*event))
        return;
    if (plain && event->key() == Qt::Key_D)
        m_current->tools().setLabel(0);
    else
        QMainWindow::keyPressEvent(event);
}

}  // namespace sfumato
